import { defineCases } from '../../support/cases.ts';
import { aMapping, mappingArn } from '../../support/resources.ts';

// Made after the documentation; no real record of this service event is published.
const disabled = {
  name: 'LambdaESMDisabled',
  identity: { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' },
  more: {
    eventType: 'AwsServiceEvent',
    serviceEventDetails: { ESMDisableReason: 'CONSUMER_NOT_AUTHORIZED' },
    resources: [{ accountId: '111122223333', type: 'AWS::Lambda::EventSourceMapping', ARN: mappingArn('m-1') }],
  },
};

export default defineCases({
  fail: [
    {
      name: 'the service gives a mapping up',
      given: [aMapping()],
      trail: [disabled],
      keys: ['disabled'],
      says: 'CONSUMER_NOT_AUTHORIZED',
    },
  ],
  pass: [
    {
      name: 'a mapping that was repaired',
      given: [aMapping()],
      trail: [disabled, { name: 'UpdateEventSourceMapping20150331', request: { uUID: 'm-1', enabled: true } }],
    },
  ],
});
