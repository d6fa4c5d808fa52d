import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../shared/arn.ts';
import { type Context, emptyContext } from '../../shared/engine/context.ts';
import type { Finding } from '../../shared/engine/finding.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { intake } from '../../shared/intake.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { createMemoryInventory } from '../../shared/inventory/store/memory.ts';
import { rules } from '../../shared/rules/index.generated.ts';
import {
  type Files,
  type LoadOptions,
  loadAssembly,
  loadLinked,
  loadTemplate,
} from '../../shared/template/assembly.ts';
import { judgeApplication } from '../../shared/template/judge.ts';
import type { LoadedApplication } from '../../shared/template/stack-worlds.ts';
import { aChange, account, region } from '../support/calls.ts';

const now = '2026-06-01T00:00:00Z';
const nowhere: Files = { read: () => undefined };
const plain: LoadOptions = { account: undefined, region: undefined, parameters: {} };

const findingsOf = (application: LoadedApplication) =>
  judgeApplication(application.worlds, rules, emptyContext, now).findings;

const scanText = (text: string, options: Partial<LoadOptions> = {}) =>
  findingsOf(loadTemplate('template.yaml', text, nowhere, { ...plain, ...options }));

/** `rule logicalId:line verdict`, of one rule or of all. */
const short = (text: string, rule = '', options: Partial<LoadOptions> = {}) =>
  scanText(text, options)
    .filter(({ finding }) => finding.rule.startsWith(rule))
    .map(({ finding, source }) => `${finding.rule} ${source.logicalId}:${source.line} ${finding.verdict}`);

const openFunction = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: orders
      Runtime: nodejs24.x
      Handler: index.handler
      InlineCode: x
      FunctionUrlConfig:
        AuthType: NONE
`;

it('gives the verdict of the account, at the line that decides it', () => {
  expect(short(openFunction, 'lambda-url-unauthenticated')).toEqual(['lambda-url-unauthenticated Orders:12 fail']);
});

it('gives the finding the id that it will have in the account, once the account is named', () => {
  const [found] = scanText(openFunction, { account: '123456789012', region: 'eu-west-1' });
  expect(found?.finding.resource.arn).toBe('arn:aws:lambda:eu-west-1:123456789012:function:orders');
  expect(found?.finding).toMatchObject({ change: null, firstSeen: null, lastSeen: null });
});

it('has the very id that the call in the account gives it', () => {
  const functionArn = `arn:aws:lambda:${region}:${account}:function:orders`;
  const calls = [
    aChange({ name: 'CreateFunction20150331', request: { functionName: 'orders' }, response: { functionArn } }),
    aChange({
      name: 'CreateFunctionUrlConfig',
      id: '00000000-0000-4000-8000-000000000002',
      time: '2026-03-02T09:01:00Z',
      request: { functionName: 'orders', authType: 'NONE' },
      response: { functionArn, authType: 'NONE' },
    }),
  ];
  const inventory = createMemoryInventory();
  for (const call of calls) inventory.commit(fold(inventory, intake(call), ruleSet(rules), emptyContext));
  const inAccount = [...inventory.documents.values()].flatMap(({ findings }) => Object.values(findings));
  const idOf = (findings: readonly Finding[]) =>
    findings.find(({ rule, verdict }) => rule === 'lambda-url-unauthenticated' && verdict === 'fail')?.id;
  const before = scanText(openFunction, { account, region }).map(({ finding }) => finding);
  expect(idOf(before)).toBeDefined();
  expect(idOf(before)).toBe(idOf(inAccount));
});

it('names the branch in which a risk stands', () => {
  const text = `
Parameters: {Stage: {Type: String}}
Conditions: {IsTest: !Equals [!Ref Stage, test]}
Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties: {Role: 'arn:aws:iam::123456789012:role/r', Code: {ZipFile: x}, Runtime: nodejs24.x, Handler: i.h}
  Address:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: !GetAtt Orders.Arn
      AuthType: !If [IsTest, NONE, AWS_IAM]
`;
  const [found] = scanText(text).filter(({ finding }) => finding.rule === 'lambda-url-unauthenticated');
  expect(found?.finding.message).toContain('(when IsTest is true)');
  expect(found?.source).toMatchObject({ line: 12, logicalId: 'Address' });
  expect(short(text, 'lambda-url-unauthenticated', { parameters: { Stage: 'live' } })).toEqual([]);
});

describe('what is only decided at deployment', () => {
  const permission = (principal: string): string => `
