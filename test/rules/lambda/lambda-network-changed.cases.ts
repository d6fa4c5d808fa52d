import { human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const inside = aFunction({ vpc: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'] } });
const update = (subnetIds: string[], securityGroupIds: string[]) => ({
  name: 'UpdateFunctionConfiguration20150331v2',
  identity: human,
  request: { functionName: 'orders', vpcConfig: { subnetIds, securityGroupIds } },
});

export default defineCases({
  fail: [
    {
      name: 'other subnets, as low',
      given: [inside],
      trail: [update(['subnet-8'], ['sg-1'])],
      severity: 'low',
      says: 'moved the function to subnets subnet-8',
    },
    {
      name: 'taken out of its VPC',
      given: [inside],
      trail: [update([], [])],
      keys: ['vpc'],
      severity: 'medium',
      says: 'out of its VPC',
    },
    {
      name: 'another security group, as low',
      given: [inside],
      trail: [update(['subnet-1', 'subnet-2'], ['sg-9'])],
      keys: ['vpc'],
      severity: 'low',
    },
  ],
  pass: [
    { name: 'the same network in another order', given: [inside], trail: [update(['subnet-2', 'subnet-1'], ['sg-1'])] },
    { name: 'a function that had no VPC gets one', given: [aFunction()], trail: [update(['subnet-1'], ['sg-1'])] },
    {
      name: 'a declared deployment',
      given: [inside],
      trail: [update([], [])],
      context: { deployRoles: ['mallory'] },
    },
  ],
});
