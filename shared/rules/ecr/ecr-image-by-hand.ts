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
  uses: ['mutableTags', 'users'],

  *evaluate({ change, after, context }) {
    if (!isByHand(change.actor, context)) return;
    const { tag = null, digest = null } = change.details ?? {};
    const overwrites = tag !== null && after.mutableTags !== false;
    const running = overwrites ? (after.users ?? []).filter((user) => user.tag === tag && user.digest === null) : [];
    const functions = running.map((user) => user.function).sort();
    yield {
      key: String(tag ?? digest ?? 'image'),
      message: `${actorInWords(change.actor)} pushed ${tag ?? 'an image without a tag'}${overwrites ? ', a tag that can name another image tomorrow' : ''}${functions.length === 0 ? '' : `: ${functions.join(', ')} will run it`}`,
      evidence: { tag, digest, mutableTags: after.mutableTags ?? null, functions },
      severity: functions.length > 0 ? 'high' : overwrites ? 'medium' : 'low',
    };
  },
});
