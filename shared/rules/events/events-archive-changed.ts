import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'events-archive-changed',
  title: 'An archive of events was made, shortened or deleted',
  severity: 'low',
  detections: ['EVB-06'],
  attack: ['T1070', 'T1530'],
  rationale:
    'An archive keeps a copy of every event of a bus: a new one is a store of data nobody planned, and a deleted or ' +
    'shortened one is evidence that is gone.',
  remediation: 'Restore the archive from its stack, or delete the one that nobody answers for.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html'],
  subject: 'archive',
  calls: { events: ['CreateArchive', 'UpdateArchive', 'DeleteArchive'] },
  needs: [],
  uses: ['bus', 'retentionDays'],

  *evaluate({ change, before, after, context }) {
    if (isMeant(change.actor, context)) return;
    const who = actorInWords(change.actor);
    const days = after.retentionDays;
    const bus = after.bus ?? before.bus ?? 'a bus that the record does not show';
    const evidence = { bus, days: days ?? null, call: change.call };
    if (change.call === 'UpdateArchive') {
      // No number, or zero, is for ever.
      const shorter = typeof days === 'number' && days > 0 && (!before.retentionDays || days < before.retentionDays);
      if (shorter) yield { key: 'shortened', message: `${who} had its events kept for ${days} days only`, evidence };
    } else if (change.call === 'DeleteArchive') {
      yield { key: 'deleted', message: `${who} deleted what it had kept of ${bus}`, evidence };
    } else {
      yield { key: 'made', message: `${who} had every event of ${bus} kept`, evidence };
    }
  },

  closes: (change, key) => change.call === (key === 'deleted' ? 'CreateArchive' : 'DeleteArchive'),
});
