import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { awsCommand } from '../commands.ts';

export default defineRule({
  id: 'lambda-mapping-foreign-source',
  title: 'A function is fed by a queue or stream of another account',
  severity: 'high',
  detections: ['ESM-02'],
  attack: ['T1546', 'T1537'],
  rationale:
    'Whoever owns the queue or stream decides what the function is run with, and sees through retries and failures ' +
    'what becomes of it. The execution role must be allowed to read there, so data can also leave that way.',
  remediation: 'Delete the event source mapping, or add the account to `trustedAccounts` where it is a known one.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html'],
  subject: 'event-source-mapping',
  needs: ['eventSource'],
  uses: ['function'],

  *evaluate({ eventSource, function: target }, judging) {
    const account = accountOf(eventSource ?? '');
    if (!isForeignAccount(account, judging)) return;
    yield {
      key: 'source',
      message: `the mapping feeds ${target ?? 'its function'} from ${eventSource}, which belongs to account ${account}`,
      evidence: { eventSource, account },
      remediation: awsCommand('lambda delete-event-source-mapping', {
        uuid: judging.resource.name,
        region: judging.resource.region,
      }),
    };
  },
});
