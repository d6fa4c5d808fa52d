import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'api-endpoint-opened',
  title: 'A private API was opened to the Internet',
  severity: 'high',
  detections: ['API-06'],
  attack: ['T1133'],
  rationale:
    'Behind a private endpoint, the network decided who can even ask. Everything that relied on that, routes without an ' +
    'authorizer before all, is now in the open.',
  remediation: 'Make the endpoint private again.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html'],
  subject: 'api',
  calls: { apigateway: ['UpdateRestApi', 'PutRestApi'] },
  needs: ['endpoint'],

  *evaluate({ change, before, after, resource }) {
    const patched = change.details?.['patched'];
    // A patch names the type that it replaces.
    const replaced = Array.isArray(patched) && patched.includes('/endpointConfiguration/types/PRIVATE');
    const wasPrivate = before.endpoint === undefined ? replaced : before.endpoint === 'PRIVATE';
    if (!wasPrivate || after.endpoint === 'PRIVATE') return;
    yield {
      key: 'endpoint',
      message: `${actorInWords(change.actor)} made the endpoint ${after.endpoint}, which was private`,
      evidence: { from: 'PRIVATE', to: after.endpoint },
      remediation: awsCommand('apigateway update-rest-api', {
        'rest-api-id': resource.name,
        'patch-operations': `op=replace,path=/endpointConfiguration/types/${after.endpoint},value=PRIVATE`,
        region: resource.region,
      }),
    };
  },

  closes: (_change, _key, document) => {
    const endpoint = document.facets['endpoint'];
    return endpoint?.known === true && endpoint.value === 'PRIVATE';
  },
});
