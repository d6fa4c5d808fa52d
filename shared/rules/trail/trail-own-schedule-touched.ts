import { defineActivityRule } from '../../engine/rule.ts';
import { redeploy, tampering } from '../tampering.ts';

const words = {
  UpdateSchedule: 'rewrote it',
  DeleteSchedule: 'deleted it',
};

export default defineActivityRule({
  id: 'trail-own-schedule-touched',
  title: 'A schedule of Trailwarden was touched',
  severity: 'critical',
  detections: ['TMP-04'],
  attack: ['T1562.001'],
  rationale:
    'The schedule begins the sweeps that find what no record announced. Without it, what somebody kept from being recorded ' +
    'is never noticed.',
  remediation: redeploy,
  references: ['https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html'],
  subject: 'schedule',
  calls: { scheduler: ['UpdateSchedule', 'DeleteSchedule'] },
  needs: [],

  evaluate: (call) => tampering(call, 'it begins the sweeps of Trailwarden', words),
});
