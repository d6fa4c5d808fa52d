import { defineRule } from '../../engine/rule.ts';
import { foreignStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'events-bus-foreign',
  title: "An event bus's policy lets another account in",
  severity: 'high',
  detections: ['EVB-04'],
  attack: ['T1199'],
  rationale:
    'Another account can put events on the bus, or change its rules, and so decides what the functions behind it ' +
    'are fed with.',
  remediation:
    'Remove the statement (`aws events remove-permission --event-bus-name <bus> --statement-id <sid>`), or narrow ' +
    'it with `aws:PrincipalOrgID`; an account that is meant belongs in `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html'],
  subject: 'event-bus',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => foreignStatements(resourcePolicy, judging),
});
