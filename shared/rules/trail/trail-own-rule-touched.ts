import { defineActivityRule } from '../../engine/rule.ts';
import { redeploy, tampering } from '../tampering.ts';

const words = {
  DisableRule: 'switched it off',
  DeleteRule: 'deleted it',
  RemoveTargets: 'took its targets away',
  PutRule: 'rewrote it',
  PutTargets: 'changed its targets',
};

export default defineActivityRule({
  id: 'trail-own-rule-touched',
  title: 'An event rule of Trailwarden was touched',
  severity: 'critical',
  detections: ['TMP-04', 'EVB-03'],
  attack: ['T1562.001'],
  rationale:
    'Trailwarden hears what its event rules match. Without them, or with another pattern or target, it goes on running and hears nothing.',
  remediation: redeploy,
  references: ['https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html'],
  subject: 'event-rule',
  calls: { events: ['DisableRule', 'DeleteRule', 'RemoveTargets', 'PutRule', 'PutTargets'] },
  needs: [],

  evaluate: (call) => tampering(call, 'it brings the records to Trailwarden', words),
});
