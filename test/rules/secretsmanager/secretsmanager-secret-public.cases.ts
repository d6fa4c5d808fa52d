import { publicCases } from '../../support/policy-cases.ts';
import { aSecret } from '../../support/surface.ts';

const call = (name: string, request: object = {}) => ({
  source: 'secretsmanager',
  name,
  request: { secretId: 'db', ...request },
  response: { arn: aSecret().arn, name: 'db' },
});

const toEverybody = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'it', Effect: 'Allow', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' }],
};

export default publicCases(
  {
    kind: 'secret',
    action: 'secretsmanager:GetSecretValue',
    make: (resourcePolicy) => aSecret({ resourcePolicy }),
  },
  {
    fail: [
      {
        name: 'a policy that is put on a secret',
        given: [aSecret()],
        trail: [call('PutResourcePolicy', { resourcePolicy: JSON.stringify(toEverybody) })],
        keys: ['it'],
      },
      {
        name: 'a secret that was deleted, and restored with its policy',
        given: [aSecret()],
        trail: [
          call('PutResourcePolicy', { resourcePolicy: JSON.stringify(toEverybody) }),
          call('DeleteSecret', { recoveryWindowInDays: 7 }),
          call('RestoreSecret'),
        ],
        keys: ['it'],
      },
    ],
  },
);
