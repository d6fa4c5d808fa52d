import { functionArn } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aMapping, mappingArn } from '../../support/resources.ts';

const point = (functionName: string) => ({
  name: 'UpdateEventSourceMapping20150331',
  request: { uUID: 'm-1', functionName },
  response: { uUID: 'm-1', functionArn: functionArn(functionName), eventSourceMappingArn: mappingArn('m-1') },
});

export default defineCases({
  fail: [
    {
      name: 'the mapping is pointed at another function',
      given: [aMapping()],
      trail: [point('drain')],
      keys: ['function'],
    },
  ],
  pass: [{ name: 'an update that leaves the function as it is', given: [aMapping()], trail: [point('orders')] }],
});
