import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFacet } from '../../shared/engine/evaluate.ts';
import type { Rule } from '../../shared/engine/rule.ts';
import { severities } from '../../shared/engine/severity.ts';
import { derivedInputs } from '../../shared/inventory/links.ts';
import { isProjected } from '../../shared/inventory/projections.ts';
import { detections } from '../../shared/rules/detections.ts';
import { rules } from '../../shared/rules/index.generated.ts';
import type { Case, Cases } from '../support/cases.ts';
import { hiding, type Judged, judgeCase, partly } from '../support/judge-case.ts';

const filesBelow = (folder: string, suffix: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('/') && path.endsWith(suffix))
    .map((path) => path.slice(0, -suffix.length))
    .sort();

const ruleFiles = filesBelow(join(import.meta.dirname, '../../shared/rules'), '.ts');
const caseFiles = filesBelow(import.meta.dirname, '.cases.ts');

const catalogue = await Promise.all(
  ruleFiles.map(async (path) => ({
    path,
    id: path.slice(path.lastIndexOf('/') + 1),
    cases: ((await import(join(import.meta.dirname, `${path}.cases.ts`))) as { default: Cases }).default,
    rule: rules.find((rule) => path.endsWith(`/${rule.id}`)),
  })),
);

describe('the catalogue of rules', () => {
  it('registers every file under its own name, and nothing else', () => {
    expect(rules.map(({ id }) => id).sort()).toEqual(catalogue.map(({ id }) => id).sort());
  });

  it('has cases for every rule, and no cases without a rule', () => {
    expect(caseFiles).toEqual(ruleFiles);
  });

  it('has no two rules of one title', () => {
    expect(new Set(rules.map(({ title }) => title)).size).toBe(rules.length);
  });
});

const judged = new Map<Case, Judged>();

/** What the product says of a case; each is asked for several times. */
const judge = (rule: Rule, situation: Case): Judged => {
  const found = judged.get(situation) ?? judgeCase(rule, situation);
  judged.set(situation, found);
  return found;
};

const keysOf = (keys: readonly string[]): string[] => [...keys].sort();
const broken = /undefined|\[object Object\]|NaN/;

for (const { path, id, rule, cases } of catalogue) {
  describe(`rule ${path}`, () => {
    if (rule === undefined) {
      it('is registered', () => expect.unreachable('run `npm run generate`'));
      return;
    }

    it('says what, why and what to do', () => {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      expect(rule.title.length).toBeGreaterThan(10);
      expect(rule.title.length).toBeLessThanOrEqual(256);
      expect(rule.rationale.length + rule.remediation.length).toBeLessThanOrEqual(1024);
      for (const text of [rule.rationale, rule.remediation]) expect(text).toMatch(/\.$/);
      expect(severities).toContain(rule.severity);
      expect(rule.references).not.toEqual([]);
      for (const reference of rule.references) expect(new URL(reference).protocol).toBe('https:');
      for (const technique of rule.attack) expect(technique).toMatch(/^T\d{4}(\.\d{3})?$/);
      expect(rule.attack).not.toEqual([]);
      expect(rule.detections).not.toEqual([]);
      for (const detection of rule.detections) expect(Object.keys(detections)).toContain(detection);
    });

    if (rule.looksAt === 'activity') {
      it('looks only at calls that reach the inventory', () => {
        for (const [source, calls] of Object.entries(rule.calls)) {
          expect(calls.filter((call) => !isProjected(source, call))).toEqual([]);
        }
      });
    }

    for (const situation of cases.fail) {
      it(`reports: ${situation.name}`, () => {
        const { findings } = judge(rule, situation);
        const open = findings.filter(({ status, verdict }) => status === 'active' && verdict === 'fail');
        expect(open).not.toEqual([]);
        if (situation.keys) expect(keysOf(open.map(({ key }) => key))).toEqual(keysOf(situation.keys));
        for (const finding of open) {
          if (situation.severity) expect(finding.severity).toBe(situation.severity);
          if (situation.says) expect(finding.message).toContain(situation.says);
          if (situation.advises) expect(finding.remediation).toContain(situation.advises);
          expect(finding.key).not.toBe('');
          expect(finding.message).not.toMatch(broken);
          expect(finding.remediation).not.toMatch(broken);
          expect(Object.keys(finding.evidence)).not.toEqual([]);
          expect(JSON.parse(JSON.stringify(finding.evidence))).toEqual(finding.evidence);
        }
      });
      if (situation.trail) {
        it(`does not report when the call failed: ${situation.name}`, () => {
          const last = situation.trail?.length ?? 0;
          const calls = situation.trail?.slice(0, last - 1) ?? [];
          const refused = situation.trail?.slice(last - 1).map((record) => ({ ...record, errorCode: 'AccessDenied' }));
          const without = judgeCase(rule, { ...situation, trail: calls });
          const attempted = judgeCase(rule, { ...situation, trail: [...calls, ...(refused ?? [])] });
          expect(attempted.findings).toEqual(without.findings);
        });
      }
    }

    for (const situation of cases.pass) {
      it(`does not report: ${situation.name}`, () => {
        const { findings, asked } = judge(rule, situation);
        expect(findings.filter(({ status }) => status === 'active')).toEqual([]);
        expect(asked, 'the rule was not even asked').not.toEqual([]);
        expect(asked.map(({ evaluation }) => evaluation.status)).not.toContain('unknown');
        expect(asked.map(({ evaluation }) => evaluation.status)).not.toContain('error');
      });
    }

    for (const situation of cases.unknown ?? []) {
      it(`can not tell: ${situation.name}`, () => {
        const { findings, asked } = judge(rule, situation);
        expect(findings.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
        expect(asked.map(({ evaluation }) => evaluation.status)).toContain('unknown');
      });
    }

    for (const facet of rule.needs as readonly string[]) {
      it(`does not pass what it can not see: ${facet}`, () => {
        for (const situation of [...cases.pass, ...cases.fail]) {
          for (const { after, again } of judge(rule, situation).asked) {
            const blind = hiding(after, facet);
            if (readFacet(blind, facet).known) continue;
            expect(again(blind).status, situation.name).toBe('unknown');
          }
        }
      });
      if (derivedInputs(rule.subject, facet) === undefined) {
        it(`does not pass what it sees only a part of: ${facet}`, () => {
          for (const situation of cases.pass) {
            for (const { after, again, evaluation } of judge(rule, situation).asked) {
              if (evaluation.status !== 'pass') continue;
              expect(again(partly(after, facet)).status, situation.name).toBe('unknown');
            }
          }
        });
      }
    }
  });
}
