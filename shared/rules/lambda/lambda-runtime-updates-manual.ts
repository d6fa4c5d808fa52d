import { defineRule } from '../../engine/rule.ts';
import { functionCommand } from '../commands.ts';

export default defineRule({
  id: 'lambda-runtime-updates-manual',
  title: 'A function no longer gets security updates of its runtime',
  severity: 'low',
  detections: ['CFG-09'],
  attack: ['T1562'],
  rationale:
    'With manual runtime updates the function stays on one version of the runtime, with the holes that are found in it, ' +
    'until somebody remembers.',
  remediation: 'Let Lambda update the runtime (Auto), or with each deployment (FunctionUpdate).',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html'],
  subject: 'function',
  needs: ['runtimeUpdates'],

  *evaluate({ runtimeUpdates }, { resource }) {
    if (runtimeUpdates !== 'Manual') return;
    yield {
      key: 'runtime-updates',
      message: 'the runtime stays on one version until somebody changes it',
      evidence: { runtimeUpdates },
      remediation: functionCommand('put-runtime-management-config', resource, { 'update-runtime-on': 'Auto' }),
    };
  },
});
