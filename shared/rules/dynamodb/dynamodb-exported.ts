import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { isForeignAccount } from '../accounts.ts';

export default defineActivityRule({
  id: 'dynamodb-exported',
  title: 'A whole table was exported to a bucket',
  severity: 'medium',
  detections: ['DDB-03'],
  attack: ['T1537', 'T1530'],
  rationale: 'An export writes every item, as of any time of the past, into a bucket that may belong to anybody.',
  remediation: 'Find out whose the bucket is and why it was exported; delete the export.',
  references: ['https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.HowItWorks.html'],
  subject: 'table',
  calls: { dynamodb: ['ExportTableToPointInTime'] },
  needs: [],

  *evaluate({ change, resource, context }) {
    const { bucket = null, bucketOwner = null } = change.details ?? {};
    const owner = typeof bucketOwner === 'string' ? bucketOwner : undefined;
    const foreign = isForeignAccount(owner, { resource, context });
    if (!foreign && !isByHand(change.actor, context)) return;
    yield {
      key: String(bucket ?? 'export'),
      message: `${actorInWords(change.actor)} had it written to the bucket ${bucket ?? '(not in the record)'}${foreign ? ` of account ${owner}` : ''}`,
      evidence: { bucket, bucketOwner },
      severity: foreign ? 'high' : 'medium',
    };
  },
});
