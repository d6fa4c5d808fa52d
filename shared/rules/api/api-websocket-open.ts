import { defineRule } from '../../engine/rule.ts';
import { isWebSocket, servedRoutes, servingStages } from '../../inventory/serving.ts';
import { awsCommand } from '../commands.ts';

export default defineRule({
  id: 'api-websocket-open',
  title: 'Anybody can connect to a WebSocket API',
  severity: 'high',
  detections: ['API-03', 'API-10'],
  attack: ['T1190'],
  rationale:
    'A WebSocket API can ask who somebody is only when they connect: the route $connect. Without an authorizer there ' +
    'everybody gets a connection, and with it every other route and the functions behind them.',
  remediation: 'Give the route $connect an authorizer or AWS_IAM, then deploy.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html',
  ],
  subject: 'api',
  needs: ['routes'],
  uses: ['protocol', 'stages', 'deployedRoutes'],

  *evaluate({ protocol, routes, deployedRoutes, stages }, { resource }) {
    if (!isWebSocket(protocol, routes)) return;
    const serving = stages === undefined ? undefined : servingStages('WEBSOCKET', stages);
    const served =
      stages === undefined || serving?.length === 0
        ? routes
        : servedRoutes({ protocol: 'WEBSOCKET', routes, deployedRoutes, stages });
    if (Object.keys(served).length === 0) return;
    const [id, connect] = Object.entries(served).find(([, route]) => route.name === '$connect') ?? [];
    if (connect !== undefined && connect.authorization !== 'NONE') return;
    const how =
      connect === undefined ? 'there is no route $connect, so nobody is asked' : '$connect has authorization NONE';
    const where =
      serving === undefined
        ? 'which stages serve it has not been seen'
        : serving.length === 0
          ? 'no stage serves it yet'
          : `served by ${serving.join(', ')}`;
    yield {
      key: '$connect',
      message: `${how} (${where})`,
      evidence: { connect: connect?.authorization ?? null, stages: serving === undefined ? null : [...serving] },
      ...(serving?.length === 0 ? { severity: 'informational' as const } : {}),
      remediation: awsCommand(id === undefined ? 'apigatewayv2 create-route' : 'apigatewayv2 update-route', {
        'api-id': resource.name,
        ...(id === undefined ? { 'route-key': '$connect' } : { 'route-id': id }),
        'authorization-type': 'AWS_IAM',
        region: resource.region,
      }),
    };
  },
});
