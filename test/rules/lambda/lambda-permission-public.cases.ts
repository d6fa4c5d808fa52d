import { account, deployer, functionArn } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, allow, allowing, aRole, withPolicy } from '../../support/resources.ts';

const add = (more: object) => ({
  name: 'AddPermission20150331v2',
  request: { functionName: 'orders', statementId: 'it', action: 'lambda:InvokeFunction', principal: '*', ...more },
});
const remove = { name: 'RemovePermission20150331v2', request: { functionName: 'orders', statementId: 'it' } };

export default defineCases({
  fail: [
    { name: 'every principal', given: [aFunction()], trail: [add({})], keys: ['it'], severity: 'critical' },
    {
      name: 'every principal, on a function that nothing else is known of',
      trail: [
        {
          ...add({}),
          response: { statement: JSON.stringify(allow('*', { resource: functionArn('orders') })) },
        },
      ],
      keys: ['it'],
    },
    { name: 'for an alias', given: [aFunction()], trail: [add({ qualifier: 'live' })], keys: ['it:live'] },
    { name: 'written as {"AWS": "*"}', given: [withPolicy(allow({ AWS: '*' }))], keys: ['it'] },
    {
      name: 'a condition that keeps nobody out',
      given: [withPolicy(allow('*', { conditions: { Bool: { 'aws:SecureTransport': 'true' } } }))],
      keys: ['it'],
      says: 'aws:SecureTransport does not help',
    },
    {
      name: 'in a whole policy that is put',
      given: [aFunction()],
      trail: [
        {
          name: 'PutResourcePolicy',
          request: {
            resourceArn: functionArn('orders'),
            policy: JSON.stringify({ Version: '2012-10-17', Statement: [allow('*')] }),
          },
        },
      ],
      keys: ['it'],
    },
    {
      name: 'of a function behind which nothing stands, as low',
      given: [
        aRole({ inline: { logs: allowing(['logs:CreateLogStream', 'logs:PutLogEvents']) } }),
        withPolicy(allow('*')),
      ],
      severity: 'low',
    },
    {
      name: 'by a declared deployment, as high',
      given: [aFunction()],
      trail: [{ ...add({}), identity: deployer }],
      context: { deployRoles: ['deploy'] },
      severity: 'high',
    },
  ],
  pass: [
    { name: 'a resource policy without statements', given: [aFunction()] },
    { name: 'opened and closed again', given: [aFunction()], trail: [add({}), remove] },
    { name: 'narrowed to an organization', given: [aFunction()], trail: [add({ principalOrgID: 'o-abcde12345' })] },
    { name: 'narrowed to the own account', given: [aFunction()], trail: [add({ sourceAccount: account })] },
    {
      name: 'a role of the same account',
      given: [aFunction()],
      trail: [add({ principal: `arn:aws:iam::${account}:role/caller` })],
    },
    { name: 'an explicit deny', given: [withPolicy(allow('*', { effect: 'Deny' }))] },
    {
      name: 'public statements that Lambda refuses to honour',
      given: [{ ...aFunction({ publicAccessBlocked: true, resourcePolicy: { '': { it: allow('*') } } }) }],
    },
    {
      name: 'the grant for a function URL, which is judged by itself',
      given: [withPolicy(allow('*', { action: 'lambda:InvokeFunctionUrl' }))],
    },
  ],
  unknown: [
    {
      name: 'the parameters of the call are missing',
      given: [aFunction()],
      trail: [
        {
          name: 'PutResourcePolicy',
          request: { resourceArn: functionArn('orders') },
        },
      ],
    },
    {
      name: 'harmless statements of a function whose other statements are not known',
      trail: [add({ principalOrgID: 'o-abcde12345' })],
    },
  ],
});
