import { deployer, functionArn, human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { anEventRule } from '../../support/surface.ts';

const put = (target: object, more: object = {}) => ({
  source: 'events',
  name: 'PutTargets',
  identity: human,
  request: { rule: 'orders', targets: [{ id: 'new', arn: functionArn('new'), ...target }] },
  ...more,
});

export default defineCases({
  fail: [
    { name: 'a person adds a function', given: [anEventRule()], trail: [put({})], keys: ['new'], severity: 'low' },
    {
      name: 'with an input transformer',
      given: [anEventRule()],
      trail: [put({ inputTransformer: { inputTemplate: '"x"' } })],
      keys: ['new'],
      severity: 'medium',
    },
    { name: 'on a rule that nothing is known of', trail: [put({})], keys: ['new'] },
    {
      name: 'with a user agent that says it is CloudFormation',
      given: [anEventRule()],
      trail: [put({}, { more: { userAgent: 'cloudformation.amazonaws.com' } })],
      keys: ['new'],
    },
  ],
  pass: [
    { name: 'CloudFormation adds it', given: [anEventRule()], trail: [put({}, { more: throughCloudFormation })] },
    {
      name: 'the declared deployment adds it',
      given: [anEventRule()],
      trail: [put({}, { identity: deployer })],
      context: { deployRoles: ['deploy'] },
    },
    {
      name: 'a target that is there already is put again',
      given: [anEventRule({ targets: { new: { arn: functionArn('new') } } })],
      trail: [put({})],
    },
    {
      name: 'the target is removed again',
      given: [anEventRule()],
      trail: [
        put({}),
        { source: 'events', name: 'RemoveTargets', identity: human, request: { rule: 'orders', ids: ['new'] } },
      ],
    },
  ],
});
