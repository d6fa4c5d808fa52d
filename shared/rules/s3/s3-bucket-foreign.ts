import { defineRule } from '../../engine/rule.ts';
import { foreignStatements } from '../resource-policies.ts';

export default defineRule({
  id: 's3-bucket-foreign',
  title: "A bucket's policy lets another account in",
  severity: 'high',
  detections: ['S3P-01'],
  attack: ['T1530', 'T1537'],
  rationale:
    'Another account can do what the statement allows with the objects, which may be data, triggers, logs or code ' +
    'of functions.',
  remediation:
    'Remove the statement (`aws s3api put-bucket-policy`), or name the principals and narrow them with ' +
    '`aws:SourceArn` and `aws:SourceAccount`; switch Block Public Access on; an account that is meant belongs in ' +
    '`trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html'],
  subject: 'bucket',
  needs: ['resourcePolicy'],
  uses: ['effectiveBlock'],

  evaluate: ({ resourcePolicy, effectiveBlock }, judging) =>
    foreignStatements(
      resourcePolicy,
      judging,
      effectiveBlock === undefined ? {} : { blockPublicAccess: effectiveBlock },
    ),
});
