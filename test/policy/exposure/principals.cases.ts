import { anyone, aws, type ExposureCase, lambda, organization, other, own, trusted } from './case.ts';

export const cases: readonly ExposureCase[] = [
  {
    name: 'everyone, where requests have to be signed',
    statement: lambda({ Principal: '*' }),
    exposure: 'any-aws-account',
  },
  { name: 'everyone in the AWS form', statement: aws('*'), exposure: 'any-aws-account' },
  {
    name: 'everyone, where the service serves unsigned requests',
    statement: anyone('sqs:SendMessage'),
    exposure: 'internet',
  },
  { name: 'an API without an authorizer', statement: anyone('execute-api:Invoke'), exposure: 'internet' },
  {
    name: 'a service nobody knows to refuse unsigned requests',
    statement: anyone('rds:*'),
    exposure: 'any-aws-account',
  },
  { name: 'the own account by number', statement: aws(own), exposure: 'account' },
  { name: 'the own account by root', statement: aws(`arn:aws:iam::${own}:root`), exposure: 'account' },
  { name: 'an own role', statement: aws(`arn:aws:iam::${own}:role/path/r`), exposure: 'account' },
  { name: 'a foreign account', statement: aws(own, other), exposure: 'other-account' },
  {
    name: 'a foreign role session',
    statement: aws(`arn:aws:sts::${other}:assumed-role/r/s`),
    exposure: 'other-account',
  },
  { name: 'a foreign role in China', statement: aws(`arn:aws-cn:iam::${other}:role/r`), exposure: 'other-account' },
  { name: 'a trusted account', statement: aws(trusted), exposure: 'organization' },
  { name: 'an ARN with an open account', statement: aws('arn:aws:iam::*:root'), exposure: 'any-aws-account' },
  { name: 'a role name in every account', statement: aws('arn:aws:iam::*:role/Hello'), exposure: 'any-aws-account' },
  { name: 'a deleted role', statement: aws('AROAIEXAMPLEEXAMPLE12'), exposure: 'none' },
  {
    name: 'a canonical user, whose account nobody can tell',
    statement: lambda({ Principal: { CanonicalUser: 'a'.repeat(64) } }),
    exposure: 'unknown',
  },
  { name: 'a placeholder that was never filled', statement: aws('arn:aws:iam::%s:root'), exposure: 'unknown' },
  {
    name: 'a principal that is still a function of a template',
    statement: lambda({ Principal: { AWS: { Ref: 'X' } } }),
    exposure: 'unknown',
  },
  { name: 'everyone but one', statement: lambda({ NotPrincipal: { AWS: own } }), exposure: 'any-aws-account' },
  { name: 'a deny alone', statement: { ...lambda({ Principal: '*' }), Effect: 'Deny' }, exposure: 'none' },
  { name: 'no principal at all', statement: lambda({}), exposure: 'unknown' },
  {
    name: 'an account, where the own one is not known',
    statement: aws(other),
    context: { account: [], resource: 'lambda' },
    exposure: 'unknown',
  },
  { name: 'everyone but everyone', statement: lambda({ NotPrincipal: '*' }), exposure: 'none' },
  {
    name: 'everyone but one, of an organization',
    statement: lambda({
      NotPrincipal: { AWS: own },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': organization } },
    }),
    exposure: 'organization',
  },
  { name: 'a list without principals', statement: lambda({ Principal: { AWS: [] } }), exposure: 'none' },
  { name: 'a list without actions', statement: lambda({ Principal: '*', Action: [] }), exposure: 'none' },
  {
    name: 'everyone, for all but some actions of a service that serves unsigned requests',
    statement: { Effect: 'Allow', Principal: '*', NotAction: 's3:DeleteBucket', Resource: '*' },
    exposure: 'internet',
  },
  { name: 'an own account beside everyone', statement: aws(own, '*'), exposure: 'any-aws-account' },
  { name: 'a role pattern of the own account', statement: aws(`arn:aws:iam::${own}:role/*`), exposure: 'account' },
  {
    name: 'everyone and a service, both held to the account of the source',
    statement: lambda({
      Principal: { AWS: '*', Service: 'sns.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': own } },
    }),
    exposure: 'account',
  },
  {
    name: 'an account of Elastic Load Balancing itself',
    statement: { ...aws('arn:aws:iam::127311923021:root'), Action: 's3:PutObject' },
    exposure: 'account',
    why: 'Elastic Load Balancing itself',
  },
  {
    name: 'an origin access identity, whose account nobody can tell',
    statement: {
      ...aws('arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE'),
      Action: 's3:GetObject',
    },
    exposure: 'unknown',
  },
];
