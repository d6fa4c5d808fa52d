import { defineRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

const everybody: ReadonlySet<string> = new Set(['AllUsers', 'AuthenticatedUsers']);
const words: { readonly [grantee: string]: string } = {
  AllUsers: 'anybody on the Internet',
  AuthenticatedUsers: 'everybody who has any AWS account',
};

export default defineRule({
  id: 's3-bucket-acl-open',
  title: "A bucket's access control list lets strangers in",
  severity: 'high',
  detections: ['S3P-02'],
  attack: ['T1530'],
  rationale:
    'A grant of an access control list works beside the bucket policy and is easily overlooked: strangers list, read or ' +
    'write objects, and what they write runs the functions behind the bucket.',
  remediation: 'Make the list private, and switch access control lists off for the bucket (BucketOwnerEnforced).',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html'],
  subject: 'bucket',
  needs: ['grants'],
  uses: ['effectiveBlock'],

  *evaluate({ grants, effectiveBlock }, { resource }) {
    for (const { grantee, permission } of grants) {
      const open = everybody.has(grantee);
      // The log delivery group is AWS itself.
      if (grantee === 'LogDelivery' || (open && effectiveBlock?.ignorePublicAcls)) continue;
      yield {
        key: `${grantee} ${permission}`,
        message: `${permission} is granted to ${words[grantee] ?? `the foreign user ${grantee}`}`,
        evidence: { grantee, permission },
        severity: open ? 'high' : 'medium',
        remediation: awsCommand('s3api put-bucket-acl', { bucket: resource.name, acl: 'private' }),
      };
    }
  },
});
