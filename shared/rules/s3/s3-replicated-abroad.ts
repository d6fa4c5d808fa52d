import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { isObject } from '../../json.ts';
import { isForeignAccount } from '../accounts.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 's3-replicated-abroad',
  title: 'A bucket is replicated to another bucket',
  severity: 'medium',
  detections: ['S3P-05'],
  attack: ['T1537'],
  rationale:
    'Every new object is copied to the destination, by S3 itself and without another record. In another account it is ' +
    'the quietest way to carry data out.',
  remediation: 'Remove the replication, or trust the account of its destination.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html'],
  subject: 'bucket',
  calls: { s3: ['PutBucketReplication'] },
  needs: [],

  *evaluate({ change, resource, context }) {
    const destinations = change.details?.['destinations'];
    for (const destination of Array.isArray(destinations) ? destinations.filter(isObject) : []) {
      const account = typeof destination['account'] === 'string' ? destination['account'] : undefined;
      const bucket = String(destination['bucket']);
      const foreign = isForeignAccount(account, { resource, context });
      if (!foreign && (account !== undefined || isMeant(change.actor, context))) continue;
      yield {
        key: bucket,
        message: foreign
          ? `${actorInWords(change.actor)} had it copied to ${bucket} of account ${account}`
          : `${actorInWords(change.actor)} had it copied to ${bucket}; whose it is, the record does not say`,
        evidence: { bucket, account: account ?? null },
        severity: foreign ? 'high' : 'medium',
        remediation: awsCommand('s3api delete-bucket-replication', { bucket: resource.name }),
      };
    }
  },

  closes: (change, key) => {
    if (change.call === 'DeleteBucketReplication' || change.call === 'DeleteBucket') return true;
    return (
      change.call === 'PutBucketReplication' && !JSON.stringify(change.details ?? {}).includes(JSON.stringify(key))
    );
  },
});
