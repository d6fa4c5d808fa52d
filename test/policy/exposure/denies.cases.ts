import { anyone, aws, type ExposureCase, organization, other, own } from './case.ts';

export const cases: readonly ExposureCase[] = [
  {
    name: 'a private API through one endpoint',
    statement: [
      anyone('execute-api:Invoke'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
      },
    ],
    exposure: 'account',
  },
  {
    name: 'everyone outside the organization',
    statement: [
      anyone('s3:GetObject'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': organization } },
      },
    ],
    exposure: 'organization',
  },
  {
    name: 'everyone but a foreign account',
    statement: [
      anyone('s3:GetObject'),
      { Effect: 'Deny', NotPrincipal: { AWS: `arn:aws:iam::${other}:root` }, Action: 's3:*', Resource: '*' },
    ],
    exposure: 'other-account',
  },
  {
    name: 'other actions',
    statement: [anyone('s3:GetObject'), { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' }],
    exposure: 'internet',
  },
  {
    name: 'some of the actions',
    statement: [anyone('s3:*'), { Effect: 'Deny', Principal: '*', Action: 's3:Put*', Resource: '*' }],
    exposure: 'internet',
  },
  {
    name: 'each action by a deny of its own',
    statement: [
      { ...anyone('s3:GetObject'), Action: ['s3:GetObject', 's3:PutObject'] },
      { Effect: 'Deny', Principal: '*', Action: 's3:Get*', Resource: '*' },
      { Effect: 'Deny', Principal: '*', Action: 's3:Put*', Resource: '*' },
    ],
    exposure: 'none',
  },
  {
    name: 'other resources',
    statement: [
      { ...anyone('s3:GetObject'), Resource: 'arn:aws:s3:::b/*' },
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::b/secret/*' },
    ],
    exposure: 'internet',
  },
  {
    name: 'what is not encrypted in transit',
    statement: [
      anyone('s3:GetObject'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
    exposure: 'internet',
  },
  {
    name: 'what a key nobody knows decides',
    statement: [
      anyone('s3:GetObject'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'acme:team': 'a' } },
      },
    ],
    exposure: 'unknown',
  },
  {
    name: 'one principal of many',
    statement: [anyone('s3:GetObject'), { Effect: 'Deny', Principal: { AWS: own }, Action: 's3:*', Resource: '*' }],
    exposure: 'internet',
  },
  {
    name: 'the one foreign account that is let in',
    statement: [aws(other), { Effect: 'Deny', Principal: { AWS: other }, Action: '*' }],
    exposure: 'none',
  },
  {
    name: 'an API in the short form, but from private addresses',
    statement: [
      anyone('execute-api:Invoke', undefined, { Resource: 'execute-api:/*' }),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: 'execute-api:/*/*/*',
        Condition: { NotIpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8', 'aws:SourceIp': '10.0.0.0/8' } },
      },
    ],
    exposure: 'internet',
  },
  {
    name: 'an API by its ARN, and all but a VPC in the short form',
    statement: [
      anyone('execute-api:Invoke', undefined, { Resource: `arn:aws:execute-api:eu-west-1:${own}:abc/*` }),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: 'execute-api:/*/*/*',
        Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } },
      },
    ],
    exposure: 'account',
  },
  {
    name: 'one stage of an API',
    statement: [
      anyone('execute-api:Invoke', undefined, { Resource: 'execute-api:/*' }),
      { Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/dev/*' },
    ],
    exposure: 'internet',
  },
  {
    name: 'all but an endpoint, if there is one',
    statement: [
      anyone('s3:*'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } },
      },
    ],
    exposure: 'account',
  },
  {
    name: 'all but private addresses',
    statement: [
      anyone('s3:*'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      },
    ],
    exposure: 'account',
  },
  {
    name: 'all but public addresses',
    statement: [
      anyone('s3:*'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { NotIpAddress: { 'aws:SourceIp': '54.240.143.0/24' } },
      },
    ],
    exposure: 'internet',
  },
  {
    name: 'a perimeter for principals and another for services',
    statement: [
      anyone('s3:*'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: {
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organization },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: {
          StringNotEqualsIfExists: { 'aws:SourceOrgID': organization },
          Null: { 'aws:SourceAccount': 'false' },
          Bool: { 'aws:PrincipalIsAWSService': 'true' },
        },
      },
    ],
    exposure: 'organization',
  },
  {
    name: 'a perimeter that lets services pass',
    statement: [
      anyone('s3:*'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: {
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organization },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
    ],
    exposure: 'any-aws-account',
  },
  {
    name: 'the queue by its ARN, where the grant says every resource',
    statement: [
      anyone('sqs:*'),
      { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: `arn:aws:sqs:eu-west-1:${own}:q` },
    ],
    context: { resource: `arn:aws:sqs:eu-west-1:${own}:q` },
    exposure: 'none',
  },
  {
    name: 'the bucket and its objects by their ARNs, where the grant says every resource and action',
    statement: [
      anyone('*'),
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] },
    ],
    context: { resource: 'arn:aws:s3:::b' },
    exposure: 'none',
  },
  {
    name: 'the objects alone, where the grant says every resource',
    statement: [anyone('s3:*'), { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::b/*' }],
    context: { resource: 'arn:aws:s3:::b' },
    exposure: 'internet',
  },
  {
    name: 'whoever is not in the organization, but for a foreign account',
    statement: [
      anyone('s3:GetObject', { StringEquals: { 'aws:PrincipalOrgID': organization } }),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': [own, other] } },
      },
    ],
    exposure: 'organization',
  },
  {
    name: 'everyone but an account that the grant does not let in',
    statement: [
      anyone('s3:GetObject', { StringEquals: { 'aws:PrincipalAccount': own } }),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': other } },
      },
    ],
    exposure: 'none',
  },
  {
    name: 'every service but those that call for a foreign account',
    statement: [
      anyone('sqs:SendMessage'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:SourceAccount': other } },
      },
    ],
    exposure: 'other-account',
  },
  {
    name: 'nobody that it names',
    statement: [anyone('s3:GetObject'), { Effect: 'Deny', Action: 's3:*', Resource: '*' }],
    exposure: 'internet',
  },
];
