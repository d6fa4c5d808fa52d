import { defineRule } from '../../engine/rule.ts';
import { functionCommand } from '../commands.ts';

export default defineRule({
  id: 'lambda-concurrency-zero',
  title: 'A function is stopped: its reserved concurrency is zero',
  severity: 'medium',
  detections: ['CFG-06'],
  attack: ['T1489'],
  rationale:
    'With a reserved concurrency of zero every invocation is throttled: requests fail and events wait until they expire. ' +
    'It is the quietest way to silence a function, and a brake somebody may have pulled on purpose.',
  remediation: 'Remove the reservation, or give it a number above zero, once it is clear why the function was stopped.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html'],
  subject: 'function',
  needs: ['reservedConcurrency'],
  uses: ['triggers'],

  *evaluate({ reservedConcurrency, triggers }, { resource }) {
    if (reservedConcurrency !== 0) return;
    const waiting = (triggers ?? []).filter(({ enabled }) => enabled).map(({ arn }) => arn);
    yield {
      key: 'concurrency',
      message: `the function can not run: every invocation is throttled${waiting.length > 0 ? `, and ${waiting.length} of its triggers keep sending` : ''}`,
      evidence: { reservedConcurrency, triggers: waiting },
      remediation: functionCommand('delete-function-concurrency', resource),
    };
  },
});
