import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'ecr-image-by-hand',
  title: 'An image was pushed by hand',
  severity: 'medium',
  detections: ['ECR-02'],
  attack: ['T1525'],
  rationale:
    'A function that names its image by tag runs whatever the tag names at its next update. An image from beside the ' +
    'pipeline was built and scanned by nobody.',
  remediation: 'Let the pipeline build the image, delete this one, and have functions name their image by digest.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html'],
  subject: 'repository',
  calls: { ecr: ['PutImage'] },
  needs: [],
  uses: ['mutableTags'],

  *evaluate({ change, after, context }) {
    if (!isByHand(change.actor, context)) return;
    const { tag = null, digest = null } = change.details ?? {};
    const overwrites = tag !== null && after.mutableTags !== false;
    yield {
      key: String(tag ?? digest ?? 'image'),
      message: `${actorInWords(change.actor)} pushed ${tag ?? 'an image without a tag'}${overwrites ? ', a tag that can name another image tomorrow' : ''}`,
      evidence: { tag, digest, mutableTags: after.mutableTags ?? null },
      severity: overwrites ? 'medium' : 'low',
    };
  },
});
