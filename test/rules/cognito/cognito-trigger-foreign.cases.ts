import { aUserPool, poolId } from '../../support/apis.ts';
import { stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const abroad = `arn:aws:lambda:eu-west-1:${stranger}:function:token`;
const update = {
  source: 'cognito-idp',
  name: 'UpdateUserPool',
  request: {
    userPoolId: poolId,
    lambdaConfig: { preTokenGenerationConfig: { lambdaVersion: 'V2_0', lambdaArn: abroad } },
  },
};

export default defineCases({
  fail: [
    {
      name: 'a function of another account writes tokens',
      given: [aUserPool()],
      trail: [update],
      keys: ['PreTokenGeneration'],
      says: stranger,
    },
  ],
  pass: [
    { name: 'triggers are functions of the own account', given: [aUserPool()] },
    {
      name: 'a trusted account is meant',
      given: [aUserPool()],
      trail: [update],
      context: { trustedAccounts: [stranger as never] },
    },
    { name: 'a user pool without triggers', given: [aUserPool({ triggers: {} })] },
  ],
  unknown: [
    {
      name: 'an update whose parameters the record does not carry',
      given: [aUserPool()],
      trail: [
        {
          source: 'cognito-idp',
          name: 'UpdateUserPool',
          request: { userPoolId: poolId, lambdaConfig: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
        },
      ],
    },
  ],
});
