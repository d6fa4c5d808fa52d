import { functionArn } from '../../support/calls.ts';
import { ownCases } from '../../support/own-cases.ts';

const call = (name: string, request: object) => ({ source: 'events', name, request: request as never });

export default ownCases(
  'arn:*:events:*:*:rule/Trailwarden-*',
  call('DisableRule', { name: 'Trailwarden-Lane' }),
  call('DeleteRule', { name: 'Trailwarden-Lane' }),
  call('RemoveTargets', { rule: 'Trailwarden-Lane', ids: ['queue'] }),
  call('PutRule', { name: 'Trailwarden-Lane', state: 'DISABLED', eventPattern: '{"source":["x"]}' }),
  call('PutTargets', { rule: 'Trailwarden-Lane', targets: [{ id: 'queue', arn: functionArn('mine') }] }),
);
