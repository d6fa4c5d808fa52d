import { anHttpApi, aRestApi } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

const to = (uri: string) => anHttpApi({ integrations: { int01: { type: 'HTTP_PROXY', uri } } });

export default defineCases({
  fail: [
    {
      name: 'calls go to a host of somebody',
      given: [to('https://orders.example.com/in')],
      keys: ['int01 orders.example.com'],
      severity: 'low',
    },
    {
      name: 'calls go there unencrypted',
      given: [aRestApi({ integrations: { 'res01 GET': { type: 'HTTP', uri: 'http://orders.example.com' } } })],
      keys: ['res01 GET orders.example.com'],
      severity: 'medium',
      says: 'GET /orders',
    },
  ],
  pass: [
    { name: 'calls go to a function', given: [anHttpApi()] },
    { name: 'calls go to a service of AWS', given: [to('https://search-shop.eu-west-1.es.amazonaws.com')] },
    { name: 'calls go to a private name', given: [to('http://orders.shop.internal')] },
    { name: 'a stage variable chooses the host', given: [to(`https://\${stageVariables.host}/in`)] },
  ],
});
