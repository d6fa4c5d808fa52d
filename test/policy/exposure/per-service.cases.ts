import { anyone, aws, type ExposureCase, lambda, organization, other, own } from './case.ts';

export const cases: readonly ExposureCase[] = [
  {
    name: 'a function URL without authentication',
    statement: lambda({
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    }),
    exposure: 'internet',
  },
  {
    name: 'a function URL with signatures',
    statement: lambda({
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
    }),
    exposure: 'any-aws-account',
  },
  {
    name: 'a function URL whose auth type is not known',
    statement: lambda({ Principal: '*', Action: 'lambda:InvokeFunctionUrl' }),
    exposure: 'any-aws-account',
  },
  {
    name: 'a function URL whose auth type the configuration says',
    statement: lambda({ Principal: '*', Action: 'lambda:InvokeFunctionUrl' }),
    context: { functionUrlAuthType: 'NONE' },
    exposure: 'internet',
  },
  {
    name: 'the second half of the pair, by the configuration',
    statement: lambda({ Principal: '*', Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } } }),
    context: { functionUrlAuthType: 'NONE' },
    exposure: 'internet',
  },
  {
    name: 'the second half of the pair, with signatures',
    statement: lambda({ Principal: '*', Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } } }),
    context: { functionUrlAuthType: 'AWS_IAM' },
    exposure: 'any-aws-account',
  },
  {
    name: 'a layer for everyone',
    statement: lambda({ Principal: '*', Action: 'lambda:GetLayerVersion' }),
    exposure: 'any-aws-account',
  },
  {
    name: 'a layer for an organization',
    statement: lambda({
      Principal: '*',
      Action: 'lambda:GetLayerVersion',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': organization } },
    }),
    exposure: 'organization',
  },
  {
    name: 'a bucket for everyone',
    statement: anyone('s3:GetObject'),
    context: { resource: 'arn:aws:s3:::b' },
    exposure: 'internet',
  },
  {
    name: 'a bucket for everyone behind Block Public Access',
    statement: anyone('s3:GetObject'),
    context: { resource: 'arn:aws:s3:::b', blockPublicAccess: { restrictPublicBuckets: true } },
    exposure: 'account',
  },
  {
    name: 'a bucket for one account behind Block Public Access',
    statement: { ...aws(other), Action: 's3:GetObject' },
    context: { resource: 'arn:aws:s3:::b', blockPublicAccess: { restrictPublicBuckets: true } },
    exposure: 'other-account',
  },
  { name: 'a secret for everyone', statement: anyone('secretsmanager:GetSecretValue'), exposure: 'any-aws-account' },
  { name: 'a repository for everyone', statement: anyone('ecr:BatchGetImage'), exposure: 'any-aws-account' },
  {
    name: 'an event bus for everyone, by a source of their choice',
    statement: anyone('events:PutEvents', { StringEquals: { 'events:source': 'com.acme' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'a key of the own account by root',
    statement: { ...aws(`arn:aws:iam::${own}:root`), Action: 'kms:*' },
    exposure: 'account',
  },
  {
    name: 'both halves of an open function URL',
    statement: [
      lambda({
        Principal: '*',
        Action: 'lambda:InvokeFunctionUrl',
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
      }),
      lambda({ Principal: '*', Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } } }),
    ],
    exposure: 'internet',
  },
  {
    name: 'the first half of an open function URL alone',
    statement: lambda({
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    }),
    exposure: 'internet',
    why: 'asks for lambda:InvokeFunction as well',
  },
  {
    name: 'the second half of an open function URL alone',
    statement: lambda({ Principal: '*', Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } } }),
    context: { functionUrlAuthType: 'NONE' },
    exposure: 'internet',
    why: 'asks for lambda:InvokeFunctionUrl as well',
  },
  {
    name: 'a function URL without authentication for an organization, which asks for signatures',
    statement: lambda({
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE', 'aws:PrincipalOrgID': organization } },
    }),
    exposure: 'organization',
  },
  {
    name: 'a function URL with signatures for a foreign account',
    statement: {
      ...aws(other),
      Action: 'lambda:InvokeFunctionUrl',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
    },
    exposure: 'other-account',
  },
  {
    name: 'an API for everyone, whose authorizer is no part of the policy',
    statement: anyone('execute-api:Invoke', undefined, { Resource: 'execute-api:/*' }),
    exposure: 'internet',
    why: 'an authorizer',
  },
  {
    name: 'a bucket for public addresses behind Block Public Access, to which S3 says it is not public',
    statement: anyone('s3:GetObject', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    context: { resource: 'arn:aws:s3:::b', blockPublicAccess: { restrictPublicBuckets: true } },
    exposure: 'internet',
  },
  {
    name: 'a bucket for half of all addresses behind Block Public Access',
    statement: anyone('s3:GetObject', { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } }),
    context: { resource: 'arn:aws:s3:::b', blockPublicAccess: { restrictPublicBuckets: true } },
    exposure: 'account',
  },
  {
    name: 'a file system through its mount targets',
    statement: {
      ...aws('*'),
      Action: 'elasticfilesystem:ClientMount',
      Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
    },
    exposure: 'account',
  },
  {
    name: 'a search domain for public addresses',
    statement: { ...aws('*'), Action: 'es:ESHttp*', Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.5' } } },
    exposure: 'internet',
  },
  {
    name: 'a key for grants of AWS resources',
    statement: { ...aws('*'), Action: 'kms:CreateGrant', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } },
    exposure: 'any-aws-account',
  },
];
