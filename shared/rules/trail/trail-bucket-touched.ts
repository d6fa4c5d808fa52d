import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

const words: { readonly [call: string]: string } = {
  DeleteBucket: 'deleted it',
  PutBucketLifecycle: 'changed when its objects are deleted',
  PutBucketPolicy: 'replaced its policy',
  DeleteBucketPolicy: 'deleted its policy',
  PutBucketVersioning: 'changed whether it keeps versions',
  PutBucketReplication: 'had it copied elsewhere',
  DeleteBucketPublicAccessBlock: 'took its Block Public Access away',
};

export default defineActivityRule({
  id: 'trail-bucket-touched',
  title: 'The bucket of a trail was touched',
  severity: 'high',
  detections: ['TMP-09'],
  attack: ['T1562.008', 'T1070'],
  rationale:
    'The records of a trail are only worth something while nobody can delete, shorten or redirect them. Without its ' +
    'policy the bucket takes none any more.',
  remediation: 'Put the setting back, and look at what the actor did in the time whose records are missing.',
  references: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html'],
  subject: 'bucket',
  calls: {
    s3: [
      'DeleteBucket',
      'PutBucketLifecycle',
      'PutBucketPolicy',
      'DeleteBucketPolicy',
      'PutBucketVersioning',
      'PutBucketReplication',
      'DeleteBucketPublicAccessBlock',
    ],
  },
  needs: ['trails'],
  uses: ['shortestExpiryDays', 'versioning'],

  *evaluate({ change, after }) {
    const { trails, shortestExpiryDays, versioning } = after;
    if (trails.length === 0) return;
    if (change.call === 'PutBucketVersioning' && versioning === 'Enabled') return;
    const days = change.call === 'PutBucketLifecycle' && typeof shortestExpiryDays === 'number';
    yield {
      key: change.call,
      message: `${actorInWords(change.actor)} ${words[change.call] ?? change.call}${days ? ` (after ${shortestExpiryDays} days)` : ''}: the records of ${trails.join(', ')} are delivered to it`,
      evidence: { call: change.call, trails: [...trails] },
      severity: change.call === 'DeleteBucket' || change.call === 'DeleteBucketPolicy' ? 'critical' : 'high',
    };
  },

  closes: (change, key) =>
    (key === 'PutBucketLifecycle' && change.call === 'DeleteBucketLifecycle') ||
    (key === 'DeleteBucketPublicAccessBlock' && change.call === 'PutBucketPublicAccessBlock') ||
    (key === 'DeleteBucketPolicy' && change.call === 'PutBucketPolicy') ||
    (key === 'PutBucketReplication' && change.call === 'DeleteBucketReplication'),
});
