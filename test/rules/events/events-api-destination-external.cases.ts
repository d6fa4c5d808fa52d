import { human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { anApiDestination } from '../../support/surface.ts';

const call = (name: string, request: object, more: object = {}) => ({
  source: 'events',
  name,
  identity: human,
  request: { name: 'crm', ...request },
  ...more,
});
const made = (more: object = {}) =>
  call('CreateApiDestination', { invocationEndpoint: 'https://x.example.net/in' }, more);

export default defineCases({
  fail: [
    { name: 'made by hand', trail: [made()], keys: ['endpoint'], says: 'https://x.example.net/in' },
    {
      name: 'pointed at another address',
      given: [anApiDestination()],
      trail: [call('UpdateApiDestination', { invocationEndpoint: 'https://x.example.net/in' })],
      keys: ['endpoint'],
    },
    {
      name: 'made with an address that the record does not show',
      trail: [call('CreateApiDestination', {})],
      keys: ['endpoint'],
    },
  ],
  pass: [
    { name: 'made by CloudFormation', trail: [made({ more: throughCloudFormation })] },
    {
      name: 'updated without another address',
      given: [anApiDestination()],
      trail: [call('UpdateApiDestination', { invocationRateLimitPerSecond: 10 })],
    },
  ],
});
