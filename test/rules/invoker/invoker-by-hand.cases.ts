import { aTargetGroup, targetGroupArn } from '../../support/apis.ts';
import { deployer, functionArn, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const register = (identity: typeof human) => ({
  source: 'elasticloadbalancing',
  name: 'RegisterTargets',
  identity,
  request: { targetGroupArn, targets: [{ id: functionArn('orders') }] },
});
const edge = 'arn:aws:lambda:us-east-1:111122223333:function:edge';

export default defineCases({
  fail: [
    {
      name: 'an IAM user registers a function with a load balancer',
      given: [aTargetGroup({ functions: [] })],
      trail: [register(human)],
      keys: [functionArn('orders')],
    },
    {
      name: 'an IAM user puts a function before a distribution',
      trail: [
        {
          source: 'cloudfront',
          name: 'UpdateDistribution2020_05_31',
          identity: human,
          request: {
            id: 'E123',
            distributionConfig: {
              defaultCacheBehavior: { lambdaFunctionAssociations: { items: [{ lambdaFunctionARN: `${edge}:3` }] } },
            },
          },
        },
      ],
      keys: [edge],
      says: 'cloudfront',
    },
  ],
  pass: [
    { name: 'it was registered before', given: [aTargetGroup()], trail: [register(human)] },
    {
      name: 'the declared deployment role registers it',
      given: [aTargetGroup({ functions: [] })],
      trail: [register(deployer)],
      context: { deployRoles: ['deploy'] },
    },
    {
      name: 'it was taken away again',
      given: [aTargetGroup({ functions: [] })],
      trail: [
        register(human),
        {
          source: 'elasticloadbalancing',
          name: 'DeregisterTargets',
          request: { targetGroupArn, targets: [{ id: functionArn('orders') }] },
        },
      ],
    },
  ],
});
