import { aRestApi, restCall } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';
import { policyOf } from '../../support/resources.ts';

const everyone = {
  Sid: 'all',
  Effect: 'Allow',
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
};
const only = (conditions: object) => policyOf({ ...everyone, Condition: conditions as never });
const iam = { 'res01 GET': { name: 'GET res01', authorization: 'AWS_IAM' } } as const;
const set = (policy: object) =>
  restCall('UpdateRestApi', {
    updateRestApiInput: { patchOperations: [{ op: 'replace', path: '/policy', value: JSON.stringify(policy) }] },
  });

export default defineCases({
  fail: [
    {
      name: 'methods that IAM guards are opened to every account',
      given: [aRestApi({ routes: iam })],
      trail: [set(policyOf(everyone))],
      keys: ['all'],
      severity: 'high',
    },
    {
      name: 'a private API without aws:SourceVpce',
      given: [aRestApi({ endpoint: 'PRIVATE', resourcePolicy: policyOf(everyone) })],
      keys: ['all'],
      severity: 'high',
      says: 'every VPC endpoint',
    },
    {
      name: 'every method has an authorizer of its own',
      given: [aRestApi({ resourcePolicy: policyOf(everyone) })],
      severity: 'low',
    },
    {
      name: 'a condition that narrows nothing',
      given: [aRestApi({ routes: iam, resourcePolicy: only({ Bool: { 'aws:SecureTransport': 'true' } }) })],
      says: 'aws:SecureTransport does not help',
    },
  ],
  pass: [
    { name: 'an API without a policy', given: [aRestApi()] },
    {
      name: 'a private API for one VPC endpoint',
      given: [
        aRestApi({
          endpoint: 'PRIVATE',
          resourcePolicy: only({ StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } }),
        }),
      ],
    },
    {
      name: 'a private API that denies every other VPC endpoint',
      given: [
        aRestApi({
          endpoint: 'PRIVATE',
          resourcePolicy: policyOf(everyone, {
            ...everyone,
            Sid: 'others',
            Effect: 'Deny',
            Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } },
          }),
        }),
      ],
    },
    {
      name: 'the policy was removed again',
      given: [aRestApi({ routes: iam })],
      trail: [
        set(policyOf(everyone)),
        restCall('UpdateRestApi', { patchOperations: [{ op: 'remove', path: '/policy' }] }),
      ],
    },
  ],
});
