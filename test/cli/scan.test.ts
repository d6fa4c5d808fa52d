import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { excerptOf } from '../../shared/cli/excerpt.ts';
import { main } from '../../shared/cli/main.ts';
import { readBaseline, readParameters, targetsAt } from '../../shared/cli/scan-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'scan-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const open = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      InlineCode: x
      FunctionUrlConfig: {AuthType: NONE}
`;
const template = write('app/template.yaml', open);

/** Runs a command line and answers its exit code and what it printed. */
const run = async (...argv: readonly string[]) => {
  const printed = { out: '', err: '' };
  const into =
    (stream: 'out' | 'err') =>
    (text: string | Uint8Array, done?: unknown): boolean => {
      printed[stream] += String(text);
      if (typeof done === 'function') done();
      return true;
    };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(into('out'));
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(into('err'));
  try {
    return { code: await main(['scan', ...argv]), ...printed };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
};

const idsIn = (jsonl: string): readonly string[] =>
  jsonl
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { readonly id: string }).id);

describe('trailwarden scan', () => {
  it('prints one finding a line with the place of each, and ends well', async () => {
    const { code, out } = await run(template, '--format', 'jsonl');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { rule: string; source: object; change: null });
    const found = lines.find(({ rule }) => rule === 'lambda-url-unauthenticated');
    expect(code).toBe(0);
    expect(found).toMatchObject({ change: null, source: { line: 9, column: 27, logicalId: 'Orders' } });
  });

  it('ends with 1 where something is as bad as was asked for', async () => {
    expect((await run(template, '--fail-on', 'low')).code).toBe(1);
  });

  it('ends with 2 and names the place where a template is wrong, and judges the rest', async () => {
    const wrong = write('wrong.yaml', 'Resources:\n  A: {Properties: {}}\n  B: {Type: "AWS::SNS::Topic"}\n');
    const { code, err } = await run(wrong);
    expect(code).toBe(2);
    expect(err).toContain('wrong.yaml:2:3: resource A has nothing as Type');
    expect(err).toContain('1 templates');
  });

  it('prints only what is new since a baseline', async () => {
    const { out } = await run(template, '--format', 'jsonl');
    const all = idsIn(out);
    const baseline = write('baseline.jsonl', out.split('\n').slice(1).join('\n'));
    expect(idsIn((await run(template, '--format', 'jsonl', '--baseline', baseline)).out)).toEqual(all.slice(0, 1));
  });

  it('prints SARIF with line and column', async () => {
    const { out } = await run(template, '--format', 'sarif');
    const { runs } = JSON.parse(out) as {
      runs: readonly [{ results: readonly { ruleId: string; locations: readonly object[] }[] }];
    };
    const found = runs[0].results.find(({ ruleId }) => ruleId === 'lambda-url-unauthenticated');
    expect(found?.locations[0]).toMatchObject({ physicalLocation: { region: { startLine: 9, startColumn: 27 } } });
  });

  it('prints JUnit that a reader of XML takes', async () => {
    const { out } = await run(template, '--format', 'junit');
    expect(out).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="trailwarden" tests="\d+" failures="\d+">/,
    );
    expect(out).toContain('<failure type="');
    expect(out).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
  });

  it('shows a person the lines of the template', async () => {
    const { out } = await run(template, '--format', 'pretty');
    expect(out).toContain('> 9 |       FunctionUrlConfig: {AuthType: NONE}');
    expect(out).toContain('+      FunctionUrlConfig: {AuthType: AWS_IAM}');
    expect(out).toContain('Metadata: { Trailwarden: { suppress: [{ rule: lambda-url-unauthenticated,');
  });

  it('says when there is nothing to scan', async () => {
    expect((await run(join(folder, 'nowhere'))).code).toBe(2);
    mkdirSync(join(folder, 'empty'), { recursive: true });
    expect((await run(join(folder, 'empty'))).err).toContain('got no template in it');
  });
});

it('takes the templates of a folder and leaves other files alone', () => {
  write('mixed/template.json', JSON.stringify({ Resources: { A: { Type: 'AWS::SNS::Topic' } } }, null, 1));
  write('mixed/package.json', '{"name": "x"}');
  write('mixed/node_modules/x/template.yaml', open);
  write('mixed/cdk.out/manifest.json', '{"version": "1", "artifacts": {}}');
  const targets = [...targetsAt(join(folder, 'mixed'))];
  expect(targets.map(({ kind }) => kind)).toEqual(['assembly', 'folder']);
  expect(targets[1]).toMatchObject({
    templates: [[expect.stringContaining('mixed/template.json'), expect.anything()]],
  });
});

const beside = [
  ['of Kubernetes', 'apiVersion: v1\nkind: Pod\nspec:\n  Resources: {Type: "AWS::SNS::Topic"}\n'],
  ['of Helm', '{{- if .Values.on }}\nResources:\n  {{ .Values.id }}: {Type: AWS::SNS::Topic}\n{{- end }}\n'],
  [
    'of the Serverless Framework',
    `service: x\nresources:\n  Resources:\n    A: {Type: "AWS::SNS::Topic", Name: \${self:custom.x}}\n`,
  ],
  ['of an event', '{"Records": [{"s": "AWS::S3::Bucket"}], "Resources": {"x": 1}}'],
] as const;

it.each(beside)('is quiet about a file %s beside templates', async (name, text) => {
  const at = `beside-${name.length}`;
  write(`${at}/other.${text.startsWith('{"') ? 'json' : 'yaml'}`, text);
  write(
    `${at}/template.json`,
    '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{"A":{"Type":"AWS::SNS::Topic"}}}',
  );
  const { code, err } = await run(join(folder, at), '--format', 'jsonl');
  expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^1 templates: .* 0 errors\n$/) });
});

it('reports a broken template of a folder', async () => {
  write('broken/template.yaml', 'Resources:\n  A: {Type: "AWS::SNS::Topic"\n');
  const { code, err } = await run(join(folder, 'broken'));
  expect(code).toBe(2);
  expect(err).toMatch(/broken\/template\.yaml:\d+:\d+: /);
});

const encodings = [
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${open}`)],
  ['UTF-16', Buffer.from(`\uFEFF${open}`, 'utf16le')],
  ['UTF-16, the other way round', Buffer.from(`\uFEFF${open}`, 'utf16le').swap16()],
  ['lines that end as on Windows', Buffer.from(open.replaceAll('\n', '\r\n'))],
] as const;

