import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../shared/json.ts';
import { rules } from '../../shared/rules/index.generated.ts';
import { type RecordParts, region } from '../support/calls.ts';
import type { Case, Cases } from '../support/cases.ts';
import { judgeCase } from '../support/judge-case.ts';

const suffix = '.cases.ts';
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith(suffix),
);
const situations = await Promise.all(
  files.map(async (path) => {
    const { fail, pass } = ((await import(join(import.meta.dirname, path))) as { default: Cases }).default;
    const rule = rules.find(({ id }) => path.endsWith(`/${id}${suffix}`));
    return [...fail, ...pass].flatMap((situation) => (rule === undefined ? [] : [{ rule, situation }]));
  }),
);

const isPolicy = (text: string): boolean => text.startsWith('{') && text.includes('"Statement"');

const inTexts = (value: Json, change: (text: string) => string): Json => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => inTexts(item as Json, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inTexts(member, change)]));
};

const request = (parts: RecordParts, change: (text: string) => string): RecordParts => ({
  ...parts,
  request: inTexts(parts.request ?? null, change) as JsonObject | null,
});

const elsewhere = 'cn-north-1';
const inChina = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll('arn:aws:', 'arn:aws-cn:').replaceAll(region, elsewhere)) as T;
const anonymous = 'sagov-west-1r';
const inNoRegion = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(region, anonymous)) as T;

interface Shape {
  readonly name: string;
  readonly record: (parts: RecordParts) => RecordParts;
  /** What else of the situation has to be in the same place. */
  readonly place?: <T>(value: T) => T;
}

const shapes: readonly Shape[] = [
  {
    name: 'with URL-encoded policies',
    record: (parts) => request(parts, (text) => (isPolicy(text) ? encodeURIComponent(text) : text)),
  },
  {
    name: 'with policies over many lines',
    record: (parts) =>
      request(parts, (text) => (isPolicy(text) ? JSON.stringify(JSON.parse(text) as Json, null, 4) : text)),
  },
  {
    name: 'with parameters as text',
    record: (parts) => ({
      ...parts,
      more: { ...parts.more, ...(parts.request ? { requestParameters: JSON.stringify(parts.request) } : {}) },
    }),
  },
  { name: 'in China', record: (parts) => ({ ...inChina(parts), region: elsewhere }), place: inChina },
  {
    name: 'in a Region with a made-up name',
    record: (parts) => ({ ...inNoRegion(parts), ...(parts.source === 'iam' ? {} : { region: anonymous }) }),
    place: inNoRegion,
  },
];

/** Findings without where they were made. */
const inShort = (findings: ReturnType<typeof judgeCase>['findings']): readonly string[] =>
  findings
    .filter(({ status }) => status === 'active')
    .map(({ severity, verdict, resource, key }) => `${severity} ${verdict} ${resource.arn} ${key}`)
    .map((text) =>
      text.replaceAll('arn:aws-cn:', 'arn:aws:').replace(/eu-west-1|us-east-1|cn-north-1|sagov-west-1r/g, '·'),
    )
    .sort();

describe.each(shapes)('records $name', ({ record, place = (value) => value }) => {
  it('lead to the same findings', () => {
    for (const { rule, situation } of situations.flat()) {
      const { given, context } = situation;
      const moved: Case = {
        ...situation,
        ...(given && { given: place(given) }),
        ...(context && { context: place(context) }),
      };
      const told = judgeCase(rule, moved, record).findings;
      expect(inShort(told), `${rule.id}: ${situation.name}`).toEqual(inShort(judgeCase(rule, situation).findings));
    }
  });
});
