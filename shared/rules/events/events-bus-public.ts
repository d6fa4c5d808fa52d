import { defineRule } from '../../engine/rule.ts';
import { publicStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'events-bus-public',
  title: "An event bus's policy lets anybody in",
  severity: 'high',
  detections: ['EVB-04'],
  attack: ['T1199'],
  rationale:
    'Anybody can put events on the bus, and every rule that matches runs its targets with them: functions are fed ' +
    'with what a stranger wrote.',
  remediation:
    'Remove the statement (`aws events remove-permission --event-bus-name <bus> --statement-id <sid>`), or narrow ' +
    'it with `aws:PrincipalOrgID`.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html'],
  subject: 'event-bus',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => publicStatements(resourcePolicy, judging),
});
