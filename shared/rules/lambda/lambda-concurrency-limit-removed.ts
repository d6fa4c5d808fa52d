import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { functionCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'lambda-concurrency-limit-removed',
  title: 'The concurrency limit of a function was removed',
  severity: 'low',
  detections: ['CFG-07'],
  attack: ['T1496'],
  rationale:
    'Reserved concurrency is also the upper limit of what a function can cost and of what it can do to systems behind it. ' +
    'Without it, a flood of events takes the concurrency of the whole account.',
  remediation: 'Set the reservation again.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html'],
  subject: 'function',
  calls: { lambda: ['DeleteFunctionConcurrency'] },
  needs: [],
  uses: ['reservedConcurrency'],

  *evaluate({ change, before, resource, context }) {
    const limit = before.reservedConcurrency;
    // Zero is a stop, not a limit: taking it back starts the function again.
    if (limit === null || limit === 0 || isMeant(change.actor, context)) return;
    yield {
      key: 'limit',
      message: `${actorInWords(change.actor)} removed the limit${limit === undefined ? '' : ` of ${limit} concurrent invocations`}`,
      evidence: { before: limit ?? null },
      ...(limit === undefined
        ? {}
        : {
            remediation: functionCommand('put-function-concurrency', resource, {
              'reserved-concurrent-executions': String(limit),
            }),
          }),
    };
  },

  closes: (change) => change.call === 'PutFunctionConcurrency',
});
