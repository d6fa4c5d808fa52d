import { expect, it } from 'vitest';
import { changedLines, patchOf } from '../../shared/cli/patch.ts';
import { toSarif } from '../../shared/cli/sarif.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { rules } from '../../shared/rules/index.generated.ts';
import { loadTemplate } from '../../shared/template/assembly.ts';
import { fixes } from '../../shared/template/fixes/by-rule.ts';
import { edited } from '../../shared/template/fixes/edit.ts';
import { judgeApplication } from '../../shared/template/judge.ts';
import { parseTemplate } from '../../shared/template/parse.ts';

const options = { account: '123456789012', region: 'eu-west-1', parameters: {} };

const findingsIn = (text: string) => {
  const { worlds, problems } = loadTemplate('template.yaml', text, { read: () => undefined }, options);
  expect(problems).toEqual([]);
  return judgeApplication(worlds, rules, emptyContext, '2026-06-01T00:00:00Z').findings.filter(
    ({ finding }) => finding.verdict === 'fail',
  );
};

const code = `
    Type: AWS::Lambda::Function
    Properties:
      Role: arn:aws:iam::123456789012:role/r
      Runtime: nodejs24.x
      Handler: index.handler
      Code: {ZipFile: x}
`;

const policyOn = (type: string, property: string, rest: string, service: string, action: string): string => `
Resources:
  Policy:
    Type: ${type}
    Properties:
${rest}
      ${property}:
        Version: '2012-10-17'
        Statement:
          - Sid: Service
            Effect: Allow
            Principal: {Service: ${service}}
            Action: ${action}
            Resource: '*'
`;

const permission = (rest: string): string => `
Resources:
  Orders:${code}
  Grant:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Orders
${rest}
`;

const openMethod = `
Resources:
  Orders:${code}
  Grant:
    Type: AWS::Lambda::Permission
    Properties: {FunctionName: !Ref Orders, Action: 'lambda:InvokeFunction', Principal: apigateway.amazonaws.com, SourceAccount: !Ref 'AWS::AccountId'}
  Api: {Type: 'AWS::ApiGateway::RestApi', Properties: {Name: shop}}
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: NONE
      Integration:
        Type: AWS_PROXY
        Uri: !Sub 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/\${Orders.Arn}/invocations'
  Deployment: {Type: 'AWS::ApiGateway::Deployment', Properties: {RestApiId: !Ref Api, StageName: live}}
`;

const openUrl = `
Resources:
  Orders:${code}
  Address:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: !GetAtt Orders.Arn
      AuthType: NONE
`;

const samUrl = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      InlineCode: x
      FunctionUrlConfig:
        AuthType: NONE
`;

/** A template for each rule that has a fix; further ones say of what the fix has to stand. */
const cases: readonly (readonly [rule: string, template: string])[] = [
  [
    'api-authorizer-caching',
    `
Resources:
  Api: {Type: 'AWS::ApiGateway::RestApi', Properties: {Name: shop}}
  Keeper:
    Type: AWS::ApiGateway::Authorizer
    Properties: {RestApiId: !Ref Api, Type: TOKEN, Name: keeper, AuthorizerResultTtlInSeconds: 3600}
`,
  ],
  ['api-route-open', openMethod],
  ['lambda-reachable-from-internet', openMethod],
  [
    'api-route-open',
    `
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      InlineCode: x
      Events:
        Get:
          Type: Api
          Properties:
            Path: /orders
            Method: get
`,
  ],
  [
    'api-websocket-open',
    `
Resources:
  Orders:${code}
  Api: {Type: 'AWS::ApiGatewayV2::Api', Properties: {Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}}
  Integration:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationUri: !Sub 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/\${Orders.Arn}/invocations'
  Connect:
    Type: AWS::ApiGatewayV2::Route
    Properties: {ApiId: !Ref Api, RouteKey: $connect, Target: !Sub 'integrations/\${Integration}'}
  Live: {Type: 'AWS::ApiGatewayV2::Stage', Properties: {ApiId: !Ref Api, StageName: live, AutoDeploy: true}}
