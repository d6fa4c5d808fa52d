import { defineCases } from '../../support/cases.ts';
import { aFunction, aRole, trusting } from '../../support/resources.ts';

const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const attach = (name: string) => ({
  source: 'iam',
  name: 'AttachRolePolicy',
  request: { roleName: 'orders-role', policyArn: aws(name) },
});
const ec2 = aRole({ trust: trusting('ec2.amazonaws.com') });

export default defineCases({
  fail: [
    {
      name: 'AdministratorAccess on any role',
      given: [ec2],
      trail: [attach('AdministratorAccess')],
      keys: [aws('AdministratorAccess')],
      severity: 'high',
    },
    { name: 'on a role that nothing is known of', trail: [attach('IAMFullAccess')], keys: [aws('IAMFullAccess')] },
    { name: 'PowerUserAccess', given: [ec2], trail: [attach('PowerUserAccess')], keys: [aws('PowerUserAccess')] },
    {
      name: 'a later version of full access on an execution role, as medium',
      given: [aRole(), aFunction()],
      trail: [attach('AmazonDynamoDBFullAccess_v2')],
      severity: 'medium',
    },
    {
      name: 'full access to one service on an execution role, as medium',
      given: [aRole(), aFunction()],
      trail: [attach('AmazonS3FullAccess')],
      severity: 'medium',
      says: 'used by orders',
    },
    {
      name: 'full access to logs and metrics on an execution role, as low',
      given: [aRole(), aFunction()],
      trail: [attach('CloudWatchLogsFullAccess')],
      severity: 'low',
    },
    {
      name: 'on a role that is declared to deploy, as low',
      given: [
        aRole({ name: 'deploy', attached: [aws('AdministratorAccess')], trust: trusting('codebuild.amazonaws.com') }),
      ],
      context: { deployRoles: ['deploy'] },
      severity: 'low',
    },
  ],
  pass: [
    {
      name: 'full access that lets the role become an administrator, which is a finding of its own',
      given: [aRole(), aFunction()],
      trail: [attach('AWSLambda_FullAccess')],
    },
    { name: 'what every function has', given: [aRole()], trail: [attach('service-role/AWSLambdaBasicExecutionRole')] },
    {
      name: 'what Systems Manager needs on an instance',
      given: [ec2],
      trail: [attach('AmazonSSMManagedInstanceCore')],
    },
    { name: 'full access to one service on another role', given: [ec2], trail: [attach('AmazonS3FullAccess')] },
    {
      name: 'a role that Identity Center made',
      given: [aRole({ path: '/aws-reserved/sso.amazonaws.com/', attached: [aws('AdministratorAccess')] })],
    },
    {
      name: 'attached and detached again',
      given: [ec2],
      trail: [
        attach('AdministratorAccess'),
        {
          source: 'iam',
          name: 'DetachRolePolicy',
          request: { roleName: 'orders-role', policyArn: aws('AdministratorAccess') },
        },
      ],
    },
  ],
});
