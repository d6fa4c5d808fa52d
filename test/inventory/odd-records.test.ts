import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isArn } from '../../shared/arn.ts';
import { catalogue } from '../../shared/catalogue.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { intake } from '../../shared/intake.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { projections } from '../../shared/inventory/projections.ts';
import { createMemoryInventory } from '../../shared/inventory/store/memory.ts';
import type { JsonObject } from '../../shared/json.ts';
import { isChange, readChange, sourceOf, withoutVersion } from '../../shared/trail/change.ts';
import { aRecord } from '../support/calls.ts';
import type { Cases } from '../support/cases.ts';
import { type Spoiling, spoiling, spoilt } from '../support/odd-record.ts';

const root = join(import.meta.dirname, '..');
const caseFiles = ['rules', 'patterns'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.cases.ts'))
    .map((path) => join(root, folder, path)),
);

const casesOf = async (path: string): Promise<Cases> => ((await import(path)) as { default: Cases }).default;

const minute = (index: number): string => new Date(Date.UTC(2026, 2, 2, 9, index)).toISOString().replace('.000', '');

/** The trails of all cases: every rule and every projection that a rule depends on reads them. */
const trails = (await Promise.all(caseFiles.map(casesOf)))
  .flatMap(({ fail, pass }) => [...fail, ...pass])
  .flatMap(({ trail = [] }) => (trail.length === 0 ? [] : [trail]))
  .map((trail) => trail.map((parts, index) => aRecord({ id: `e-${index}`, time: minute(index), ...parts })));

const rules = ruleSet(catalogue);
const context = { ...emptyContext, ownResources: ['arn:*:own-*'] };

/** What the product does with a trail: whatever it says has to be words, about resources that have names. */
const judge = (trail: readonly JsonObject[]): void => {
  const inventory = createMemoryInventory();
  for (const change of trail.map((record) => readChange(record)).filter(isChange)) {
    const result = fold(inventory, intake(change), rules, context);
    inventory.commit(result);
    for (const { finding } of result.transitions) {
      expect(finding).not.toMatchObject({ verdict: 'error' });
      expect(`${finding.key}\n${finding.message}\n${finding.remediation}`).not.toMatch(/undefined|\[object |NaN/);
    }
  }
  for (const { arn, name } of inventory.documents.values()) {
    expect(arn).toSatisfy(isArn);
    expect(name).toBeTypeOf('string');
  }
};

describe('odd records', () => {
  it('come from trails that name most calls which projections read', () => {
    const named = new Set(
      trails.flat().map((record) => {
        const source = sourceOf(String(record['eventSource']));
        return `${source} ${withoutVersion(source, String(record['eventName']))}`;
      }),
    );
    const read = projections.flatMap(({ source, calls }) => Object.keys(calls).map((call) => `${source} ${call}`));
    expect(read.filter((call) => named.has(call)).length / read.length).toBeGreaterThan(0.5);
  });

  it('never make a projection throw, a rule break or a finding say nonsense', () => {
    const where = fc.record({
      trail: fc.noBias(fc.nat(trails.length - 1)),
      record: fc.noBias(fc.nat(20)),
      spoilings: fc.array(spoiling, { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(where, ({ trail: at, record: which, spoilings }) => {
        const trail = trails[at] ?? [];
        const spoil = (record: JsonObject, each: Spoiling): JsonObject => spoilt(record, each);
        judge(
          trail.map((record, index) => (index === which % trail.length ? spoilings.reduce(spoil, record) : record)),
        );
      }),
      { numRuns: 3000 },
    );
  });
});
