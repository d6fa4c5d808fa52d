import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyContext } from '../../shared/engine/context.ts';
import { rules } from '../../shared/rules/index.generated.ts';
import { loadTemplate } from '../../shared/template/assembly.ts';
import { judgeApplication } from '../../shared/template/judge.ts';
import { sharedData } from '../support/data.ts';
import { nagCoverage, nagNotAsked } from './cfn-nag-coverage.ts';

interface NagCase {
  readonly rule: string;
  readonly template: string;
  readonly violating_resources: readonly string[];
}

const folder = sharedData('iac-cfn-nag');
const cases =
  folder === undefined ? [] : (JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as readonly NagCase[]);

/** The logical ids on which rules fail. */
const failing = (template: string, ids: readonly string[]): readonly string[] => {
  const text = readFileSync(join(folder ?? '', template), 'utf8');
  const options = { account: undefined, region: undefined, parameters: {} };
  const { worlds } = loadTemplate(template, text, { read: () => undefined }, options);
  const { findings } = judgeApplication(worlds, rules, emptyContext, '2026-01-01T00:00:00Z');
  const found = findings.filter(({ finding }) => finding.verdict === 'fail' && ids.includes(finding.rule));
  return [...new Set(found.map(({ source }) => source.logicalId ?? ''))].sort();
};

it.skipIf(folder === undefined)('agrees with cfn_nag where both ask the same, but for what is listed', () => {
  const agreed = new Set<string>();
  for (const { rule, template, violating_resources } of cases) {
    const coverage = nagCoverage[rule];
    if (!coverage) continue;
    const { notHere = [], onlyHere = [] } = coverage;
    const expected = [...violating_resources.filter((id) => !notHere.includes(id)), ...onlyHere].sort();
    expect(failing(template, coverage.rules), `${rule} ${template}`).toEqual(expected);
    agreed.add(rule);
  }
  expect([...agreed].sort()).toEqual(Object.keys(nagCoverage).sort());
});

it.skipIf(folder === undefined)('says of every other rule of cfn_nag why none of ours asks it', () => {
  const others = cases.map(({ rule }) => rule).filter((rule) => nagCoverage[rule] === undefined);
  expect([...new Set(others)].sort()).toEqual(Object.keys(nagNotAsked).sort());
});
