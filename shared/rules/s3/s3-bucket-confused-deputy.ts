import { defineRule } from '../../engine/rule.ts';
import { confusedDeputies } from '../resource-policies.ts';

export default defineRule({
  id: 's3-bucket-confused-deputy',
  title: "A bucket's policy lets a service in for anybody",
  severity: 'medium',
  detections: ['S3P-01'],
  attack: ['T1530', 'T1537'],
  rationale:
    'A service writes or reads for whoever asks it to: a stranger makes it deliver into the bucket, or out of it.',
  remediation:
    'Remove the statement (`aws s3api put-bucket-policy`), or name the principals and narrow them with ' +
    '`aws:SourceArn` and `aws:SourceAccount`; switch Block Public Access on.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html'],
  subject: 'bucket',
  needs: ['resourcePolicy'],
  uses: ['effectiveBlock'],

  evaluate: ({ resourcePolicy, effectiveBlock }, judging) =>
    confusedDeputies(
      resourcePolicy,
      judging,
      effectiveBlock === undefined ? {} : { blockPublicAccess: effectiveBlock },
    ),
});
