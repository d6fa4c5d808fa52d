import { type ExposureCase, organization, other, own, service, trusted } from './case.ts';

export const cases: readonly ExposureCase[] = [
  {
    name: 'a service without a source',
    statement: service('s3.amazonaws.com'),
    exposure: 'account',
    confusedDeputy: true,
  },
  {
    name: 'a service with the account of its source',
    statement: service('s3.amazonaws.com', { StringEquals: { 'aws:SourceAccount': own } }),
    exposure: 'account',
    confusedDeputy: false,
  },
  {
    name: 'a bucket that somebody else may claim',
    statement: service('s3.amazonaws.com', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::b' } }),
    exposure: 'account',
    confusedDeputy: true,
  },
  {
    name: 'a bucket with its account',
    statement: service('s3.amazonaws.com', {
      ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::b' },
      StringEquals: { 'aws:SourceAccount': own },
    }),
    exposure: 'account',
    confusedDeputy: false,
  },
  {
    name: 'a rule as the source',
    statement: service('events.amazonaws.com', {
      ArnLike: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${own}:rule/r` },
    }),
    exposure: 'account',
    confusedDeputy: false,
  },
  {
    name: 'any rule as the source',
    statement: service('events.amazonaws.com', { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/*' } }),
    exposure: 'account',
    confusedDeputy: true,
  },
  {
    name: 'a foreign topic as the source',
    statement: service('sns.amazonaws.com', { ArnLike: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${other}:t` } }),
    exposure: 'other-account',
    confusedDeputy: false,
  },
  {
    name: 'the organization of the source',
    statement: service('sns.amazonaws.com', { StringEquals: { 'aws:SourceOrgID': organization } }),
    exposure: 'organization',
    confusedDeputy: false,
  },
  {
    name: 'a key that services do not carry',
    statement: service('sns.amazonaws.com', { StringEquals: { 'aws:PrincipalOrgID': organization } }),
    exposure: 'none',
    confusedDeputy: false,
  },
  {
    name: 'a source, if there is one',
    statement: service('sns.amazonaws.com', { StringEqualsIfExists: { 'aws:SourceAccount': own } }),
    exposure: 'account',
    confusedDeputy: false,
  },
  {
    name: 'an Alexa skill',
    statement: service('alexa-appkit.amazon.com', { StringEquals: { 'lambda:EventSourceToken': 'amzn1.ask.skill.1' } }),
    exposure: 'account',
    confusedDeputy: false,
  },
  { name: 'any Alexa skill', statement: service('alexa-appkit.amazon.com'), exposure: 'account', confusedDeputy: true },
  {
    name: 'logs encrypted for the own account',
    statement: service('logs.eu-west-1.amazonaws.com', {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-west-1:${own}:*` },
    }),
    exposure: 'account',
    confusedDeputy: false,
  },
  {
    name: 'a trail that writes below the path of its account',
    statement: {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::b/AWSLogs/${own}/*`,
    },
    context: { resource: 'arn:aws:s3:::b' },
    exposure: 'account',
    confusedDeputy: false,
  },
  {
    name: 'a service whose strangers a deny keeps out',
    statement: [
      service('sns.amazonaws.com'),
      { Effect: 'Deny', Principal: '*', Action: '*', Condition: { StringNotEquals: { 'aws:SourceAccount': own } } },
    ],
    exposure: 'account',
    confusedDeputy: false,
  },
  {
    name: 'a distribution of the own account',
    statement: service('cloudfront.amazonaws.com', {
      StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${own}:distribution/E1` },
    }),
    exposure: 'account',
  },
  {
    name: 'a distribution of a foreign account',
    statement: service('cloudfront.amazonaws.com', {
      StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${other}:distribution/E1` },
    }),
    exposure: 'other-account',
  },
  {
    name: 'any distribution',
    statement: service('cloudfront.amazonaws.com', { StringLike: { 'AWS:SourceArn': 'arn:aws:cloudfront::*:*' } }),
    exposure: 'account',
    confusedDeputy: true,
  },
  {
    name: 'an API of the own account',
    statement: service('apigateway.amazonaws.com', {
      ArnLike: { 'AWS:SourceArn': `arn:aws:execute-api:eu-west-1:${own}:abc/*/*/*` },
    }),
    exposure: 'account',
  },
  {
    name: 'a service by the name of its Region',
    statement: service('logs.us-east-1.amazonaws.com'),
    exposure: 'account',
    confusedDeputy: true,
  },
  {
    name: 'a service by its name in China',
    statement: service('s3.amazonaws.com.cn', { StringEquals: { 'aws:SourceAccount': own } }),
    exposure: 'account',
  },
  {
    name: 'any account of the source',
    statement: service('s3.amazonaws.com', { StringLike: { 'aws:SourceAccount': '*' } }),
    exposure: 'account',
    confusedDeputy: true,
  },
  {
    name: 'paths of the organization for any value',
    statement: service('sns.amazonaws.com', {
      'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': `${organization}/r-ab12/ou-ab12-1/*` },
    }),
    exposure: 'organization',
  },
  {
    name: 'paths of the organization for all values',
    statement: service('sns.amazonaws.com', {
      'ForAllValues:StringLike': { 'aws:SourceOrgPaths': `${organization}/r-ab12/ou-ab12-1/*` },
    }),
    exposure: 'account',
    confusedDeputy: true,
  },
  {
    name: 'a foreign organization of the source',
    statement: service('sns.amazonaws.com', { StringEquals: { 'aws:SourceOrgID': 'o-other00000' } }),
    exposure: 'other-account',
  },
  {
    name: 'a canned ACL, which says nothing of the source',
    statement: service('delivery.logs.amazonaws.com', {
      StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' },
    }),
    exposure: 'account',
    confusedDeputy: true,
  },
  {
    name: 'a trail of a foreign account, by its path',
    statement: {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::b/AWSLogs/${other}/*`,
    },
    context: { resource: 'arn:aws:s3:::b' },
    exposure: 'other-account',
  },
  {
    name: 'a trail of a trusted account, by its path',
    statement: {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::b/AWSLogs/${trusted}/*`,
    },
    context: { resource: 'arn:aws:s3:::b' },
    exposure: 'organization',
  },
];
