import { account, deployer, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, aRole, userArnOf } from '../../support/resources.ts';

const session = (role: string, name: string) => ({
  type: 'AssumedRole',
  arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
  accountId: account,
  sessionContext: { sessionIssuer: { type: 'Role', arn: roleArnOf(role), accountId: account, userName: role } },
});
const makeKey = (identity: ReturnType<typeof session> | typeof deployer, more: object = {}) => ({
  source: 'iam',
  name: 'CreateAccessKey',
  identity,
  request: { userName: 'ada' },
  response: { accessKey: { userName: 'ada', accessKeyId: 'AKIAEXAMPLE', status: 'Active' } },
  more: { ...more },
});
const orders = session('orders-role', 'orders');

export default defineCases({
  fail: [
    {
      name: 'the role of a function makes an access key',
      given: [aRole(), aFunction()],
      trail: [makeKey(orders)],
      keys: [`CreateAccessKey ${userArnOf('ada')}`],
      says: 'the one of orders',
    },
    {
      name: 'a call out of a function that nothing is known of',
      trail: [makeKey(orders, { userAgent: 'Boto3/1.34 md/Botocore#1.34 exec-env/AWS_Lambda_python3.12' })],
      says: 'out of a function',
    },
    {
      name: 'a function gives its own role a policy',
      given: [aRole(), aFunction()],
      trail: [
        {
          source: 'iam',
          name: 'PutRolePolicy',
          identity: orders,
          request: { roleName: 'orders-role', policyName: 'p', policyDocument: '{"Statement":[]}' },
        },
      ],
      keys: [`PutRolePolicy ${roleArnOf('orders-role')}`],
    },
    {
      name: 'a function puts a user into a group',
      given: [aRole(), aFunction()],
      trail: [
        { source: 'iam', name: 'AddUserToGroup', identity: orders, request: { userName: 'ada', groupName: 'admins' } },
      ],
      keys: [`AddUserToGroup ${userArnOf('ada')}`],
    },
  ],
  pass: [
    { name: 'a role that no function runs as', given: [aRole(), aFunction()], trail: [makeKey(deployer)] },
    {
      name: 'a function that is declared to deploy',
      given: [aRole(), aFunction()],
      trail: [makeKey(orders)],
      context: { deployRoles: ['orders-role'] },
    },
  ],
});
