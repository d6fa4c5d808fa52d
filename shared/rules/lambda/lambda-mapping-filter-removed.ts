import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { valueSet } from '../ops.ts';

export default defineActivityRule({
  id: 'lambda-mapping-filter-removed',
  title: 'The filter of an event source mapping was removed',
  severity: 'low',
  detections: ['ESM-05'],
  attack: ['T1546'],
  rationale:
    'Without its filter a mapping hands every message to the function, also those it was never written for. Messages ' +
    'that somebody may plant in the source now reach the code.',
  remediation: 'Set the filter criteria of the mapping again.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html'],
  subject: 'event-source-mapping',
  calls: { lambda: ['UpdateEventSourceMapping'] },
  needs: ['filtered'],

  *evaluate({ change, before, after, context }) {
    if (before.filtered !== true || after.filtered || isMeant(change.actor, context)) return;
    yield {
      key: 'filter',
      message: `${actorInWords(change.actor)} removed the filter: every message reaches the function now`,
      evidence: { filtered: false },
    };
  },

  closes: (change) => valueSet(change, 'filtered') === true,
});
