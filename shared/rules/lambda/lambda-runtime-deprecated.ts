import { defineRule } from '../../engine/rule.ts';
import { endOfRuntime } from '../runtimes.ts';

export default defineRule({
  id: 'lambda-runtime-deprecated',
  title: 'A function runs on a runtime that is no longer repaired',
  severity: 'medium',
  detections: ['FUN-01'],
  attack: ['T1190'],
  rationale:
    'Holes that are found in a runtime after its last day stay open in every function that runs on it, and one day the ' +
    'function can not be updated any more.',
  remediation: 'Move the function to a supported version of the runtime.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtime-support-policy'],
  subject: 'function',
  needs: ['runtime'],

  *evaluate({ runtime }, { at }) {
    const end = runtime === null ? undefined : endOfRuntime(runtime);
    // Without a time there is nothing to compare with; a scan says when it was made.
    if (end === undefined || at === null || at.slice(0, 10) < end) return;
    yield {
      key: 'runtime',
      message: `${runtime} has got no security fixes since ${end}`,
      evidence: { runtime, since: end },
    };
  },
});
