import { defineRule } from '../../engine/rule.ts';
import { confusedDeputies } from '../resource-policies.ts';

export default defineRule({
  id: 'events-bus-confused-deputy',
  title: "An event bus's policy lets a service in for anybody",
  severity: 'medium',
  detections: ['EVB-04'],
  attack: ['T1199'],
  rationale: 'A service puts events on the bus for whoever asks it to.',
  remediation:
    'Remove the statement (`aws events remove-permission --event-bus-name <bus> --statement-id <sid>`), or narrow ' +
    'it with `aws:PrincipalOrgID`.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html'],
  subject: 'event-bus',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => confusedDeputies(resourcePolicy, judging),
});