it.each(encodings)('reads a template in %s, and its places are the same', async (name, bytes) => {
  const file = write(`encoding-${name.length}.yaml`, '');
  writeFileSync(file, bytes);
  const { out } = await run(file, '--format', 'jsonl');
  const places = out
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { source: { line: number } }).source.line);
  expect(places).toContain(9);
});

const parameterFiles = [
  ['a mapping', 'Stage: live\nCount: 2\n', { Stage: 'live', Count: 2 }],
  ["CloudFormation's list", '[{"ParameterKey": "Stage", "ParameterValue": "live"}]', { Stage: 'live' }],
  ['the configuration of a pipeline', '{"Parameters": {"Stage": "live"}}', { Stage: 'live' }],
  ['a list of texts', '["Stage=live"]', { Stage: 'live' }],
] as const;

it.each(parameterFiles)('reads parameters from %s', (name, text, values) => {
  expect(readParameters([write(`parameters-${name.length}`, text)])).toEqual(values);
});

it('reads parameters from the command line, the later ones over the earlier', () => {
  expect(readParameters(['Stage=dev', 'Url=https://a/?b=c', 'Stage=live'])).toEqual({
    Stage: 'live',
    Url: 'https://a/?b=c',
  });
});

it('reads a baseline from SARIF, and refuses what is none', () => {
  const sarif = { runs: [{ results: [{ partialFingerprints: { 'trailwardenFinding/v1': 'abc' } }] }] };
  expect([...readBaseline(write('baseline.sarif', JSON.stringify(sarif)))]).toEqual(['abc']);
  expect(() => readBaseline(write('none.txt', 'hello'))).toThrow(/none\.txt:1: got no JSON/);
});

it('marks the line of a finding and keeps it short', () => {
  const placed = { finding: {} as never, source: { file: 'x', line: 2 } };
  expect(excerptOf(placed, 'a\nb\nc\nd')).toBe('  1 | a\n> 2 | b\n  3 | c');
});
