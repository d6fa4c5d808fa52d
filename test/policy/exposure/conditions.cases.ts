import { anyone, type ExposureCase, organization, other, own, trusted } from './case.ts';

export const cases: readonly ExposureCase[] = [
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
  {
    name: 'the own organization, whatever its case',
    statement: anyone('s3:*', { StringEqualsIgnoreCase: { 'aws:PrincipalOrgID': organization.toUpperCase() } }),
    exposure: 'organization',
  },
  {
    name: 'an organization for all values, with the key asked for',
    statement: anyone('s3:*', {
      'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': organization },
      Null: { 'aws:PrincipalOrgID': 'false' },
    }),
    exposure: 'organization',
  },
  {
    name: 'an organization for all values, with the key asked to be absent or there',
    statement: anyone('s3:*', {
      'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': organization },
      Null: { 'aws:PrincipalOrgID': ['false', 'true'] },
    }),
    exposure: 'internet',
  },
  {
    name: 'an organization for all values, with another key asked for',
    statement: anyone('s3:*', {
      'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': organization },
      Null: { 'aws:PrincipalArn': 'false' },
    }),
    exposure: 'any-aws-account',
  },
  {
    name: 'an organization path for all values, with the key asked for',
    statement: anyone('s3:*', {
      'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': `${organization}/r-ab12/*` },
      Null: { 'aws:PrincipalOrgPaths': 'false' },
    }),
    exposure: 'organization',
  },
  {
    name: 'an organization if the caller has one, with the key asked for',
    statement: anyone('s3:*', {
      StringEqualsIfExists: { 'aws:PrincipalOrgID': organization },
      Null: { 'aws:PrincipalOrgID': 'false' },
    }),
    exposure: 'organization',
  },
  {
    name: 'own and foreign organizations',
    statement: anyone('s3:*', { StringEquals: { 'aws:PrincipalOrgID': [organization, 'o-other00000'] } }),
    exposure: 'other-account',
  },
  {
    name: 'a foreign account within the own organization',
    statement: anyone('s3:*', { StringEquals: { 'aws:PrincipalOrgID': organization, 'aws:PrincipalAccount': other } }),
    exposure: 'organization',
  },
  {
    name: 'any organization but the own',
    statement: anyone('s3:*', { StringNotEquals: { 'aws:PrincipalOrgID': organization } }),
    exposure: 'internet',
  },
  {
    name: 'an organization compared with itself',
    statement: anyone('s3:*', { StringEquals: { 'aws:PrincipalOrgID': `\${aws:PrincipalOrgID}` } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'a principal ARN that begins with the own account',
    statement: anyone('s3:*', { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${own}*` } }),
    exposure: 'account',
  },
  {
    name: 'a principal ARN that begins with part of an account',
    statement: anyone('s3:*', { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::1111*' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'single sign-on roles of any account',
    statement: anyone('s3:*', {
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*' },
    }),
    exposure: 'any-aws-account',
  },
  {
    name: 'the type of a principal',
    statement: anyone('s3:*', { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'the type of nobody in particular',
    statement: anyone('s3:*', { StringEquals: { 'aws:PrincipalType': 'Anonymous' } }),
    exposure: 'internet',
  },
  {
    name: 'both halves of all addresses',
    statement: anyone('sns:Publish', { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } }),
    exposure: 'internet',
  },
  {
    name: 'private addresses and a public one',
    statement: anyone('sns:Publish', { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '8.8.8.8'] } }),
    exposure: 'internet',
  },
  {
    name: 'private addresses of the sixth version',
    statement: anyone('sns:Publish', { IpAddress: { 'aws:SourceIp': 'fd00::/8' } }),
    exposure: 'account',
  },
  {
    name: 'an address that is none',
    statement: anyone('sns:Publish', { IpAddress: { 'aws:SourceIp': '10.0.0.0/33' } }),
    exposure: 'unknown',
  },
  {
    name: 'an address as a text pattern',
    statement: anyone('sns:Publish', { StringLike: { 'aws:SourceIp': '10.0.*' } }),
    exposure: 'unknown',
  },
  {
    name: 'any address as a text pattern',
    statement: anyone('sns:Publish', { StringLike: { 'aws:SourceIp': '*' } }),
    exposure: 'internet',
  },
  {
    name: 'a VPC endpoint, if there is one',
    statement: anyone('s3:*', { StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } }),
    exposure: 'internet',
  },
  {
    name: 'any VPC endpoint but one',
    statement: anyone('s3:*', { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }),
    exposure: 'internet',
  },
  {
    name: 'the service that calls on',
    statement: anyone('s3:*', { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'the number of an account as the unique id',
    statement: anyone('s3:*', { StringEquals: { 'aws:userid': own } }),
    exposure: 'account',
  },
  {
    name: 'any unique id with a session name',
    statement: anyone('s3:*', { StringLike: { 'aws:userid': '*:deploy' } }),
    exposure: 'any-aws-account',
  },
  {
    name: 'access points of a foreign account',
    statement: anyone('s3:*', { StringEquals: { 's3:DataAccessPointAccount': other } }),
    exposure: 'other-account',
  },
  {
    name: 'access points of any account in some VPC',
    statement: anyone('s3:*', { StringEquals: { 's3:AccessPointNetworkOrigin': 'VPC' } }),
    exposure: 'internet',
  },
  {
    name: 'a point in time',
    statement: anyone('s3:*', { DateLessThan: { 'aws:CurrentTime': '2031-01-01T00:00:00Z' } }),
    exposure: 'internet',
    why: 'when, not who',
  },
  {
    name: 'VPC endpoints of the own organization',
    statement: anyone('s3:*', { StringEquals: { 'aws:VpceOrgID': organization } }),
    exposure: 'organization',
  },
  {
    name: 'a foreign account, of which only the own organization passes',
    statement: {
      ...anyone('s3:*', { StringEquals: { 'aws:PrincipalOrgID': organization } }),
      Principal: { AWS: other },
    },
    exposure: 'organization',
  },
  {
    name: 'a foreign account, but not by way of a service of the organization',
    statement: { ...anyone('s3:*', { StringEquals: { 'aws:SourceOrgID': organization } }), Principal: { AWS: other } },
    exposure: 'none',
  },
  {
    name: 'a trusted account of a foreign organization',
    statement: {
      ...anyone('s3:*', { StringEquals: { 'aws:PrincipalOrgID': 'o-other00000' } }),
      Principal: { AWS: trusted },
    },
    exposure: 'organization',
  },
  {
    name: 'two organizations, one of which another condition leaves',
    statement: anyone('s3:*', {
      StringEquals: { 'aws:PrincipalOrgID': [organization, 'o-other00000'] },
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${organization}/*` },
    }),
    exposure: 'organization',
  },
  {
    name: 'a source account of the own organization',
    statement: anyone('sqs:SendMessage', {
      StringEquals: { 'aws:SourceAccount': other, 'aws:SourceOrgID': organization },
    }),
    exposure: 'organization',
  },
  {
    name: 'a date that is none',
    statement: anyone('s3:*', { DateLessThan: { 'aws:CurrentTime': 'soon' } }),
    exposure: 'unknown',
    why: 'can not compare its value',
  },
  {
    name: 'an absence that is neither true nor false',
    statement: anyone('s3:*', { Null: { 'aws:PrincipalArn': 'maybe' } }),
    exposure: 'unknown',
  },
  {
    name: 'a truth that is a variable',
    statement: anyone('s3:*', { Bool: { 'aws:SecureTransport': `\${aws:PrincipalTag/tls}` } }),
    exposure: 'internet',
  },
];
