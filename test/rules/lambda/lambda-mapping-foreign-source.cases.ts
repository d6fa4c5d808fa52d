import { functionArn, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aMapping, mappingArn, queueArnOf } from '../../support/resources.ts';

const create = (owner?: string) => ({
  name: 'CreateEventSourceMapping20150331',
  request: { functionName: 'orders', eventSourceArn: queueArnOf('orders', owner), enabled: true },
  response: {
    uUID: 'm-1',
    functionArn: functionArn('orders'),
    eventSourceArn: queueArnOf('orders', owner),
    eventSourceMappingArn: mappingArn('m-1'),
    state: 'Creating',
  },
});

export default defineCases({
  fail: [
    { name: 'a queue of an unknown account', trail: [create(stranger)], keys: ['source'], says: stranger },
    {
      name: 'a stream of an unknown account',
      given: [aMapping({ eventSource: `arn:aws:kinesis:eu-west-1:${stranger}:stream/clicks` })],
      keys: ['source'],
    },
  ],
  pass: [
    { name: 'a queue of the same account', trail: [create()] },
    {
      name: 'a queue of a trusted account',
      trail: [create(stranger)],
      context: { trustedAccounts: [stranger as never] },
    },
    { name: 'a self-managed cluster, which has no account', given: [aMapping({ eventSource: null })] },
  ],
});
