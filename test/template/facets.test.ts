import { expect, it } from 'vitest';
import { emptyContext } from '../../shared/engine/context.ts';
import { rules } from '../../shared/rules/index.generated.ts';
import { loadTemplate } from '../../shared/template/assembly.ts';
import { judgeApplication } from '../../shared/template/judge.ts';

const options = { account: '123456789012', region: 'eu-west-1', parameters: {} };

/** `rule logicalId verdict` of what is found in a template of one resource, `Subject`. */
const found = (type: string, properties: string): readonly string[] => {
  const text = `
Parameters: {Open: {Type: String}}
Resources:
  Subject: {Type: '${type}', Properties: ${properties}}
`;
  const { worlds, problems } = loadTemplate('template.yaml', text, { read: () => undefined }, options);
  expect(problems).toEqual([]);
  return judgeApplication(worlds, rules, emptyContext, '2026-06-01T00:00:00Z').findings.map(
    ({ finding }) => `${finding.rule} ${finding.verdict}`,
  );
};

const anybody = (action: string): string =>
  `{Statement: [{Effect: Allow, Principal: '*', Action: '${action}', Resource: '*'}]}`;

const functionWith = (variables: string): string =>
  `{Role: 'arn:aws:iam::123456789012:role/r', Runtime: nodejs24.x, Handler: i.h, Code: {ZipFile: x}, Environment: {Variables: ${variables}}}`;

const reported: readonly (readonly [what: string, type: string, properties: string, expected: string])[] = [
  ['an open access list', 'AWS::S3::Bucket', '{AccessControl: PublicRead}', 's3-bucket-acl-open fail'],
  [
    'the policy of a replica of a global table',
    'AWS::DynamoDB::GlobalTable',
    `{Replicas: [{Region: us-east-1}, {Region: eu-west-1, ResourcePolicy: {PolicyDocument: ${anybody('dynamodb:GetItem')}}}]}`,
    'dynamodb-table-public fail',
  ],
  [
    'the policy of a registry',
    'AWS::ECR::RegistryPolicy',
    `{PolicyText: ${anybody('ecr:ReplicateImage')}}`,
    'ecr-registry-open fail',
  ],
  [
    'the policy of a registry of schemas',
    'AWS::EventSchemas::RegistryPolicy',
    `{RegistryName: r, Policy: ${anybody('schemas:PutCodeBinding')}}`,
    'schemas-registry-open fail',
  ],
  [
    'the policy of a replica of a key',
    'AWS::KMS::ReplicaKey',
    `{PrimaryKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/mrk-1', KeyPolicy: ${anybody('kms:Decrypt')}}`,
    'kms-key-public fail',
  ],
  [
    'a user with every power',
    'AWS::IAM::User',
    "{Groups: [admins], ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess']}",
    'iam-user-powerful fail',
  ],
  [
    'a secret that CloudFormation writes into the environment',
    'AWS::Lambda::Function',
    functionWith("{PASSWORD: '{{resolve:secretsmanager:db:SecretString:password}}'}"),
    'lambda-environment-secret fail',
  ],
  [
    'a parameter under the name of a secret',
    'AWS::Lambda::Function',
    functionWith('{API_TOKEN: !Ref Open}'),
    'lambda-environment-secret unknown',
  ],
];

it.each(reported)('reports %s', (_, type, properties, expected) => {
  expect(found(type, properties)).toContain(expected);
});

const silent: readonly (readonly [what: string, type: string, properties: string, rule: string])[] = [
  [
    'an access list of a bucket where lists do not count',
    'AWS::S3::Bucket',
    '{AccessControl: PublicRead, OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}}',
    's3-bucket-acl-open',
  ],
  [
    'an access list that the bucket ignores',
    'AWS::S3::Bucket',
    '{AccessControl: PublicRead, PublicAccessBlockConfiguration: {IgnorePublicAcls: true}}',
    's3-bucket-acl-open',
  ],
  [
    'where a secret lies',
    'AWS::Lambda::Function',
    functionWith("{SECRET_ARN: !Ref Open, DB_USER: '{{resolve:secretsmanager:db:SecretString:username}}'}"),
    'lambda-environment-secret',
  ],
];

it('reports the policy of a consumer on its stream', () => {
  const policy = `{ResourceArn: !Sub '\${Subject.Arn}/consumer/c:1', ResourcePolicy: ${anybody('kinesis:SubscribeToShard')}}`;
  const stream = `{Name: s}}\n  Policy: {Type: 'AWS::Kinesis::ResourcePolicy', Properties: ${policy}`;
  expect(found('AWS::Kinesis::Stream', stream)).toContain('kinesis-stream-public fail');
});

it.each(silent)('says nothing of %s', (_, type, properties, rule) => {
  expect(found(type, properties).filter((line) => line.startsWith(rule))).toEqual([]);
});
