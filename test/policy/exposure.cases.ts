import type { Exposure, ExposureContext } from '../../shared/policy/exposure.ts';

/** One statement (or several) and how far it has to be found open. */
export interface ExposureCase {
  readonly name: string;
  readonly statement: object | readonly object[];
  readonly context?: Partial<ExposureContext>;
  readonly exposure: Exposure;
  readonly confusedDeputy?: boolean;
}

export const own = '111111111111';
export const other = '222222222222';
export const trusted = '333333333333';
export const organization = 'o-own0000000';

const lambda = (parts: object) => ({ Effect: 'Allow', Action: 'lambda:InvokeFunction', ...parts });
const anyone = (action: string, condition?: object, parts: object = {}) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: action,
  Resource: '*',
  ...(condition && { Condition: condition }),
  ...parts,
});
const service = (name: string, condition?: object, parts: object = {}) =>
  lambda({ Principal: { Service: name }, ...(condition && { Condition: condition }), ...parts });
const aws = (...principals: readonly string[]) => lambda({ Principal: { AWS: principals } });
const trust = (principal: object | string, condition?: object) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRole',
  ...(condition && { Condition: condition }),
});
const trustContext = { type: 'trust' } as const;
const provider = `arn:aws:iam::${own}:oidc-provider/token.actions.githubusercontent.com`;
const github = (condition: object) => ({
  Effect: 'Allow',
  Principal: { Federated: provider },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: condition,
});
const claim = (name: string) => `token.actions.githubusercontent.com:${name}`;

export const principals: readonly ExposureCase[] = [
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
];

