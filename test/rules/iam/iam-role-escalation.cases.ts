import { defineCases } from '../../support/cases.ts';
import { allowing, aManagedPolicy, aRole, policyArnOf, policyOf } from '../../support/resources.ts';

const put = (document: object) => ({
  source: 'iam',
  name: 'PutRolePolicy',
  request: { roleName: 'orders-role', policyName: 'p', policyDocument: JSON.stringify(document) },
});
const version = (document: object) => ({
  source: 'iam',
  name: 'CreatePolicyVersion',
  request: { policyArn: policyArnOf('shared'), policyDocument: JSON.stringify(document), setAsDefault: true },
  response: { policyVersion: { versionId: 'v2', isDefaultVersion: true } },
});
const shared = [
  aManagedPolicy('shared', allowing('s3:GetObject', 'arn:aws:s3:::a/*')),
  aRole({ attached: [policyArnOf('shared')] }),
];

export default defineCases({
  fail: [
    {
      name: 'within a boundary that leaves it',
      given: [
        aManagedPolicy('limits', allowing('*')),
        aRole({ inline: { p: allowing('*') }, boundary: policyArnOf('limits') }),
      ],
      severity: 'high',
    },
    {
      name: 'an inline policy with every action',
      given: [aRole()],
      trail: [put(allowing('*'))],
      keys: ['admin'],
      severity: 'high',
    },
    {
      name: 'one that passes any role to a new function',
      given: [aRole()],
      trail: [put(allowing(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction']))],
      keys: ['escalation'],
      says: 'iam:PassRole',
    },
    {
      name: 'the pieces are spread over two policies',
      given: [aRole({ inline: { a: allowing('iam:PassRole') } })],
      trail: [put(allowing(['lambda:CreateFunction', 'lambda:InvokeFunction']))],
    },
    {
      name: 'a new default version of a policy it has',
      given: shared,
      trail: [version(allowing('*'))],
      keys: ['admin'],
    },
    {
      name: 'an older version of a policy is made the default again',
      given: [
        aManagedPolicy('shared', allowing('s3:GetObject', 'arn:aws:s3:::a/*'), {
          versions: { v1: allowing('*'), v2: allowing('s3:GetObject', 'arn:aws:s3:::a/*') },
          defaultVersion: 'v2',
        }),
        aRole({ attached: [policyArnOf('shared')] }),
      ],
      trail: [
        {
          source: 'iam',
          name: 'SetDefaultPolicyVersion',
          request: { policyArn: policyArnOf('shared'), versionId: 'v1' },
        },
      ],
      keys: ['admin'],
    },
    {
      name: 'within a boundary that nothing is known of, as medium',
      given: [aRole({ inline: { p: allowing('*') }, boundary: policyArnOf('limits') })],
      severity: 'medium',
    },
    {
      name: 'a role that is declared to deploy, as low',
      given: [aRole({ name: 'deploy', inline: { p: allowing('*') } })],
      context: { deployRoles: ['deploy'] },
      severity: 'low',
    },
  ],
  pass: [
    { name: 'ordinary actions on named resources', given: shared },
    {
      name: 'strong actions that a deny takes off',
      given: [
        aRole({
          inline: {
            p: policyOf(
              { Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*' },
              { Effect: 'Deny', Action: 'iam:*', Resource: '*' },
            ),
          },
        }),
      ],
    },
    {
      name: 'within a boundary that leaves nothing of it',
      given: [
        aManagedPolicy('limits', allowing('s3:GetObject', 'arn:aws:s3:::a/*')),
        aRole({ inline: { p: allowing('*') }, boundary: policyArnOf('limits') }),
      ],
    },
    {
      name: 'a policy of AWS that is a finding by its name',
      given: [aRole({ attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] })],
    },
    { name: 'granted and taken back', given: [aRole()], trail: [put(allowing('*')), put(allowing('sqs:SendMessage'))] },
  ],
});
