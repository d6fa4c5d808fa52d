import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';
import { valueSet } from '../ops.ts';

export default defineActivityRule({
  id: 'lambda-mapping-disabled',
  title: 'A function no longer gets the messages that it was fed',
  severity: 'medium',
  detections: ['ESM-04'],
  attack: ['T1489'],
  rationale:
    'A queue or stream whose mapping is switched off or deleted fills up, and what it carried is dropped when it ' +
    'expires. Where the function handled security events, this is how it is silenced.',
  remediation: 'Switch the mapping on again, or take the source away too where both are retired.',
  references: ['https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html'],
  subject: 'event-source-mapping',
  calls: { lambda: ['UpdateEventSourceMapping', 'DeleteEventSourceMapping'] },
  needs: [],
  uses: ['enabled', 'function', 'eventSource'],

  *evaluate({ change, before, after, resource, context }) {
    const deleted = change.call === 'DeleteEventSourceMapping';
    if (isMeant(change.actor, context) || before.enabled === false) return;
    if (!deleted && after.enabled !== false) return;
    const source = after.eventSource ?? 'its source';
    yield {
      key: deleted ? 'deleted' : 'disabled',
      message: `${actorInWords(change.actor)} ${deleted ? 'deleted the mapping' : 'switched the mapping off'}: ${source} is no longer handled by ${after.function ?? 'its function'}`,
      evidence: { eventSource: after.eventSource ?? null, function: after.function ?? null },
      ...(deleted
        ? {}
        : {
            remediation: awsCommand('lambda update-event-source-mapping', {
              uuid: resource.name,
              enabled: true,
              region: resource.region,
            }),
          }),
    };
  },

  closes: (change) => valueSet(change, 'enabled') === true,
});
