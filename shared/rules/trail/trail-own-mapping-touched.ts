import { actorInWords, isThroughCloudFormation } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { isOwnResource } from '../own.ts';
import { redeploy } from '../tampering.ts';

export default defineActivityRule({
  id: 'trail-own-mapping-touched',
  title: 'What feeds a function of Trailwarden was touched',
  severity: 'critical',
  detections: ['TMP-05'],
  attack: ['T1562.001'],
  rationale:
    'Records reach the functions of Trailwarden from queues. Without the mapping they wait until they expire, and nobody ' +
    'judges them.',
  remediation: redeploy,
  references: ['https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html'],
  subject: 'event-source-mapping',
  calls: { lambda: ['UpdateEventSourceMapping', 'DeleteEventSourceMapping'] },
  needs: [],
  uses: ['function', 'eventSource'],

  *evaluate({ change, before, after, context }) {
    if (isThroughCloudFormation(change.actor)) return;
    const ends = [before.function, before.eventSource, after.function, after.eventSource];
    const own = ends.find((arn) => typeof arn === 'string' && isOwnResource(arn, context));
    if (typeof own !== 'string') return;
    const verb = change.call === 'DeleteEventSourceMapping' ? 'deleted' : 'changed';
    yield {
      key: change.call,
      message: `${actorInWords(change.actor)} ${verb} the mapping of ${own}`,
      evidence: { call: change.call, own },
    };
  },
});
