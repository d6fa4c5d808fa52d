import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'states-logging-off',
  title: 'The logs of a state machine were switched off',
  severity: 'medium',
  detections: ['SFN-01'],
  attack: ['T1562.008'],
  rationale: 'Without logs nobody can tell later what a state machine was started with and what it did.',
  remediation:
    'Switch the logs on again (`aws stepfunctions update-state-machine --logging-configuration level=ALL,…`).',
  references: ['https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html'],
  subject: 'state-machine',
  calls: { states: ['UpdateStateMachine'] },
  needs: ['logging'],

  *evaluate({ change, before, after }) {
    if (after.logging !== 'OFF' || before.logging === 'OFF') return;
    yield {
      key: 'logging',
      message: `${actorInWords(change.actor)} switched the logs off${before.logging === undefined ? '' : `, which were on level ${before.logging}`}`,
      evidence: { before: before.logging ?? null, after: after.logging },
    };
  },

  closes: (_change, _key, document) => {
    const logging = document.facets['logging'];
    return logging?.known === true && logging.value !== 'OFF';
  },
});
