import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'lambda-mapping-by-hand',
  title: 'An event source mapping was made by hand',
  severity: 'low',
  detections: ['ESM-01'],
  attack: ['T1546'],
  rationale:
    'An event source mapping runs a function with whatever arrives in a queue or stream, for as long as it exists. Made ' +
    'beside the pipeline it is a way to stay, and nobody reviews what it feeds.',
  remediation: 'Move the mapping into the stack of the function, or delete it.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html'],
  subject: 'event-source-mapping',
  calls: { lambda: ['CreateEventSourceMapping'] },
  needs: [],
  uses: ['eventSource', 'function', 'endpoints'],

  *evaluate({ change, after, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    const source = after.eventSource ?? after.endpoints?.join(', ') ?? 'a source that is not known';
    yield {
      key: 'mapping',
      message: `${actorInWords(change.actor)} made ${source} feed ${after.function ?? 'a function'}`,
      evidence: { source, function: after.function ?? null },
      remediation: awsCommand('lambda delete-event-source-mapping', { uuid: resource.name, region: resource.region }),
    };
  },
});