Parameters: {Partner: {Type: String}}
Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties: {Role: 'arn:aws:iam::123456789012:role/r', Code: {ZipFile: x}, Runtime: nodejs24.x, Handler: i.h}
  Open:
    Type: AWS::Lambda::Permission
    Properties: {FunctionName: !Ref Orders, Action: 'lambda:InvokeFunction', Principal: ${principal}}
`;
  const publicRule = (text: string) => scanText(text).filter(({ finding }) => /permission|policy/.test(finding.rule));

  it('is a failure where it is known', () => {
    expect(publicRule(permission("'*'")).some(({ finding }) => finding.verdict === 'fail')).toBe(true);
  });

  it('is neither failed nor passed where it is not', () => {
    const found = publicRule(permission('!Ref Partner'));
    expect(found.some(({ finding }) => finding.verdict === 'fail')).toBe(false);
  });
});

describe('an account that the template names', () => {
  const granted = `
Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties: {Role: 'arn:aws:iam::123456789012:role/r', Code: {ZipFile: x}, Runtime: nodejs24.x, Handler: i.h}
  Grant:
    Type: AWS::Lambda::Permission
    Properties: {FunctionName: !Ref Orders, Action: 'lambda:InvokeFunction', Principal: '210987654321'}
`;
  const severities = (options: Partial<LoadOptions>, context: Partial<Context> = {}) => {
    const { worlds } = loadTemplate('template.yaml', granted, nowhere, { ...plain, ...options });
    return judgeApplication(worlds, rules, { ...emptyContext, ...context }, now)
      .findings.filter(({ finding }) => finding.rule === 'lambda-permission-other-account')
      .map(({ finding }) => finding);
  };

  it('may be an own one while nobody said which is', () => {
    const [found] = severities({});
    expect(found).toMatchObject({ verdict: 'fail', severity: 'informational' });
    expect(found?.message).toContain('unless 210987654321 is an own account');
  });

  it('is a stranger once the own one is known', () => {
    const [found] = severities({ account: '123456789012' });
    expect(found?.severity).not.toBe('informational');
    expect(found?.message).not.toContain('unless');
    expect(severities({}, { accounts: ['123456789012' as AccountId] })).toHaveLength(1);
  });

  it('is nothing to say where it is an own or a trusted one', () => {
    expect(severities({ account: '210987654321' })).toEqual([]);
    expect(severities({}, { trustedAccounts: ['210987654321' as AccountId] })).toEqual([]);
  });
});

describe('a way through an API', () => {
  const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      InlineCode: x
      Events:
        Any:
          Type: HttpApi
          Properties: {Path: /orders, Method: ANY}
        Get:
          Type: Api
          Properties: {Path: /bills, Method: get}
`;

  it('is reported at the event that makes it', () => {
    const places = short(text, 'lambda-reachable-from-internet');
    expect(places.sort()).toEqual([
      'lambda-reachable-from-internet Orders:11 fail',
      'lambda-reachable-from-internet Orders:14 fail',
    ]);
  });
});

