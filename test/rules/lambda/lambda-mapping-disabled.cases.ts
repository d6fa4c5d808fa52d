import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aMapping, mappingArn } from '../../support/resources.ts';

const update = (enabled: boolean, identity = human) => ({
  name: 'UpdateEventSourceMapping20150331',
  identity,
  request: { uUID: 'm-1', enabled },
  response: { uUID: 'm-1', eventSourceMappingArn: mappingArn('m-1'), state: enabled ? 'Enabling' : 'Disabling' },
});

const remove = (identity = human) => ({
  name: 'DeleteEventSourceMapping20150331',
  identity,
  request: { uUID: 'm-1' },
  response: { uUID: 'm-1', eventSourceMappingArn: mappingArn('m-1') },
});

export default defineCases({
  fail: [
    { name: 'the mapping is switched off', given: [aMapping()], trail: [update(false)], keys: ['disabled'] },
    { name: 'the mapping is deleted by hand', given: [aMapping()], trail: [remove()], keys: ['deleted'] },
    { name: 'a mapping that nothing is known of is deleted', trail: [remove()], keys: ['deleted'] },
  ],
  pass: [
    {
      name: 'an update of something else',
      given: [aMapping()],
      trail: [
        {
          name: 'UpdateEventSourceMapping20150331',
          identity: human,
          request: { uUID: 'm-1', batchSize: 5 },
          response: { uUID: 'm-1', eventSourceMappingArn: mappingArn('m-1'), state: 'Enabled' },
        },
      ],
    },
    { name: 'switched off and on again', given: [aMapping()], trail: [update(false), update(true)] },
    {
      name: 'deleted by the declared deployment',
      given: [aMapping()],
      trail: [remove(deployer)],
      context: { deployRoles: ['deploy'] },
    },
    { name: 'deleted when it was switched off already', given: [aMapping({ enabled: false })], trail: [remove()] },
  ],
});
