import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'ecr-tags-made-mutable',
  title: 'The tags of an image repository can be moved again',
  severity: 'medium',
  detections: ['ECR-02'],
  attack: ['T1525', 'T1562'],
  rationale: 'What a tag names can now be replaced: the image that was tested is not the one that will run.',
  remediation: 'Make the tags immutable again.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html'],
  subject: 'repository',
  calls: { ecr: ['PutImageTagMutability'] },
  needs: ['mutableTags'],

  *evaluate({ change, before, after, resource, context }) {
    if (isMeant(change.actor, context) || !after.mutableTags || before.mutableTags === true) return;
    yield {
      key: 'tags',
      message: `${actorInWords(change.actor)} made its tags mutable`,
      evidence: { before: before.mutableTags ?? null },
      remediation: awsCommand('ecr put-image-tag-mutability', {
        'repository-name': resource.name,
        'image-tag-mutability': 'IMMUTABLE',
        region: resource.region,
      }),
    };
  },

  closes: (change) => change.ops.some((op) => op.op === 'set' && op.facet === 'mutableTags' && op.value === false),
});
