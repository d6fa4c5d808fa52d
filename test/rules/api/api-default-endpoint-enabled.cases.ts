import { anHttpApi, aRestApi, httpCall, restCall } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

const set = (value: string) =>
  restCall('UpdateRestApi', { patchOperations: [{ op: 'replace', path: '/disableExecuteApiEndpoint', value }] });

export default defineCases({
  fail: [
    {
      name: 'the default endpoint of a REST API is switched on again',
      given: [aRestApi({ defaultEndpointDisabled: true })],
      trail: [set('false')],
      keys: ['default-endpoint'],
    },
    {
      name: 'the default endpoint of an HTTP API is switched on again',
      given: [anHttpApi({ defaultEndpointDisabled: true })],
      trail: [httpCall('UpdateApi', { disableExecuteApiEndpoint: false })],
      keys: ['default-endpoint'],
    },
    {
      name: 'it is switched on for an API that was not seen before',
      trail: [set('false')],
      keys: ['default-endpoint'],
    },
  ],
  pass: [
    {
      name: 'something else is changed of an API that was not seen before',
      trail: [
        httpCall('UpdateApi', { name: 'shop' }, { apiId: 'http01', name: 'shop', disableExecuteApiEndpoint: false }),
      ],
    },
    { name: 'it was on before', given: [aRestApi()], trail: [set('false')] },
    { name: 'it is switched off', given: [aRestApi()], trail: [set('true')] },
    {
      name: 'it was switched off again',
      given: [aRestApi({ defaultEndpointDisabled: true })],
      trail: [set('false'), set('true')],
    },
  ],
});
