import { anHttpApi, httpCall } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

const socket = (authorization: string, stages = {}) =>
  anHttpApi({
    protocol: 'WEBSOCKET',
    routes: {
      r01: { name: '$connect', authorization, integrationId: 'int01' },
      r02: { name: '$default', authorization: 'NONE', integrationId: 'int01' },
    },
    ...stages,
  });

export default defineCases({
  fail: [
    { name: '$connect has authorization NONE', given: [socket('NONE')], keys: ['$connect'], severity: 'high' },
    {
      name: 'there is no $connect at all',
      given: [anHttpApi({ protocol: 'WEBSOCKET', routes: { r02: { name: '$default', authorization: 'NONE' } } })],
      keys: ['$connect'],
      says: 'no route $connect',
    },
    {
      name: '$connect is open, but no stage serves it yet',
      given: [socket('NONE', { stages: {} })],
      severity: 'informational',
    },
    {
      name: 'a route $connect without authorization in an API that nothing else is known of',
      trail: [
        httpCall(
          'CreateRoute',
          { routeKey: '$connect', authorizationType: 'NONE' },
          { routeId: 'r01', routeKey: '$connect', authorizationType: 'NONE' },
        ),
      ],
      keys: ['$connect'],
      severity: 'high',
    },
  ],
  pass: [
    { name: '$connect asks IAM', given: [socket('AWS_IAM')] },
    { name: '$connect has an authorizer', given: [socket('CUSTOM')] },
    { name: 'a WebSocket API without routes', given: [anHttpApi({ protocol: 'WEBSOCKET', routes: {} })] },
    { name: 'an HTTP API', given: [anHttpApi()] },
  ],
});