`,
  ],
  [
    'appsync-introspection',
    "\nResources:\n  Api: {Type: 'AWS::AppSync::GraphQLApi', Properties: {Name: shop, AuthenticationType: API_KEY}}\n",
  ],
  [
    'cognito-guests-allowed',
    "\nResources:\n  Pool: {Type: 'AWS::Cognito::IdentityPool', Properties: {AllowUnauthenticatedIdentities: true}}\n",
  ],
  [
    'ecr-repository-confused-deputy',
    policyOn(
      'AWS::ECR::Repository',
      'RepositoryPolicyText',
      '      RepositoryName: r',
      'lambda.amazonaws.com',
      "'ecr:*'",
    ),
  ],
  [
    'events-bus-confused-deputy',
    `
Resources:
  Bus: {Type: 'AWS::Events::EventBus', Properties: {Name: orders}}
  Policy:
    Type: AWS::Events::EventBusPolicy
    Properties:
      EventBusName: orders
      StatementId: Service
      Statement: {Effect: Allow, Principal: {Service: s3.amazonaws.com}, Action: 'events:PutEvents', Resource: '*'}
`,
  ],
  [
    'kms-key-confused-deputy',
    policyOn('AWS::KMS::Key', 'KeyPolicy', '      Enabled: true', 'sns.amazonaws.com', "'kms:Decrypt'"),
  ],
  [
    'lambda-code-signing-warns',
    `
Resources:
  Signing:
    Type: AWS::Lambda::CodeSigningConfig
    Properties:
      AllowedPublishers: {SigningProfileVersionArns: ['arn:aws:signer:eu-west-1:123456789012:/signing-profiles/p/1']}
      CodeSigningPolicies: {UntrustedArtifactOnDeployment: Warn}
  Orders:${code}      CodeSigningConfigArn: !Ref Signing
`,
  ],
  [
    'lambda-permission-bucket-reclaimable',
    permission(`      Action: lambda:InvokeFunction
      Principal: s3.amazonaws.com
      SourceArn: arn:aws:s3:::pictures`),
  ],
  [
    'lambda-permission-confused-deputy',
    permission('      Action: lambda:InvokeFunction\n      Principal: s3.amazonaws.com'),
  ],
  ['lambda-permission-powerful-action', permission("      Action: lambda:*\n      Principal: '210987654321'")],
  ['lambda-recursion-allowed', `\nResources:\n  Orders:${code}      RecursiveLoop: Allow\n`],
  [
    'lambda-runtime-updates-manual',
    `\nResources:\n  Orders:${code}      RuntimeManagementConfig: {UpdateRuntimeOn: Manual, RuntimeVersionArn: 'arn:aws:lambda:eu-west-1::runtime:a'}\n`,
  ],
  ['lambda-url-unauthenticated', openUrl],
  ['lambda-permission-url-public', samUrl],
  ['lambda-url-unauthenticated', samUrl],
  [
    'lambda-url-unauthenticated',
    `
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      InlineCode: x
      FunctionUrlConfig: {AuthType: NONE} # for now
`,
  ],
  ['s3-bucket-acl-open', "\nResources:\n  Files: {Type: 'AWS::S3::Bucket', Properties: {AccessControl: PublicRead}}\n"],
  [
    's3-bucket-confused-deputy',
    policyOn(
      'AWS::S3::BucketPolicy',
      'PolicyDocument',
      '      Bucket: b',
      'logging.s3.amazonaws.com',
      "'s3:PutObject'",
    ),
  ],
  [
    's3-bucket-public',
    `
