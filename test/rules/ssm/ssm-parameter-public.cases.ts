import { publicCases } from '../../support/policy-cases.ts';
import { allow, policyOf } from '../../support/resources.ts';
import { aParameter } from '../../support/surface.ts';

export default publicCases(
  { kind: 'parameter', action: 'ssm:GetParameter', make: (resourcePolicy) => aParameter({ resourcePolicy }) },
  {
    fail: [
      {
        name: 'a policy that is put on a parameter',
        given: [aParameter()],
        trail: [
          {
            source: 'ssm',
            name: 'PutResourcePolicy',
            request: {
              resourceArn: aParameter().arn,
              policy: JSON.stringify(policyOf(allow('*', { action: 'ssm:GetParameter', resource: aParameter().arn }))),
            },
          },
        ],
        keys: ['it'],
      },
    ],
  },
);
