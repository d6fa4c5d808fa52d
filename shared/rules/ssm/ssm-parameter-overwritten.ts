import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'ssm-parameter-overwritten',
  title: 'A parameter was overwritten by hand',
  severity: 'medium',
  detections: ['SSM-01'],
  attack: ['T1565'],
  rationale:
    'Functions read addresses, flags and credentials from parameters when they start. Another value changes what they ' +
    'do, and whom they talk to, without any change of code or configuration.',
  remediation: 'Compare the value with the version before (`aws ssm get-parameter-history`) and put it back.',
  references: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html'],
  subject: 'parameter',
  calls: { ssm: ['PutParameter'] },
  needs: [],
  uses: ['type'],

  *evaluate({ change, after, context }) {
    if (change.details?.['overwrite'] !== true || !isByHand(change.actor, context)) return;
    yield {
      key: 'value',
      message: `${actorInWords(change.actor)} gave it another value`,
      evidence: { type: after.type ?? null, overwrite: true },
    };
  },

  closes: (change) => change.call === 'DeleteParameter' || change.call === 'DeleteParameters',
});
