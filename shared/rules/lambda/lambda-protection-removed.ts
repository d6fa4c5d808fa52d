import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { functionCommand } from '../commands.ts';
import { valueSet } from '../ops.ts';

export default defineActivityRule({
  id: 'lambda-protection-removed',
  title: 'A function lost its own key or its dead-letter target',
  severity: 'low',
  detections: ['CFG-05'],
  attack: ['T1562'],
  rationale:
    'Without its own key, the environment is readable to everybody who may read the configuration. Without a dead-letter ' +
    'target, events that fail are dropped: nobody sees what was lost.',
  remediation: 'Set the key and the dead-letter target of the last deployment again.',
  references: ['https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html'],
  subject: 'function',
  calls: { lambda: ['UpdateFunctionConfiguration'] },
  needs: [],
  uses: ['kmsKey', 'deadLetterTarget'],

  *evaluate({ change, before, after, resource, context }) {
    if (isMeant(change.actor, context)) return;
    const who = actorInWords(change.actor);
    if (before.kmsKey && after.kmsKey === null) {
      yield {
        key: 'key',
        message: `${who} removed the key that encrypts the environment`,
        evidence: { from: before.kmsKey },
        severity: 'medium',
        remediation: functionCommand('update-function-configuration', resource, { 'kms-key-arn': before.kmsKey }),
      };
    }
    if (before.deadLetterTarget && after.deadLetterTarget === null) {
      yield {
        key: 'dead-letters',
        message: `${who} removed the dead-letter target: events that fail are dropped`,
        evidence: { from: before.deadLetterTarget },
        remediation: functionCommand('update-function-configuration', resource, {
          'dead-letter-config': `TargetArn=${before.deadLetterTarget}`,
        }),
      };
    }
  },

  closes: (change, key) => typeof valueSet(change, key === 'key' ? 'kmsKey' : 'deadLetterTarget') === 'string',
});
