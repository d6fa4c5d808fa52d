import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';
import { allSwitchesOn, switchedOff } from '../public-access-block.ts';

const allOn = 'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true';

export default defineActivityRule({
  id: 's3-public-access-block-weakened',
  title: 'Block Public Access of a bucket was weakened',
  severity: 'high',
  detections: ['S3P-03'],
  attack: ['T1562'],
  rationale:
    'From now on a policy or access control list can open the bucket to everybody. It is the step before the bucket is ' +
    'opened, and nothing else needs it.',
  remediation: 'Switch all four settings on again.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html'],
  subject: 'bucket',
  calls: { s3: ['PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock'] },
  needs: ['publicAccessBlock'],

  *evaluate({ change, before, after, resource }) {
    const off = switchedOff(before.publicAccessBlock, after.publicAccessBlock);
    if (off.length === 0) return;
    yield {
      key: 'block',
      message: `${actorInWords(change.actor)} switched ${off.join(', ')} off`,
      evidence: { off: [...off], call: change.call },
      remediation: awsCommand('s3api put-public-access-block', {
        bucket: resource.name,
        'public-access-block-configuration': allOn,
      }),
    };
  },

  closes: (change) =>
    change.ops.some((op) => op.op === 'set' && op.facet === 'publicAccessBlock' && allSwitchesOn(op.value)),
});
