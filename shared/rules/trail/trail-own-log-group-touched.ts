import { defineActivityRule } from '../../engine/rule.ts';
import { redeploy, tampering } from '../tampering.ts';

const words = {
  DeleteLogGroup: 'deleted it',
  PutRetentionPolicy: 'changed how long it keeps its events',
  PutSubscriptionFilter: 'had its events sent elsewhere',
  DeleteSubscriptionFilter: 'stopped a subscription to it',
};

export default defineActivityRule({
  id: 'trail-own-log-group-touched',
  title: 'A log group of Trailwarden was touched',
  severity: 'critical',
  detections: ['TMP-06'],
  attack: ['T1562.001'],
  rationale:
    'The logs of the monitor tell what it saw and what failed. Whoever deletes or shortens them removes the proof.',
  remediation: redeploy,
  references: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html'],
  subject: 'log-group',
  calls: { logs: ['DeleteLogGroup', 'PutRetentionPolicy', 'PutSubscriptionFilter', 'DeleteSubscriptionFilter'] },
  needs: [],

  evaluate: (call) => tampering(call, 'it holds what Trailwarden did', words),
});
