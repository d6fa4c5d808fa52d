// How long a template takes to judge, against only reading it with a general parser of YAML, and how long the command
// takes for one template, for one of 300 resources and for nothing at all.
// `node bench/template.bench.ts [folder of templates…]`; without a folder, templates of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { readText, targetsAt } from '../shared/cli/scan-files.ts';
import { emptyContext } from '../shared/engine/context.ts';
import { rules } from '../shared/rules/index.generated.ts';
import { scan } from '../shared/template/scan.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'trailwarden-template-'));

/** A function with its role, table, rule and permission: five resources. */
const anApplication = (index: number): Record<string, unknown> => ({
  [`Role${index}`]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        {
          PolicyName: 'data',
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
                Resource: { 'Fn::GetAtt': [`Table${index}`, 'Arn'] },
              },
            ],
          },
        },
      ],
    },
  },
  [`Function${index}`]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Role: { 'Fn::GetAtt': [`Role${index}`, 'Arn'] },
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { S3Bucket: 'code', S3Key: `function-${index}.zip` },
      Environment: { Variables: { TABLE: { Ref: `Table${index}` } } },
    },
  },
  [`Table${index}`]: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    },
  },
  [`Rule${index}`]: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(1 hour)',
      Targets: [{ Id: 'function', Arn: { 'Fn::GetAtt': [`Function${index}`, 'Arn'] } }],
    },
  },
  [`Permission${index}`]: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { Ref: `Function${index}` },
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [`Rule${index}`, 'Arn'] },
    },
  },
});

const aTemplate = (applications: number): string =>
  JSON.stringify(
    { Resources: Object.assign({}, ...Array.from({ length: applications }, (_, index) => anApplication(index))) },
    null,
    1,
  );

const milliseconds = (run: () => void): number => {
  const began = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
};

const settings = {
  account: undefined,
  region: undefined,
  parameters: {},
  rules,
  context: emptyContext,
  now: '2026-06-01T00:00:00Z',
};

const templatesAt = (path: string): readonly (readonly [string, string])[] =>
  [...targetsAt(path)].flatMap((target) => (target.kind === 'folder' ? target.templates : []));

/** What anybody would do who wanted no more than the data. */
const onlyRead = (text: string): void => {
  parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
};

/** Each template by itself, in one process that has judged nothing before. */
const measureSet = (path: string): void => {
  const templates = templatesAt(path);
  const judge = (): void => {
    for (const [file, text] of templates) {
      for (const _ of scan({ kind: 'template', file, text }, { read: readText }, settings));
    }
  };
  const read = (): void => {
    for (const [, text] of templates) onlyRead(text);
  };
  const first = milliseconds(judge);
  const again = Math.min(milliseconds(judge), milliseconds(judge));
  const reading = Math.min(milliseconds(read), milliseconds(read), milliseconds(read));
  const each = (whole: number): string => `${(whole / templates.length).toFixed(2)} ms`;
  process.stdout.write(
    `${path}: ${templates.length} templates, ${each(first)} each the first time, ${each(again)} after; only reading ` +
      `them with a general parser ${each(reading)}; ratios ${(first / reading).toFixed(2)} and ` +
      `${(again / reading).toFixed(2)}\n`,
  );
};

const seconds = (args: readonly string[]): number => {
  const began = performance.now();
  spawnSync(process.execPath, [...args], { cwd: root, stdio: 'ignore' });
  return (performance.now() - began) / 1000;
};

const best = (args: readonly string[]): number => {
  seconds(args);
  return Math.min(...Array.from({ length: 7 }, () => seconds(args)));
};

/** The whole command, from the shell, against a process that does nothing. */
const measureCommand = (): void => {
  const [one, many] = [join(folder, 'one.json'), join(folder, 'many.json')];
  writeFileSync(one, aTemplate(1));
  writeFileSync(many, aTemplate(60));
  const nothing = best(['-e', '']);
  for (const [what, file] of [
    ['5 resources', one],
    ['300 resources', many],
  ] as const) {
    const took = best(['bin/trailwarden.js', 'scan', file, '--format', 'jsonl']);
    process.stdout.write(
      `trailwarden scan of ${what}: ${took.toFixed(2)} s; node alone ${nothing.toFixed(2)} s; ratio ` +
        `${(took / nothing).toFixed(1)}\n`,
    );
  }
};

try {
  const given = process.argv.slice(2);
  if (given.length === 0) {
    for (let index = 0; index < 200; index++) {
      writeFileSync(join(folder, `template-${index}.json`), aTemplate(1 + (index % 4)));
    }
  }
  for (const path of given.length === 0 ? [folder] : given) measureSet(path);
  measureCommand();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
