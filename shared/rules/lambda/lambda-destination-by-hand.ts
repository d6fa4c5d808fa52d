import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { functionCommand, qualifiedKey } from '../commands.ts';

export default defineActivityRule({
  id: 'lambda-destination-by-hand',
  title: 'A destination for results of a function was set by hand',
  severity: 'low',
  detections: ['CFG-08'],
  attack: ['T1546'],
  rationale:
    'A destination hands every event and its result on to a queue, topic, bus or another function. Set beside the ' +
    'pipeline, it is a copy of the data, or a way to run other code whenever this function ran.',
  remediation: 'Remove the destination, or move it into the stack of the function.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html'],
  subject: 'function',
  calls: { lambda: ['PutFunctionEventInvokeConfig', 'UpdateFunctionEventInvokeConfig'] },
  needs: ['destinations'],

  *evaluate({ change, before, after, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    for (const [qualifier, now] of Object.entries(after.destinations)) {
      const was = before.destinations?.[qualifier];
      for (const when of ['onSuccess', 'onFailure'] as const) {
        const target = now[when];
        if (target === undefined || target === was?.[when]) continue;
        yield {
          key: qualifiedKey(when, qualifier),
          message: `${actorInWords(change.actor)} sends ${when === 'onSuccess' ? 'results' : 'failures'} to ${target}`,
          evidence: { qualifier, target },
          remediation: functionCommand('delete-function-event-invoke-config', resource, { qualifier }),
        };
      }
    }
  },

  closes: (change) => change.call === 'DeleteFunctionEventInvokeConfig',
});
