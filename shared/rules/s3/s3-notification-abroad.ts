import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';

export default defineRule({
  id: 's3-notification-abroad',
  title: 'A bucket tells another account of its objects',
  severity: 'high',
  detections: ['S3N-01'],
  attack: ['T1537', 'T1546'],
  rationale:
    'Every object that comes or goes is announced to a function, topic or queue of somebody else, by name and size, the ' +
    'moment it happens.',
  remediation: 'Remove the destination (`aws s3api put-bucket-notification-configuration`), or trust its account.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html'],
  subject: 'bucket',
  needs: ['notifications'],

  *evaluate({ notifications }, judging) {
    for (const [id, { type, target, events }] of Object.entries(notifications)) {
      const account = accountOf(target);
      // A bucket that is only known by its name does not say whose it is.
      if (!judging.resource.account || !isForeignAccount(account, judging)) continue;
      yield {
        key: id,
        message: `the ${type} ${target} belongs to account ${account}`,
        evidence: { type, target, account, events: [...events] },
      };
    }
  },
});
