import { human, region, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aMapping, mappingArn } from '../../support/resources.ts';

const call = (name: string, more: object = {}) => ({
  name,
  identity: human,
  request: { uUID: 'm-1', ...(name.startsWith('Update') ? { enabled: false } : {}) },
  response: { uUID: 'm-1', eventSourceMappingArn: mappingArn('m-1') },
  ...more,
});
const context = { ownResources: [`arn:*:lambda:${region}:*:function:orders`] };

export default defineCases({
  fail: [
    {
      name: 'it is deleted',
      given: [aMapping()],
      trail: [call('DeleteEventSourceMapping20150331')],
      context,
      keys: ['DeleteEventSourceMapping'],
    },
    {
      name: 'it is switched off',
      given: [aMapping()],
      trail: [call('UpdateEventSourceMapping20150331')],
      context,
      keys: ['UpdateEventSourceMapping'],
    },
    {
      name: 'the mapping of an own queue',
      given: [aMapping()],
      trail: [call('DeleteEventSourceMapping20150331')],
      context: { ownResources: ['arn:*:sqs:*:*:orders'] },
    },
  ],
  pass: [
    { name: 'a mapping of something else', given: [aMapping()], trail: [call('DeleteEventSourceMapping20150331')] },
    {
      name: 'the stack does it',
      given: [aMapping()],
      trail: [call('DeleteEventSourceMapping20150331', { more: throughCloudFormation })],
      context,
    },
  ],
});
