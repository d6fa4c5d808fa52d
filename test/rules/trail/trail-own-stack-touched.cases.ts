import { account, deployer, human, region } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const context = { ownResources: ['arn:*:cloudformation:*:*:stack/Trailwarden'], deployRoles: ['deploy'] };
const stackId = `arn:aws:cloudformation:${region}:${account}:stack/Trailwarden/0000-1111`;
const call = (name: string, request: object = {}, identity = human) => ({
  source: 'cloudformation',
  name,
  identity,
  request: { stackName: 'Trailwarden', ...request },
});

export default defineCases({
  fail: [
    { name: 'it is deleted', trail: [call('DeleteStack')], context, keys: ['DeleteStack'], severity: 'critical' },
    {
      name: 'it is deleted by its ARN',
      trail: [call('DeleteStack', { stackName: stackId })],
      context,
      keys: ['DeleteStack'],
    },
    {
      name: 'somebody who does not deploy updates it',
      trail: [call('UpdateStack')],
      context,
      keys: ['UpdateStack'],
      severity: 'high',
    },
    {
      name: 'its termination protection is switched off',
      trail: [call('UpdateTerminationProtection', { enableTerminationProtection: false })],
      context,
      severity: 'high',
    },
  ],
  pass: [
    { name: 'the declared deployment updates it', trail: [call('UpdateStack', {}, deployer)], context },
    { name: 'another stack', trail: [call('DeleteStack', { stackName: 'Trailwarden-test' })], context },
  ],
});
