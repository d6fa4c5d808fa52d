import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { matchesGlob } from '../../glob.ts';

export default defineActivityRule({
  id: 's3-bucket-deleted',
  title: 'A bucket was deleted that functions depend on',
  severity: 'medium',
  detections: ['S3P-04'],
  attack: ['T1584', 'T1485'],
  rationale:
    'The name of a deleted bucket is free for everybody. Whoever takes it is the bucket that function policies without ' +
    '`aws:SourceAccount` allow, and the one that deployments fetch code from.',
  remediation:
    'Make the bucket anew to keep its name, or remove every permission, template and environment variable that names it.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html'],
  subject: 'bucket',
  calls: { s3: ['DeleteBucket'] },
  needs: [],
  uses: ['notifications', 'trails'],

  *evaluate({ change, before, resource, context }) {
    const functions = Object.values(before.notifications ?? {})
      .filter(({ type }) => type === 'function')
      .map(({ target }) => target);
    const deploys = context.deployBuckets.some((pattern) => matchesGlob(resource.name, pattern));
    if (functions.length === 0 && !deploys) return;
    const role = deploys ? 'deployment packages come from it' : `it triggers ${functions.join(', ')}`;
    yield {
      key: 'deleted',
      message: `${actorInWords(change.actor)} deleted it, though ${role}`,
      evidence: { functions, deploys },
      severity: deploys ? 'high' : 'medium',
    };
  },

  closes: (change) => change.call === 'CreateBucket',
});
