import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule, type Violation } from '../../engine/rule.ts';
import type { Severity } from '../../engine/severity.ts';
import type { Json } from '../../json.ts';

/** What is deleted within days can hardly be missed in time. */
const shortDays = 7;

export default defineActivityRule({
  id: 's3-retention-reduced',
  title: 'A bucket keeps less than before: versions, access logs, or objects themselves',
  severity: 'low',
  detections: ['S3P-05'],
  attack: ['T1562.008', 'T1485'],
  rationale:
    'Without versions, what is overwritten or deleted is gone; without access logs nobody sees by whom; with a short ' +
    'life cycle, S3 itself deletes the evidence.',
  remediation: 'Put the setting back, best by deploying the stack of the bucket anew.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html'],
  subject: 'bucket',
  calls: { s3: ['PutBucketVersioning', 'PutBucketLogging', 'PutBucketLifecycle'] },
  needs: [],
  uses: ['versioning', 'accessLogs', 'shortestExpiryDays', 'trails'],

  *evaluate({ change, before, after, context }) {
    if (isMeant(change.actor, context)) return;
    // What becomes of the records of a trail is said by `trail-bucket-touched`.
    if (change.call !== 'PutBucketLogging' && after.trails?.length) return;
    const less = (key: string, what: string, was: Json, severity: Severity): Violation => ({
      key,
      message: `${actorInWords(change.actor)} ${what}`,
      evidence: { what: key, before: was },
      severity,
    });
    if (
      change.call === 'PutBucketVersioning' &&
      after.versioning === 'Suspended' &&
      before.versioning !== 'Suspended'
    ) {
      yield less('versioning', 'suspended its versions', before.versioning ?? null, 'medium');
    }
    if (change.call === 'PutBucketLogging' && after.accessLogs === false && before.accessLogs !== false) {
      yield less('logging', 'switched its access logs off', before.accessLogs ?? null, 'low');
    }
    const days = after.shortestExpiryDays;
    if (change.call !== 'PutBucketLifecycle' || typeof days !== 'number' || days > shortDays) return;
    if (typeof before.shortestExpiryDays === 'number' && before.shortestExpiryDays <= days) return;
    yield less('expiry', `has objects deleted after ${days} days`, before.shortestExpiryDays ?? null, 'medium');
  },

  closes: (change, key) =>
    change.ops.some((op) => {
      if (op.op !== 'set') return false;
      if (key === 'versioning') return op.facet === 'versioning' && op.value === 'Enabled';
      if (key === 'logging') return op.facet === 'accessLogs' && op.value === true;
      return op.facet === 'shortestExpiryDays' && (typeof op.value !== 'number' || op.value > shortDays);
    }),
});
