import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';
import { allSwitchesOn, switchedOff } from '../public-access-block.ts';

const allOn = 'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true';

export default defineActivityRule({
  id: 's3-account-public-access-block-weakened',
  title: 'Block Public Access of the whole account was weakened',
  severity: 'high',
  detections: ['S3P-03'],
  attack: ['T1562'],
  rationale:
    'What kept every bucket of the account from being opened is gone: buckets whose policy was public all the time are ' +
    'open at this moment, and others can be.',
  remediation: 'Switch all four settings of the account on again.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html'],
  subject: 'account',
  calls: { s3: ['PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock'] },
  needs: ['publicAccessBlock'],

  *evaluate({ change, before, after, resource }) {
    const off = switchedOff(before.publicAccessBlock, after.publicAccessBlock);
    if (off.length === 0) return;
    yield {
      key: 'block',
      message: `${actorInWords(change.actor)} switched ${off.join(', ')} off`,
      evidence: { off: [...off], call: change.call },
      remediation: awsCommand('s3control put-public-access-block', {
        'account-id': resource.account,
        'public-access-block-configuration': allOn,
      }),
    };
  },

  closes: (change) =>
    change.ops.some((op) => op.op === 'set' && op.facet === 'publicAccessBlock' && allSwitchesOn(op.value)),
});
