import { defineCases } from '../../support/cases.ts';
import { aFunction, allowing, aRole, trusting } from '../../support/resources.ts';

const admin = { inline: { p: allowing('*') } };
const trustLambda = {
  source: 'iam',
  name: 'UpdateAssumeRolePolicy',
  request: { roleName: 'orders-role', policyDocument: JSON.stringify(trusting('lambda.amazonaws.com')) },
};

export default defineCases({
  fail: [
    {
      name: 'Lambda is let use an administrator',
      given: [aRole({ ...admin, trust: trusting('ec2.amazonaws.com') })],
      trail: [trustLambda],
      keys: ['lambda.amazonaws.com'],
      severity: 'high',
    },
    {
      name: 'a role that Lambda uses becomes an administrator',
      given: [aRole()],
      trail: [
        {
          source: 'iam',
          name: 'AttachRolePolicy',
          request: { roleName: 'orders-role', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
        },
      ],
      keys: ['lambda.amazonaws.com'],
    },
    {
      name: 'the scheduler, by a path of escalation',
      given: [aRole({ inline: { p: allowing('iam:PutRolePolicy') }, trust: trusting('scheduler.amazonaws.com') })],
      keys: ['scheduler.amazonaws.com'],
    },
    ...['states', 'events', 'pipes', 'apigateway'].map((service) => ({
      name: `${service}, by a role that is made for it`,
      given: [aRole({ ...admin, trust: trusting(`${service}.amazonaws.com`) })],
      keys: [`${service}.amazonaws.com`],
    })),
  ],
  pass: [
    { name: 'the role of a function, of which it is a finding', given: [aRole(admin), aFunction()] },
    { name: 'an ordinary role that Lambda uses', given: [aRole({ inline: { p: allowing('sqs:SendMessage') } })] },
    {
      name: 'an administrator that only CloudFormation uses',
      given: [aRole({ ...admin, trust: trusting('cloudformation.amazonaws.com') })],
    },
  ],
});
