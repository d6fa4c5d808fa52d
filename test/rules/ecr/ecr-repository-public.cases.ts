import { publicCases } from '../../support/policy-cases.ts';
import { aRepository } from '../../support/surface.ts';

const open = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'it', Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }],
};

export default publicCases(
  { kind: 'repository', action: 'ecr:BatchGetImage', make: (resourcePolicy) => aRepository({ resourcePolicy }) },
  {
    fail: [
      {
        name: 'a policy that is set on a repository',
        given: [aRepository()],
        trail: [
          {
            source: 'ecr',
            name: 'SetRepositoryPolicy',
            request: { repositoryName: aRepository().name, policyText: JSON.stringify(open) },
          },
        ],
        keys: ['it'],
      },
    ],
  },
);