export const conditions: readonly ExposureCase[] = [
  {
    name: 'the own organization',
    statement: anyone('lambda:*', { StringEquals: { 'aws:PrincipalOrgID': organization } }),
    exposure: 'organization',
  },
  {
    name: 'a foreign organization',
    statement: anyone('lambda:*', { StringEquals: { 'aws:PrincipalOrgID': 'o-other00000' } }),
    exposure: 'other-account',
  },
  {
    name: 'an organization, where the own one is not known',
    statement: anyone('lambda:*', { StringEquals: { 'aws:PrincipalOrgID': 'o-other00000' } }),
    context: { organization: [] },
    exposure: 'organization',
  },
  {
    name: 'the own organization, if the caller has one',
    statement: anyone('lambda:*', { StringEqualsIfExists: { 'aws:PrincipalOrgID': organization } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'any organization',
    statement: anyone('lambda:*', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'an organization path',
    statement: anyone('lambda:*', {
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [`${organization}/r-ab12/*`] },
    }),
    exposure: 'organization',
  },
  {
    name: 'an organization path for all values',
    statement: anyone('lambda:*', { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': [`${organization}/*`] } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'an open organization path',
    statement: anyone('lambda:*', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-*/r-ab12/*'] } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'an organization by its management account',
    statement: anyone('lambda:*', { StringEquals: { 'aws:PrincipalOrgMasterAccountId': trusted } }),
    exposure: 'organization',
  },
  {
    name: 'an organization by a management account nobody knows',
    statement: anyone('lambda:*', { StringEquals: { 'aws:PrincipalOrgMasterAccountId': other } }),
    exposure: 'unknown',
  },
  {
    name: 'a wildcard that StringEquals takes literally',
    statement: anyone('lambda:*', { StringEquals: { 'aws:PrincipalOrgID': 'o-*' } }),
    exposure: 'none',
  },
  {
    name: 'the organization of the resource',
    statement: anyone('lambda:*', { StringEquals: { 'aws:PrincipalOrgID': `\${aws:ResourceOrgID}` } }),
    exposure: 'organization',
  },
  {
    name: 'the own account',
    statement: anyone('s3:*', { StringEquals: { 'aws:PrincipalAccount': own } }),
    exposure: 'account',
  },
  {
    name: 'own and foreign accounts',
    statement: anyone('s3:*', { StringEquals: { 'aws:PrincipalAccount': [own, other] } }),
    exposure: 'other-account',
  },
  {
    name: 'any account but one',
    statement: anyone('s3:*', { StringNotEquals: { 'aws:PrincipalAccount': other } }),
    exposure: 'internet',
  },
  {
    name: 'any account',
    statement: anyone('s3:*', { StringLike: { 'aws:PrincipalAccount': '*' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'an own principal ARN',
    statement: anyone('s3:*', { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${own}:role/r` } }),
    exposure: 'account',
  },
  {
    name: 'a principal ARN of any account',
    statement: anyone('s3:*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/r' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'a principal ARN that is a lone star',
    statement: anyone('s3:*', { StringLike: { 'aws:PrincipalArn': '*' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'a user name',
    statement: anyone('s3:*', { StringEquals: { 'aws:username': 'admin' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'the unique id of a role',
    statement: anyone('s3:*', { StringLike: { 'aws:userid': 'AROAIEXAMPLEEXAMPLE12:*' } }),
    exposure: 'unknown',
  },
  {
    name: 'a principal tag',
    statement: anyone('s3:*', { StringEquals: { 'aws:PrincipalTag/team': 'a' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'a second factor',
    statement: anyone('s3:*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'that a key is there',
    statement: anyone('s3:*', { Null: { 'aws:PrincipalArn': 'false' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'that a key is absent',
    statement: anyone('s3:*', { Null: { 'aws:PrincipalArn': 'true' } }),
    exposure: 'internet',
  },
  {
    name: 'encryption in transit',
    statement: anyone('s3:*', { Bool: { 'aws:SecureTransport': 'true' } }),
    exposure: 'internet',
  },
  {
    name: 'a referer',
    statement: anyone('s3:*', { StringLike: { 'aws:Referer': 'https://example.com/*' } }),
    exposure: 'internet',
  },
  {
    name: 'an external id',
    statement: anyone('sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'x' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'the account of the target',
    statement: anyone('s3:*', { StringEquals: { 'aws:ResourceAccount': own } }),
    exposure: 'internet',
  },
  {
    name: 'the account of the target as that of the caller',
    statement: anyone('s3:*', { StringEquals: { 'aws:ResourceAccount': `\${aws:PrincipalAccount}` } }),
    exposure: 'account',
  },
  {
    name: 'a key nobody knows',
    statement: anyone('s3:*', { StringEquals: { 'acme:team': 'a' } }),
    exposure: 'unknown',
  },
  {
    name: 'an operator nobody knows',
    statement: anyone('s3:*', { StringMatches: { 'aws:PrincipalAccount': own } }),
    exposure: 'unknown',
  },
  {
    name: 'a condition that is no object',
    statement: anyone('s3:*', undefined, { Condition: 'none' }),
    exposure: 'unknown',
  },
  {
    name: 'a VPC endpoint',
    statement: anyone('s3:*', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }),
    exposure: 'account',
  },
  {
    name: 'any VPC endpoint',
    statement: anyone('s3:*', { StringLike: { 'aws:SourceVpce': 'vpce-*' } }),
    exposure: 'internet',
  },
  {
    name: 'VPC endpoints of a foreign account',
    statement: anyone('s3:*', { StringEquals: { 'aws:VpceAccount': other } }),
    exposure: 'other-account',
  },
  {
    name: 'private addresses',
    statement: anyone('sns:Publish', { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.168.1.0/24'] } }),
    exposure: 'account',
  },
  {
    name: 'public addresses',
    statement: anyone('sns:Publish', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    exposure: 'internet',
  },
  {
    name: 'every address',
    statement: anyone('sns:Publish', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }),
    exposure: 'internet',
  },
  {
    name: 'all but one address',
    statement: anyone('sns:Publish', { NotIpAddress: { 'aws:SourceIp': '8.8.8.8/32' } }),
    exposure: 'internet',
  },
  {
    name: 'addresses of a VPC, which every VPC may have',
    statement: anyone('s3:*', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }),
    exposure: 'internet',
  },
  {
    name: 'an access point of the own account',
    statement: anyone('s3:*', { StringEquals: { 's3:DataAccessPointAccount': own } }),
    exposure: 'account',
  },
  {
    name: 'calls of AWS services',
    statement: anyone('s3:*', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'calls through AWS services',
    statement: anyone('s3:*', { Bool: { 'aws:ViaAWSService': 'true' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'a subscription of a fixed domain',
    statement: anyone('sns:Subscribe', { StringLike: { 'sns:Endpoint': '*@example.com' } }),
    exposure: 'account',
  },
  {
    name: 'a subscription of any endpoint',
    statement: anyone('sns:Subscribe', { StringLike: { 'sns:Endpoint': 'https://*' } }),
    exposure: 'internet',
  },
  {
    name: 'the default policy of a topic',
    statement: anyone('sns:Publish', { StringEquals: { 'AWS:SourceOwner': own } }),
    exposure: 'account',
  },
  {
    name: 'the default policy of a topic of somebody else',
    statement: anyone('sns:Publish', { StringEquals: { 'AWS:SourceOwner': other } }),
    exposure: 'other-account',
  },
  {
    name: 'a key of a service of one account',
    statement: anyone('kms:*', {
      StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': own },
    }),
    exposure: 'account',
  },
  {
    name: 'a key of a service of any account',
    statement: anyone('kms:*', { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'a topic as the source',
    statement: anyone('sqs:SendMessage', { ArnEquals: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${own}:t` } }),
    exposure: 'account',
  },
  {
    name: 'a foreign topic as the source',
    statement: anyone('sqs:SendMessage', { ArnEquals: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${other}:t` } }),
    exposure: 'other-account',
  },
  {
    name: 'a topic of any account as the source',
    statement: anyone('sqs:SendMessage', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:t' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'a bucket as the source, whose ARN has no account',
    statement: anyone('sqs:SendMessage', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::bucket' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'a bucket as the source with its account',
    statement: anyone('sqs:SendMessage', {
      ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::bucket' },
      StringEquals: { 'aws:SourceAccount': own },
    }),
    exposure: 'account',
  },
  {
    name: 'a source, if there is one',
    statement: anyone('sqs:SendMessage', { ArnLikeIfExists: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${own}:t` } }),
    exposure: 'internet',
  },
  {
    name: 'a source for all values',
    statement: anyone('sqs:SendMessage', {
      'ForAllValues:ArnLike': { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${own}:t` },
    }),
    exposure: 'internet',
  },
  {
    name: 'a source for any value',
    statement: anyone('sqs:SendMessage', {
      'ForAnyValue:ArnLike': { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${own}:t` },
    }),
    exposure: 'account',
  },
  {
    name: 'a source account list with a foreign one',
    statement: anyone('sqs:SendMessage', { StringEquals: { 'aws:SourceAccount': [own, other] } }),
    exposure: 'other-account',
  },
];

export const services: readonly ExposureCase[] = [
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
];

export const denies: readonly ExposureCase[] = [
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
];

export const perService: readonly ExposureCase[] = [
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
];

export const trusts: readonly ExposureCase[] = [
  { name: 'a role for everyone', statement: trust('*'), context: trustContext, exposure: 'any-aws-account' },
  {
    name: 'a role for a service',
    statement: trust({ Service: 'lambda.amazonaws.com' }),
    context: trustContext,
    exposure: 'account',
    confusedDeputy: false,
  },
  {
    name: 'a role for a foreign account',
    statement: trust({ AWS: other }),
    context: trustContext,
    exposure: 'other-account',
  },
  {
    name: 'a role for a foreign account with an external id',
    statement: trust({ AWS: other }, { StringEquals: { 'sts:ExternalId': 'x' } }),
    context: trustContext,
    exposure: 'other-account',
  },
  {
    name: 'a statement that lets nobody assume the role',
    statement: { ...trust('*'), Action: 's3:GetObject' },
    context: trustContext,
    exposure: 'none',
  },
  {
    name: 'a repository of an organization',
    statement: github({
      StringEquals: { [claim('aud')]: 'sts.amazonaws.com' },
      StringLike: { [claim('sub')]: 'repo:acme/*' },
    }),
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'every repository',
    statement: github({ StringLike: { [claim('sub')]: 'repo:*' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'every repository whose owner begins alike',
    statement: github({ StringLike: { [claim('sub')]: 'repo:acme*' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'an audience alone',
    statement: github({ StringEquals: { [claim('aud')]: 'sts.amazonaws.com' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'a subject, if there is one',
    statement: github({ StringLikeIfExists: { [claim('sub')]: 'repo:acme/*' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'a repository by its number',
    statement: github({ StringEquals: { [claim('repository_id')]: '123' } }),
    context: trustContext,
    exposure: 'account',
  },
  {
    name: "a cluster's own provider",
    statement: {
      ...github({}),
      Principal: { Federated: `arn:aws:iam::${own}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC` },
    },
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'a SAML provider',
    statement: {
      ...github({}),
      Principal: { Federated: `arn:aws:iam::${own}:saml-provider/corp` },
      Action: 'sts:AssumeRoleWithSAML',
    },
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'guests of an identity pool',
    statement: {
      ...github({
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:1' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
      }),
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
    },
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'signed-in users of an identity pool',
    statement: {
      ...github({
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:1' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      }),
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
    },
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'users of any identity pool',
    statement: {
      ...github({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }),
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
    },
    context: trustContext,
    exposure: 'internet',
  },
];
