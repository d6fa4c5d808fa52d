import { defineRule } from '../../engine/rule.ts';
import { functionCommand } from '../commands.ts';

export default defineRule({
  id: 'lambda-recursion-allowed',
  title: 'A function may call itself without end',
  severity: 'low',
  detections: ['CFG-07'],
  attack: ['T1496'],
  rationale:
    'Lambda stops loops of a function with the queue, topic or bucket that it writes to. With that switched off, one ' +
    'message can run for as long as the account pays.',
  remediation: 'Set recursive loops back to Terminate where the loop is not meant.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html'],
  subject: 'function',
  needs: ['recursiveLoop'],

  *evaluate({ recursiveLoop }, { resource }) {
    if (recursiveLoop !== 'Allow') return;
    yield {
      key: 'recursion',
      message: 'Lambda no longer stops loops of this function',
      evidence: { recursiveLoop },
      remediation: functionCommand('put-function-recursion-config', resource, { 'recursive-loop': 'Terminate' }),
    };
  },
});
