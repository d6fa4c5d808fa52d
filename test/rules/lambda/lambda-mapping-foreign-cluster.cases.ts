import { functionArn } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aMapping, mappingArn } from '../../support/resources.ts';

const create = (servers: string[], subnets: string[] = []) => ({
  name: 'CreateEventSourceMapping20150331',
  request: {
    functionName: 'orders',
    selfManagedEventSource: { endpoints: { KAFKA_BOOTSTRAP_SERVERS: servers } },
    sourceAccessConfigurations: subnets.map((uRI) => ({ type: 'VPC_SUBNET', uRI })),
  },
  response: {
    uUID: 'm-1',
    functionArn: functionArn('orders'),
    eventSourceMappingArn: mappingArn('m-1'),
    selfManagedEventSource: { endpoints: { KAFKA_BOOTSTRAP_SERVERS: servers } },
  },
});

export default defineCases({
  fail: [
    {
      name: 'a cluster by a public name',
      trail: [create(['kafka.example.net:9096'])],
      keys: ['endpoints'],
      says: 'kafka.example.net',
    },
  ],
  pass: [
    { name: 'a cluster in a VPC', trail: [create(['kafka.example.net:9096'], ['subnet:subnet-1'])] },
    { name: 'a cluster by a private address', trail: [create(['10.0.3.7:9092'])] },
    { name: 'a source that is no cluster', given: [aMapping()] },
  ],
});
