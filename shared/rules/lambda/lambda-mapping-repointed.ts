import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'lambda-mapping-repointed',
  title: 'An event source mapping feeds another function than before',
  severity: 'medium',
  detections: ['ESM-03'],
  attack: ['T1546'],
  rationale:
    'The messages that one function handled now go to another one, which acts with another role. The sender notices ' +
    'nothing: it is a way to take over a stream of data, or to silence whoever handled it.',
  remediation: 'Point the mapping back at the function that it fed before.',
  references: ['https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html'],
  subject: 'event-source-mapping',
  calls: { lambda: ['UpdateEventSourceMapping'] },
  needs: ['function'],

  *evaluate({ change, before, after, resource }) {
    if (before.function === undefined || before.function === after.function) return;
    yield {
      key: 'function',
      message: `${actorInWords(change.actor)} pointed the mapping from ${before.function} to ${after.function}`,
      evidence: { from: before.function, to: after.function },
      remediation: awsCommand('lambda update-event-source-mapping', {
        uuid: resource.name,
        'function-name': before.function,
        region: resource.region,
      }),
    };
  },
});
