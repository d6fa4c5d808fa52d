import { aUserPool, poolId } from '../../support/apis.ts';
import { deployer, functionArn, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const update = (lambdaConfig: { readonly [trigger: string]: string } | null, more = {}) => ({
  source: 'cognito-idp',
  name: 'UpdateUserPool',
  request: { userPoolId: poolId, ...(lambdaConfig === null ? {} : { lambdaConfig }) },
  ...more,
});

export default defineCases({
  fail: [
    {
      name: 'another function confirms users',
      given: [aUserPool()],
      trail: [update({ preSignUp: functionArn('wave-through') })],
      keys: ['PreSignUp'],
      severity: 'high',
      says: functionArn('wave-through'),
    },
    {
      name: 'a function begins to write tokens',
      given: [aUserPool()],
      trail: [update({ preSignUp: functionArn('check'), preTokenGeneration: functionArn('token') })],
      keys: ['PreTokenGeneration'],
    },
    {
      name: 'an update forgets the triggers',
      given: [aUserPool()],
      trail: [update(null)],
      keys: ['PreSignUp'],
      says: 'taken away',
    },
    {
      name: 'a function is told of sign-ins, which decides nothing',
      given: [aUserPool()],
      trail: [update({ preSignUp: functionArn('check'), postAuthentication: functionArn('note') })],
      severity: 'medium',
    },
    {
      name: 'the declared deployment role changes one',
      given: [aUserPool()],
      trail: [update({ preSignUp: functionArn('check-2') }, { identity: deployer })],
      context: { deployRoles: ['deploy'] },
      severity: 'medium',
    },
    {
      name: 'an IAM user sets a trigger of a pool that was not seen before',
      trail: [update({ preSignUp: functionArn('wave-through') }, { identity: human })],
      keys: ['PreSignUp'],
      severity: 'medium',
    },
  ],
  pass: [
    {
      name: 'a role updates a pool that was not seen before',
      trail: [update({ preSignUp: functionArn('check') }, { identity: deployer })],
    },

    {
      name: 'the triggers stay as they are',
      given: [aUserPool()],
      trail: [update({ preSignUp: functionArn('check') })],
    },
  ],
});
