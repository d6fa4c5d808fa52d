import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'events-api-destination-external',
  title: 'Events can be sent to an address on the Internet',
  severity: 'medium',
  detections: ['EVB-05'],
  attack: ['T1567'],
  rationale:
    'An API destination lets a rule post events to any HTTPS address. Made beside the pipeline it is a way out for data ' +
    'that passes no function and no network of yours.',
  remediation: 'Delete the API destination unless somebody answers for the address.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html'],
  subject: 'api-destination',
  calls: { events: ['CreateApiDestination', 'UpdateApiDestination'] },
  needs: [],
  uses: ['endpoint'],

  *evaluate({ change, before, after, resource, context }) {
    const { endpoint } = after;
    if (isMeant(change.actor, context) || (endpoint !== undefined && before.endpoint === endpoint)) return;
    if (endpoint === undefined && change.call === 'UpdateApiDestination') return;
    yield {
      key: 'endpoint',
      message: `${actorInWords(change.actor)} made ${endpoint ?? 'an address that the record does not show'} a destination of events`,
      evidence: { endpoint: endpoint ?? null, before: before.endpoint ?? null },
      remediation: awsCommand('events delete-api-destination', { name: resource.name, region: resource.region }),
    };
  },

  closes: (change) => change.call === 'DeleteApiDestination',
});
