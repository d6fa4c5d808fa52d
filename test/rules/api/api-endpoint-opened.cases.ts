import { aRestApi, restCall } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

const to = (type: string, from = 'PRIVATE') =>
  restCall('UpdateRestApi', {
    updateRestApiInput: {
      patchOperations: [{ op: 'replace', path: `/endpointConfiguration/types/${from}`, value: type }],
    },
  });

export default defineCases({
  fail: [
    {
      name: 'a private API becomes regional',
      given: [aRestApi({ endpoint: 'PRIVATE' })],
      trail: [to('REGIONAL')],
      keys: ['endpoint'],
      severity: 'high',
    },
    {
      name: 'a private API becomes edge-optimised',
      given: [aRestApi({ endpoint: 'PRIVATE' })],
      trail: [to('EDGE')],
      keys: ['endpoint'],
    },
    { name: 'a private API that was not seen before becomes regional', trail: [to('REGIONAL')], keys: ['endpoint'] },
  ],
  pass: [
    {
      name: 'an edge-optimised API becomes regional',
      given: [aRestApi({ endpoint: 'EDGE' })],
      trail: [to('REGIONAL', 'EDGE')],
    },
    { name: 'a regional API becomes private', given: [aRestApi()], trail: [to('PRIVATE', 'REGIONAL')] },
    {
      name: 'an API that was made private again',
      given: [aRestApi({ endpoint: 'PRIVATE' })],
      trail: [to('REGIONAL'), to('PRIVATE', 'REGIONAL')],
    },
  ],
});
