import type { JsonObject } from '../../../shared/json.ts';
import { defineCases } from '../../support/cases.ts';
import { allowing, aManagedPolicy, policyArnOf, policyOf } from '../../support/resources.ts';

const narrow = allowing('s3:GetObject', 'arn:aws:s3:::uploads/*');
const version = (document: JsonObject, setAsDefault = true) => ({
  source: 'iam',
  name: 'CreatePolicyVersion',
  request: { policyArn: policyArnOf('shared'), policyDocument: JSON.stringify(document), setAsDefault },
  response: { policyVersion: { versionId: 'v2', isDefaultVersion: setAsDefault } },
});
const setDefault = {
  source: 'iam',
  name: 'SetDefaultPolicyVersion',
  request: { policyArn: policyArnOf('shared'), versionId: 'v1' },
};
const fence = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };

export default defineCases({
  fail: [
    {
      name: 'a version with every action, as high',
      given: [aManagedPolicy('shared', narrow)],
      trail: [version(allowing('*'))],
      keys: ['default'],
      severity: 'high',
    },
    {
      name: 'an old version with every action is made the default again',
      given: [aManagedPolicy('shared', narrow, { versions: { v1: allowing('*'), v2: narrow }, defaultVersion: 'v2' })],
      trail: [setDefault],
      severity: 'high',
    },
    {
      name: 'of a policy that nothing was known of',
      trail: [version(allowing('iam:PutRolePolicy'))],
      severity: 'high',
    },
    {
      name: 'a version that reads every secret',
      given: [aManagedPolicy('shared', narrow)],
      trail: [version(allowing('secretsmanager:GetSecretValue'))],
      severity: 'medium',
      says: 'secretsmanager:GetSecretValue',
    },
    {
      name: 'a version without the deny',
      given: [aManagedPolicy('shared', policyOf(...(narrow['Statement'] as JsonObject[]), fence))],
      trail: [version(narrow)],
      severity: 'medium',
      says: 'no longer denies iam:*',
    },
  ],
  pass: [
    {
      name: 'a version that is not made the default',
      given: [aManagedPolicy('shared', narrow)],
      trail: [version(allowing('*'), false)],
    },
    {
      name: 'another action as harmless as the first',
      given: [aManagedPolicy('shared', narrow)],
      trail: [version(allowing('s3:PutObject', 'arn:aws:s3:::uploads/*'))],
    },
    {
      name: 'less than before',
      given: [aManagedPolicy('shared', allowing('*'))],
      trail: [version(narrow)],
    },
  ],
  unknown: [{ name: 'a version that was never seen is made the default', trail: [setDefault] }],
});
