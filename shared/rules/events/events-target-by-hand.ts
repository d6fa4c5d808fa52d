import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { ruleCommand } from '../event-rules.ts';

export default defineActivityRule({
  id: 'events-target-by-hand',
  title: 'A rule was given a target by hand',
  severity: 'low',
  detections: ['EVB-01'],
  attack: ['T1546'],
  rationale:
    'A target runs with every event of its rule, for as long as the rule exists. Made beside the pipeline it is a quiet ' +
    'way to stay: the code that runs was chosen by whoever added it, and an input transformer can rewrite what it gets.',
  remediation: 'Move the target into the stack of the rule, or remove it.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html'],
  subject: 'event-rule',
  calls: { events: ['PutTargets'] },
  needs: [],
  uses: ['targets'],

  *evaluate({ change, before, after, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    const put = change.details?.['targets'];
    for (const id of Array.isArray(put) ? put.map(String) : []) {
      const target = after.targets?.[id];
      if (target === undefined || before.targets?.[id]?.arn === target.arn) continue;
      yield {
        key: id,
        message: `${actorInWords(change.actor)} made ${target.arn} a target${target.transformed ? ', with input of its own' : ''}`,
        evidence: { target: id, arn: target.arn, role: target.role ?? null, transformed: target.transformed ?? false },
        severity: target.transformed ? 'medium' : 'low',
        remediation: ruleCommand('remove-targets', resource, { ids: id }),
      };
    }
  },

  closes: (change, key) =>
    change.call === 'DeleteRule' ||
    change.ops.some((op) => op.op === 'remove' && op.facet === 'targets' && op.path[0] === key),
});
