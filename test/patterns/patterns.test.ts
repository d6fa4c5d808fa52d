import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyContext } from '../../shared/engine/context.ts';
import type { Finding } from '../../shared/engine/finding.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { createMemoryInventory } from '../../shared/inventory/store/memory.ts';
import { patterns } from '../../shared/patterns/index.generated.ts';
import { collector, type Pattern } from '../../shared/patterns/pattern.ts';
import { detections } from '../../shared/rules/detections.ts';
import { aChange, type RecordParts } from '../support/calls.ts';
import type { Cases } from '../support/cases.ts';

const filesOf = (folder: string, suffix: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith('pattern-') && name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .sort();

const files = filesOf(join(import.meta.dirname, '../../shared/patterns'), '.ts');

const cases = new Map(
  await Promise.all(
    files.map(
      async (id) =>
        [id, ((await import(join(import.meta.dirname, `${id}.cases.ts`))) as { default: Cases }).default] as const,
    ),
  ),
);

const at = (record: RecordParts, index: number): RecordParts => ({
  time: new Date(Date.UTC(2026, 2, 2, 9, index)).toISOString().replace('.000', ''),
  id: `event-${String(index).padStart(3, '0')}`,
  ...record,
});

/** The findings that stand when the records of a case have been delivered in an order. */
const seen = (pattern: Pattern, records: readonly RecordParts[]): readonly Finding[] => {
  const inventory = createMemoryInventory();
  const rules = ruleSet([pattern.rule]);
  const collect = collector([pattern]);
  for (const record of records) {
    inventory.commit(fold(inventory, collect(aChange(record)), rules, emptyContext));
  }
  return [...inventory.documents.values()].flatMap(({ findings }) => Object.values(findings));
};

describe('the patterns', () => {
  it('are all registered under their own names', () => {
    expect(patterns.map(({ definition }) => definition.id).sort()).toEqual(files);
  });
});

for (const pattern of patterns) {
  const { definition } = pattern;
  const { fail, pass } = cases.get(definition.id) ?? { fail: [], pass: [] };
  describe(definition.id, () => {
    it('says what, why and what to do', () => {
      expect(definition.title.length).toBeLessThanOrEqual(256);
      expect(definition.rationale.length + definition.remediation.length).toBeLessThanOrEqual(1024);
      for (const reference of definition.references) expect(new URL(reference).protocol).toBe('https:');
      for (const detection of definition.detections) expect(Object.keys(detections)).toContain(detection);
      expect(definition.detections).not.toEqual([]);
    });

    for (const situation of fail) {
      const records = (situation.trail ?? []).map(at);

      it(`reports: ${situation.name}`, () => {
        const findings = seen(pattern, records);
        expect(findings.map(({ verdict }) => verdict)).toContain('fail');
        if (situation.keys) expect(findings.map(({ key }) => key)).toEqual(situation.keys);
        for (const finding of findings) {
          expect(finding.pattern?.events.length).toBeGreaterThan(0);
          expect(finding.message).not.toMatch(/undefined|\[object Object\]/);
          if (situation.severity) expect(finding.severity).toBe(situation.severity);
          if (situation.says) expect(finding.message).toContain(situation.says);
        }
      });

      it(`reports the same in any order and however often: ${situation.name}`, () => {
        const expected = seen(pattern, records);
        expect(seen(pattern, records.toReversed())).toEqual(expected);
        expect(seen(pattern, [...records, ...records])).toEqual(expected);
      });

      if (situation.grows !== true)
        it(`does not report half of it: ${situation.name}`, () => {
          expect(seen(pattern, records.slice(0, -1))).toEqual([]);
        });
    }

    for (const situation of pass) {
      it(`does not report: ${situation.name}`, () => {
        expect(seen(pattern, (situation.trail ?? []).map(at))).toEqual([]);
      });
    }
  });
}
