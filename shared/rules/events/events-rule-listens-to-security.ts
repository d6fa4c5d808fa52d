import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { ruleCommand, securityEventsIn } from '../event-rules.ts';
import { isOwnResource } from '../own.ts';

export default defineActivityRule({
  id: 'events-rule-listens-to-security',
  title: 'A rule was made to listen to identity or security events',
  severity: 'medium',
  detections: ['EVB-02'],
  attack: ['T1546', 'T1098'],
  rationale:
    'A function behind such a rule runs whenever a user, role or key is made, or a trail is touched. That is how a ' +
    'backdoor gives itself access to every new identity, and how an intruder learns that he was seen.',
  remediation: 'Look at the targets of the rule; delete it where nobody answers for it.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html'],
  subject: 'event-rule',
  calls: { events: ['PutRule'] },
  needs: ['pattern'],

  *evaluate({ change, before, after: { pattern }, resource, context }) {
    if (pattern === null || before.pattern === pattern) return;
    if (isMeant(change.actor, context) || isOwnResource(resource.arn, context)) return;
    const events = [...securityEventsIn(pattern)];
    if (events.length === 0) return;
    yield {
      key: 'pattern',
      message: `${actorInWords(change.actor)} made it listen to ${events.join(', ')}`,
      evidence: { events, pattern },
      remediation: ruleCommand('list-targets-by-rule', resource),
    };
  },

  closes: (change) => change.call === 'DeleteRule',
});
