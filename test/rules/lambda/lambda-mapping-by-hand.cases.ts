import { deployer, functionArn, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { mappingArn, queueArnOf } from '../../support/resources.ts';

const create = (identity: typeof human) => ({
  name: 'CreateEventSourceMapping20150331',
  identity,
  request: { functionName: 'orders', eventSourceArn: queueArnOf('orders') },
  response: { uUID: 'm-1', functionArn: functionArn('orders'), eventSourceMappingArn: mappingArn('m-1') },
});

export default defineCases({
  fail: [
    {
      name: 'one for a cluster',
      trail: [
        {
          ...create(human),
          request: {
            functionName: 'orders',
            selfManagedEventSource: { endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['k.example.net:9092'] } },
          },
          response: {
            uUID: 'm-1',
            functionArn: functionArn('orders'),
            eventSourceMappingArn: mappingArn('m-1'),
            selfManagedEventSource: { endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['k.example.net:9092'] } },
          },
        },
      ],
      says: 'made k.example.net:9092 feed',
    },
    { name: 'an IAM user makes one', trail: [create(human)], keys: ['mapping'], says: queueArnOf('orders') },
    {
      name: 'a role that is not the declared deployment role makes one',
      trail: [create(deployer)],
      context: { deployRoles: ['release'] },
      keys: ['mapping'],
    },
  ],
  pass: [
    { name: 'a role makes one, where nothing was declared', trail: [create(deployer)] },
    { name: 'the declared deployment role makes one', trail: [create(deployer)], context: { deployRoles: ['deploy'] } },
    {
      name: 'a stack makes one for a person',
      trail: [create({ ...human, invokedBy: 'cloudformation.amazonaws.com' })],
    },
    {
      name: 'one that was deleted again',
      trail: [create(human), { name: 'DeleteEventSourceMapping20150331', request: { uUID: 'm-1' } }],
    },
  ],
});