describe('several stacks of one application', () => {
  const role = `
Resources:
  Runner:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: lambda.amazonaws.com}}]
      Policies:
        - PolicyName: all
          PolicyDocument: {Statement: [{Effect: Allow, Action: '*', Resource: '*'}]}
Outputs:
  RunnerArn: {Value: !GetAtt Runner.Arn, Export: {Name: runner}}
`;
  const user = (arn: string): string => `
Parameters: {RoleArn: {Type: String, Default: ''}}
Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties: {Role: ${arn}, Code: {ZipFile: x}, Runtime: nodejs24.x, Handler: i.h}
`;
  const powerful = (application: LoadedApplication) =>
    findingsOf(application)
      .filter(({ finding }) => finding.rule === 'lambda-role-powerful' && finding.verdict === 'fail')
      .map(({ source }) => source.file);

  it('are linked by exports, whatever the order of the files', () => {
    const files = [
      ['user.yaml', user('!ImportValue runner')],
      ['role.yaml', role],
    ] as const;
    expect(powerful(loadLinked(files, nowhere, plain))).toEqual(['user.yaml']);
  });

  it('are linked by the parameters and outputs of nested stacks', () => {
    const parent = `
Resources:
  Roles: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: ./role.yaml}}
  App:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: ./user.yaml, Parameters: {RoleArn: !GetAtt Roles.Outputs.RunnerArn}}
`;
    const texts: Record<string, string> = { 'app/role.yaml': role, 'app/user.yaml': user('!Ref RoleArn') };
    const files: Files = { read: (path) => texts[path] };
    expect(powerful(loadTemplate('app/parent.yaml', parent, files, plain))).toEqual(['app/user.yaml']);
  });

  it('are all found in a cloud assembly, stages and nested assets too', () => {
    const stack = (templateFile: string, stackName: string) => ({
      type: 'aws:cloudformation:stack',
      environment: 'aws://123456789012/eu-west-1',
      properties: { templateFile, stackName },
    });
    const texts: Record<string, string> = {
      'cdk.out/manifest.json': JSON.stringify({
        version: '1',
        artifacts: {
          Roles: stack('Roles.template.json', 'roles'),
          Live: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Live' } },
        },
      }),
      'cdk.out/Roles.template.json': role,
      'cdk.out/assembly-Live/manifest.json': JSON.stringify({
        artifacts: { App: stack('App.template.json', 'live-app') },
      }),
      'cdk.out/assembly-Live/App.template.json': `
Resources:
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: 'https://s3.amazonaws.com/assets/x.json', Parameters: {RoleArn: !ImportValue runner}}
    Metadata: {'aws:asset:path': nested.template.json}
`,
      'cdk.out/assembly-Live/nested.template.json': user('!Ref RoleArn'),
    };
    const application = loadAssembly('cdk.out', { read: (path) => texts[path] }, plain);
    expect(application.problems).toEqual([]);
    expect(powerful(application)).toEqual(['cdk.out/assembly-Live/nested.template.json']);
    const [found] = findingsOf(application).filter(({ finding }) => finding.rule === 'lambda-role-powerful');
    expect(found?.finding.resource.arn).toMatch(
      /^arn:aws:lambda:eu-west-1:123456789012:function:live-app-Nested-Orders/,
    );
  });

  it('say so when the manifest names a template that is not there', () => {
    const manifest = JSON.stringify({
      artifacts: { A: { type: 'aws:cloudformation:stack', properties: { templateFile: 'A.json' } } },
    });
    const { problems } = loadAssembly(
      'out',
      { read: (path) => (path === 'out/manifest.json' ? manifest : undefined) },
      plain,
    );
    expect(problems).toMatchObject([{ severity: 'error', file: 'out/A.json' }]);
  });
});

describe('a decision in the metadata', () => {
  const withMetadata = (suppress: string): string =>
    openFunction.replace(
      '    Properties:\n      FunctionName',
      `    Metadata:\n      Trailwarden: {suppress: ${suppress}}\n    Properties:\n      FunctionName`,
    );
  const judged = (suppress: string) => {
    const { worlds } = loadTemplate('template.yaml', withMetadata(suppress), nowhere, plain);
    const { findings, problems } = judgeApplication(worlds, rules, emptyContext, now);
    const found = findings.find(({ finding }) => finding.rule === 'lambda-url-unauthenticated');
    return {
      status: found?.finding.status,
      reason: found?.finding.suppression?.reason,
      problems: problems.map(({ line, message }) => `${line} ${message}`),
    };
  };

  it('makes a finding quiet, with its reason', () => {
    const suppress = '[{rule: lambda-url-unauthenticated, reason: a public demo, until: 2027-01-01}]';
    expect(judged(suppress)).toEqual({ status: 'suppressed', reason: 'a public demo', problems: [] });
  });

  it('runs out', () => {
    expect(judged('[{rule: lambda-*, reason: a demo, until: 2026-01-01}]').status).toBe('active');
  });

  it('is no decision without a reason and an end, and is reported', () => {
    expect(judged('[{rule: lambda-url-unauthenticated}]')).toEqual({
      status: 'active',
      reason: undefined,
      problems: ['7 the suppression is a mapping, allowed is a mapping with rule, reason and until'],
    });
  });
});
