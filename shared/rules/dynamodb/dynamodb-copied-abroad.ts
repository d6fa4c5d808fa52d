import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { awsCommand } from '../commands.ts';

export default defineRule({
  id: 'dynamodb-copied-abroad',
  title: 'Every change of a table is sent to a stream of another account',
  severity: 'high',
  detections: ['DDB-03'],
  attack: ['T1537'],
  rationale: 'DynamoDB itself copies every item that changes into the stream, and its owner reads along.',
  remediation: 'Disable the destination, or add its account to `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds.html'],
  subject: 'table',
  needs: ['kinesisDestinations'],

  *evaluate({ kinesisDestinations }, judging) {
    for (const arn of Object.keys(kinesisDestinations)) {
      const account = accountOf(arn);
      if (!isForeignAccount(account, judging)) continue;
      yield {
        key: arn,
        message: `${arn} belongs to account ${account}`,
        evidence: { stream: arn, account },
        remediation: awsCommand('dynamodb disable-kinesis-streaming-destination', {
          'table-name': judging.resource.name,
          'stream-arn': arn,
          region: judging.resource.region,
        }),
      };
    }
  },
});
