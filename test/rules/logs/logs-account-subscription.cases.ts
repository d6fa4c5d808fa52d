import { deployer, functionArn, human, region, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const put = (DestinationArn: string, identity = human) => ({
  source: 'logs',
  name: 'PutAccountPolicy',
  identity,
  request: {
    policyName: 'all',
    policyType: 'SUBSCRIPTION_FILTER_POLICY',
    policyDocument: JSON.stringify({ DestinationArn, FilterPattern: '' }),
  },
});
const remove = {
  source: 'logs',
  name: 'DeleteAccountPolicy',
  request: { policyName: 'all', policyType: 'SUBSCRIPTION_FILTER_POLICY' },
};
const abroad = `arn:aws:logs:${region}:${stranger}:destination:drain`;

export default defineCases({
  fail: [
    { name: 'all lines are copied to another account', trail: [put(abroad)], keys: ['all'], severity: 'high' },
    {
      name: 'an IAM user copies all lines to a function',
      trail: [put(functionArn('index'))],
      keys: ['all'],
      severity: 'medium',
    },
  ],
  pass: [
    {
      name: 'the declared deployment role sets up collection',
      trail: [put(functionArn('index'), deployer)],
      context: { deployRoles: ['deploy'] },
    },
    { name: 'the policy was deleted again', trail: [put(abroad), remove] },
  ],
});
