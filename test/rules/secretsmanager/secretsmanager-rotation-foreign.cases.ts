import { functionArn, region, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aSecret } from '../../support/surface.ts';

const abroad = `arn:aws:lambda:${region}:${stranger}:function:rotate`;

export default defineCases({
  fail: [
    {
      name: 'a function of another account is set',
      given: [aSecret()],
      trail: [
        {
          source: 'secretsmanager',
          name: 'RotateSecret',
          request: { secretId: 'db', rotationLambdaARN: abroad },
          response: { arn: aSecret().arn, name: 'db' },
        },
      ],
      keys: ['rotation'],
      says: stranger,
    },
  ],
  pass: [
    { name: 'an own function', given: [aSecret({ rotationFunction: functionArn('rotate') })] },
    { name: 'no rotation at all', given: [aSecret()] },
    {
      name: 'a trusted account',
      given: [aSecret({ rotationFunction: abroad })],
      context: { trustedAccounts: [stranger as never] },
    },
  ],
});
