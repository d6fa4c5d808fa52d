import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule, type Violation } from '../../engine/rule.ts';

/** What a stream shows of an item, from least to most. */
const views = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'];

export default defineActivityRule({
  id: 'dynamodb-stream-changed',
  title: 'The stream of a table was switched by hand',
  severity: 'low',
  detections: ['DDB-02'],
  attack: ['T1546', 'T1489'],
  rationale:
    'A stream shows every change of every item to whoever may read it; without it, the functions that it fed are not ' +
    'run any more, and nobody is told.',
  remediation: 'Deploy the stack of the table anew, or put the stream specification back.',
  references: ['https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html'],
  subject: 'table',
  calls: { dynamodb: ['UpdateTable'] },
  needs: [],
  uses: ['stream'],

  *evaluate({ change, before, after, context }) {
    if (isMeant(change.actor, context) || after.stream === undefined) return;
    if (!change.ops.some((op) => op.op === 'set' && op.facet === 'stream')) return;
    const was = before.stream?.viewType;
    const is = after.stream?.viewType;
    const claim = (key: string, what: string, severity: 'low' | 'medium'): Violation => ({
      key,
      message: `${actorInWords(change.actor)} ${what}`,
      evidence: { before: was ?? null, after: is ?? null },
      severity,
    });
    if (is === undefined) {
      if (before.stream !== null)
        yield claim('off', 'switched its stream off: what it fed is not run any more', 'medium');
    } else if (was === undefined) yield claim('on', `opened a stream of its changes (${is})`, 'low');
    else if (views.indexOf(is) > views.indexOf(was))
      yield claim('wider', `had its stream show more: ${is}, not ${was}`, 'low');
  },

  closes: (change, key) => {
    if (change.call === 'DeleteTable') return true;
    return change.ops.some((op) => op.op === 'set' && op.facet === 'stream' && (key === 'off') !== (op.value === null));
  },
});
