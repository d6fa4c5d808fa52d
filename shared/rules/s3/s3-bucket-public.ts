import { defineRule } from '../../engine/rule.ts';
import { publicStatements } from '../resource-policies.ts';

export default defineRule({
  id: 's3-bucket-public',
  title: "A bucket's policy lets anybody in",
  severity: 'high',
  detections: ['S3P-01'],
  attack: ['T1530', 'T1537'],
  rationale:
    'Anybody can do what the statement allows: read what is stored, or write objects that run the functions ' +
    'behind the bucket or become their code.',
  remediation:
    'Remove the statement (`aws s3api put-bucket-policy`), or name the principals and narrow them with ' +
    '`aws:SourceArn` and `aws:SourceAccount`; switch Block Public Access on.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html'],
  subject: 'bucket',
  needs: ['resourcePolicy'],
  uses: ['effectiveBlock'],

  evaluate: ({ resourcePolicy, effectiveBlock }, judging) =>
    publicStatements(
      resourcePolicy,
      judging,
      effectiveBlock === undefined ? {} : { blockPublicAccess: effectiveBlock },
    ),
});
