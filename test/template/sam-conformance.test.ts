import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../shared/json.ts';
import { parameterValues } from '../../shared/template/parameters.ts';
import { parseTemplate, type TemplateDocument } from '../../shared/template/parse.ts';
import { problemLog, rawTemplate } from '../../shared/template/raw.ts';
import { type ResolvedTemplate, resolveTemplate, resolveText } from '../../shared/template/resolve.ts';
import { transformSam } from '../../shared/template/sam/transform.ts';
import { sharedData } from '../support/data.ts';
import { reportedThoughTaken, samDifferences, takenThoughRefused } from './sam-differences.ts';

interface Case {
  readonly name: string;
  readonly input: string;
  readonly output: string | null;
  readonly valid: boolean;
}

const folder = sharedData('iac-sam-translator');
const read = (path: string): string => readFileSync(join(folder ?? '', path), 'utf8');
const cases = folder === undefined ? [] : (JSON.parse(read('index.json')) as readonly Case[]);
const context = { account: '123456789012', region: 'us-east-1', stackName: 'stack' };

/** What the issue asks to agree on, resource by resource. */
const compared = new Set([
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Url',
  'AWS::IAM::Role',
  'AWS::IAM::ManagedPolicy',
]);
const unordered = new Set(['Tags', 'ManagedPolicyArns', 'Policies']);

/** Properties with what has no meaning made equal: the order of tags and policies, one action alone or in a list. */
const normal = (value: Json, key = ''): Json => {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => normal(item));
    if (items.length === 1 && ['Action', 'Resource', 'Service'].includes(key)) return items[0] ?? null;
    return unordered.has(key) ? [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((name) => [name, normal(value[name] ?? null, name)]));
};

/** The official outputs of some templates have every list sorted: this is how they compare. */
const sorted = (value: Json, key = ''): Json => {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.replaceAll('${AWS::Partition}', 'aws');
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => sorted(item));
    if (items.length === 1 && ['Action', 'Resource'].includes(key)) return items[0] ?? null;
    return [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name] ?? null, name)]),
  );
};

const withTransform = (document: TemplateDocument): TemplateDocument => ({
  ...document,
  root: { ...document.root, Transform: 'AWS::Serverless-2016-10-31' },
});

const byKey = ({
  stacks,
}: ResolvedTemplate): ReadonlyMap<
  string,
  { readonly id: string; readonly type: string; readonly properties: JsonObject }
> => {
  const out = new Map<string, { id: string; type: string; properties: JsonObject }>();
  for (const { resources, branches } of stacks) {
    // Conditions that the expansion itself makes have names of its own.
    const world = branches.filter(({ condition }) => !/AND|NOT/.test(condition));
    for (const { logicalId, type, properties } of resources) {
      if (compared.has(type)) out.set(`${logicalId} ${JSON.stringify(world)}`, { id: logicalId, type, properties });
    }
  }
  return out;
};

/** The logical ids on which the two expansions of a template do not agree. */
const disagreements = (name: string, input: string, output: string): readonly string[] => {
  const { document, problems } = parseTemplate(name, input);
  if (!document) throw new Error(JSON.stringify(problems));
  const source = withTransform(document);
  const log = problemLog(source.locate);
  const raw = rawTemplate(source, log);
  const expanded = transformSam(raw, parameterValues(raw.parameters, {}, log), log);
  const official = JSON.parse(output) as {
    readonly Resources: Readonly<Record<string, { readonly Properties?: Json }>>;
  };
  const mine = byKey(resolveTemplate({ document: source, problems: [] }, context));
  const theirs = byKey(resolveText(name, output, context));
  const out = new Set<string>();
  for (const [key, { id, properties }] of theirs) {
    const made = mine.get(key);
    if (made && JSON.stringify(normal(made.properties)) === JSON.stringify(normal(properties))) continue;
    const written = expanded.resources.get(id)?.body['Properties'] ?? null;
    const same = JSON.stringify(sorted(written)) === JSON.stringify(sorted(official.Resources[id]?.Properties ?? null));
    if (!made || !same) out.add(id);
  }
  for (const [key, { id }] of mine) if (!theirs.has(key)) out.add(id);
  return [...out].sort();
};

const expected = (name: string): readonly string[] =>
  samDifferences
    .filter(({ template }) => template === name)
    .flatMap(({ logicalIds }) => [...logicalIds])
    .sort();

describe.skipIf(folder === undefined)('the official expansion of SAM', () => {
  it('is agreed with, resource by resource, but for what is listed', () => {
    let agreed = 0;
    for (const { name, input, output, valid } of cases) {
      if (!valid || output === null) continue;
      expect(disagreements(name, read(input), read(output)), name).toEqual(expected(name));
      agreed++;
    }
    expect(agreed).toBe(543);
  });

  it('is reported where it can not be deployed, and nowhere else', () => {
    const reported = cases.filter(({ name, input, valid }) => valid && errorsOf(name, read(input)).length > 0);
    expect(reported.map(({ name }) => name).sort()).toEqual(Object.keys(reportedThoughTaken).sort());
  });

  it('is refused for each invalid template, at a line of it, but for what is listed', () => {
    const taken: string[] = [];
    for (const { name, input, valid } of cases) {
      if (valid) continue;
      const text = read(input);
      const [first] = errorsOf(name, text);
      if (!first) taken.push(name);
      else expect(first.line, name).toBeLessThanOrEqual(text.split('\n').length);
    }
    expect(taken.sort()).toEqual(Object.keys(takenThoughRefused).sort());
  });
});

const errorsOf = (name: string, text: string) => {
  const parsed = parseTemplate(name, text);
  if (!parsed.document) return parsed.problems;
  const { problems } = resolveTemplate({ document: withTransform(parsed.document), problems: [] }, context);
  return problems.filter(({ severity }) => severity === 'error');
};
