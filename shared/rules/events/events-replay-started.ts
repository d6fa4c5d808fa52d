import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'events-replay-started',
  title: 'Archived events are replayed',
  severity: 'low',
  detections: ['EVB-06'],
  attack: ['T1546'],
  rationale:
    'A replay runs functions again with events of the past: orders are placed twice, and rules that were added since get ' +
    'to see what happened before them.',
  remediation: 'Cancel the replay (`aws events cancel-replay`) unless somebody answers for it.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html'],
  subject: 'archive',
  calls: { events: ['StartReplay'] },
  needs: [],

  *evaluate({ change, context }) {
    if (isMeant(change.actor, context)) return;
    const replay = String(change.details?.['replay'] ?? 'replay');
    const destination = change.details?.['destination'];
    yield {
      key: replay,
      message: `${actorInWords(change.actor)} replays it${typeof destination === 'string' ? ` to ${destination}` : ''}`,
      evidence: { replay, destination: destination ?? null, rules: change.details?.['rules'] ?? [] },
    };
  },
});
