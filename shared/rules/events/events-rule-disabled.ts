import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { ruleCommand } from '../event-rules.ts';
import { isOwnResource } from '../own.ts';

const words: { readonly [call: string]: string } = {
  DisableRule: 'switched the rule off',
  PutRule: 'put the rule in state DISABLED',
  DeleteRule: 'deleted the rule',
  RemoveTargets: 'took the targets away',
};

export default defineActivityRule({
  id: 'events-rule-disabled',
  title: 'A rule was switched off, deleted or emptied',
  severity: 'medium',
  detections: ['EVB-03'],
  attack: ['T1562.001', 'T1489'],
  rationale:
    'What the rule fed is no longer run. Where it handled security events, this is how it is silenced, and events that ' +
    'match nothing are gone for good.',
  remediation: 'Find out why, and switch the rule on again or deploy its stack anew.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html'],
  subject: 'event-rule',
  calls: { events: ['DisableRule', 'DeleteRule', 'RemoveTargets', 'PutRule'] },
  needs: [],
  uses: ['enabled', 'targets'],

  *evaluate({ change, before, after, resource, context }) {
    if (isMeant(change.actor, context) || isOwnResource(resource.arn, context) || before.enabled === false) return;
    if (change.call === 'PutRule' && after.enabled !== false) return;
    if (change.call === 'RemoveTargets' && Object.keys(after.targets ?? {}).length > 0) return;
    const targets = Object.values(before.targets ?? {}).map(({ arn }) => arn);
    const silenced = targets.length === 0 ? '' : `: ${targets.join(', ')} gets no more events`;
    yield {
      key: change.call === 'DeleteRule' ? 'deleted' : change.call === 'RemoveTargets' ? 'emptied' : 'disabled',
      message: `${actorInWords(change.actor)} ${words[change.call] ?? change.call}${silenced}`,
      evidence: { call: change.call, targets },
      ...(after.enabled === false ? { remediation: ruleCommand('enable-rule', resource) } : {}),
    };
  },

  closes: (change, key) => {
    if (key === 'emptied') return change.call === 'PutTargets';
    if (change.call === 'PutRule') return change.details?.['state'] !== 'DISABLED';
    return change.call === 'EnableRule';
  },
});
