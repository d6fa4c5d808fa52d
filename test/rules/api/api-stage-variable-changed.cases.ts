import { aRestApi, restCall } from '../../support/apis.ts';
import { human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const chosen = aRestApi({
  integrations: {
    'res01 GET': {
      type: 'AWS_PROXY',
      uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:\${stageVariables.fn}/invocations`,
    },
  },
  stages: { live: { deploymentId: 'dep01', variables: { fn: 'sha256:0123', theme: 'sha256:4567' } } },
});
const set = (name: string, value: string) => ({
  ...restCall('UpdateStage', {
    stageName: 'live',
    patchOperations: [{ op: 'replace', path: `/variables/${name}`, value }],
  }),
  identity: human,
});

export default defineCases({
  fail: [
    {
      name: 'the variable names the function of an integration',
      given: [chosen],
      trail: [set('fn', 'drain')],
      keys: ['live fn'],
      says: 'fn',
    },
  ],
  pass: [
    { name: 'no integration uses the variable', given: [chosen], trail: [set('theme', 'dark')] },
    {
      name: 'a stack changes it',
      given: [chosen],
      trail: [{ ...set('fn', 'orders-2'), identity: { ...human, invokedBy: 'cloudformation.amazonaws.com' } }],
    },
  ],
});