Resources:
  Files: {Type: 'AWS::S3::Bucket', Properties: {BucketName: files}}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Files
      PolicyDocument: {Statement: [{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::files/*'}]}
`,
  ],
  [
    'secretsmanager-secret-confused-deputy',
    policyOn(
      'AWS::SecretsManager::ResourcePolicy',
      'ResourcePolicy',
      '      SecretId: s',
      'lambda.amazonaws.com',
      "'secretsmanager:GetSecretValue'",
    ),
  ],
  [
    'sns-topic-confused-deputy',
    policyOn(
      'AWS::SNS::TopicPolicy',
      'PolicyDocument',
      "      Topics: ['arn:aws:sns:eu-west-1:123456789012:t']",
      's3.amazonaws.com',
      "'sns:Publish'",
    ),
  ],
  [
    'sqs-queue-confused-deputy',
    policyOn(
      'AWS::SQS::QueuePolicy',
      'PolicyDocument',
      "      Queues: ['https://sqs.eu-west-1.amazonaws.com/123456789012/q']",
      's3.amazonaws.com',
      "'sqs:SendMessage'",
    ),
  ],
];

it('has a case for every rule that has a fix', () => {
  expect([...new Set(cases.map(([rule]) => rule))].sort()).toEqual(Object.keys(fixes).sort());
});

const ofRule = (text: string, rule: string) => findingsIn(text).filter(({ finding }) => finding.rule === rule);

it.each(cases)('%s is gone once its patch is applied, in YAML and in JSON', (rule, yaml) => {
  const json = JSON.stringify(parseTemplate('t', yaml).document?.root, null, 2);
  for (const text of [yaml, json, yaml.replaceAll('\n', '\r\n')]) {
    const [found] = ofRule(text, rule);
    const fix = found?.fix();
    expect(fix, text).toBeDefined();
    const left = ofRule(fix?.after ?? '', rule).map(({ finding }) => finding.id);
    expect(left, fix?.after).not.toContain(found?.finding.id);
    if (text.includes('\r')) expect(fix?.after.replaceAll('\r\n', '')).not.toContain('\n');
  }
});

it('leaves everything else as it is written, comments too', () => {
  const text = `Resources:\n  Orders:${code}  Address: # open\n    Type: AWS::Lambda::Url\n    Properties:\n      TargetFunctionArn: !Ref Orders\n      AuthType: NONE # for now\n`;
  const [found] = ofRule(text, 'lambda-url-unauthenticated');
  expect(found?.fix()?.after).toBe(text.replace('AuthType: NONE #', 'AuthType: AWS_IAM #'));
});

it('offers no patch where a person has to decide', () => {
  const decided = openUrl.replace('AuthType: NONE', 'AuthType: !If [Open, NONE, AWS_IAM]');
  const text = `Conditions: {Open: !Equals [!Ref 'AWS::Region', eu-west-1]}\n${decided}`;
  expect(ofRule(text, 'lambda-url-unauthenticated').map(({ fix }) => fix())).toEqual([undefined]);
});

it('makes no edit that would come to anything else than what is meant', () => {
  const text = 'Resources:\n  A: &a\n    Type: B\n    Properties: {C: D}\n  E: *a\n';
  const { document } = parseTemplate('t', text);
  const path = ['Resources', 'E', 'Properties', 'C'];
  expect(document && edited(document, { path, value: 'F' })).toBeUndefined();
});

it('is printed as a patch, and in SARIF as the lines to replace', () => {
  const [found] = ofRule(openUrl, 'lambda-url-unauthenticated');
  const fix = found?.fix();
  if (!found || !fix) throw new Error('no fix');
  expect(patchOf(fix).slice(0, 3)).toEqual([
    '--- a/template.yaml',
    '+++ b/template.yaml',
    `@@ -${changedLines(fix).at - 2},3 +${changedLines(fix).at - 2},3 @@`,
  ]);
  expect(patchOf(fix).slice(-2)).toEqual(['-      AuthType: NONE', '+      AuthType: AWS_IAM']);
  const sarif = JSON.stringify(toSarif([found]));
  expect(sarif).toContain('"insertedContent":{"text":"      AuthType: AWS_IAM\\n"}');
});
