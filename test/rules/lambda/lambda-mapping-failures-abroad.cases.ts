import { functionArn, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aMapping, mappingArn, queueArnOf } from '../../support/resources.ts';

const send = (owner?: string) => ({
  name: 'UpdateEventSourceMapping20150331',
  request: { uUID: 'm-1', destinationConfig: { onFailure: { destination: queueArnOf('failed', owner) } } },
  response: {
    uUID: 'm-1',
    eventSourceMappingArn: mappingArn('m-1'),
    functionArn: functionArn('orders'),
    destinationConfig: { onFailure: { destination: queueArnOf('failed', owner) } },
  },
});

export default defineCases({
  fail: [{ name: 'a queue of an unknown account', given: [aMapping()], trail: [send(stranger)], keys: ['on-failure'] }],
  pass: [
    { name: 'a queue of the same account', given: [aMapping()], trail: [send()] },
    { name: 'no destination', given: [aMapping()] },
    {
      name: 'a queue of a trusted account',
      given: [aMapping({ onFailure: queueArnOf('failed', stranger) })],
      context: { trustedAccounts: [stranger as never] },
    },
  ],
});
