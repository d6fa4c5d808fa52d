import { deployer, functionArn, human, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { allowing, aRole } from '../../support/resources.ts';

const create = (identity = human) => ({
  name: 'CreateFunction20150331',
  identity,
  request: {
    functionName: 'orders',
    role: roleArnOf('orders-role'),
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    code: {},
    packageType: 'Zip',
  },
  response: { functionArn: functionArn('orders'), role: roleArnOf('orders-role'), codeSha256: 'x' },
});

export default defineCases({
  fail: [
    {
      name: 'the role is an administrator, as high',
      given: [aRole({ inline: { p: allowing('*') } })],
      trail: [create()],
      keys: ['role'],
      severity: 'high',
    },
    {
      name: 'the role reads every secret',
      given: [aRole({ inline: { p: allowing('secretsmanager:GetSecretValue') } })],
      trail: [create()],
      severity: 'medium',
      says: 'secretsmanager:GetSecretValue',
    },
  ],
  pass: [
    { name: 'an ordinary role', given: [aRole({ inline: { p: allowing('sqs:SendMessage') } })], trail: [create()] },
    {
      name: 'a declared deployment',
      given: [aRole({ inline: { p: allowing('*') } })],
      trail: [create(deployer)],
      context: { deployRoles: ['deploy'] },
    },
    {
      name: 'a stack',
      given: [aRole({ inline: { p: allowing('*') } })],
      trail: [create({ ...human, invokedBy: 'cloudformation.amazonaws.com' })],
    },
  ],
});
