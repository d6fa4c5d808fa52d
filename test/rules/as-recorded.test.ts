import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { intake } from '../../shared/intake.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { createMemoryInventory } from '../../shared/inventory/store/memory.ts';
import type { JsonObject } from '../../shared/json.ts';
import { rules as ruleList } from '../../shared/rules/index.generated.ts';
import { aRecord, changeOf, human, type RecordParts } from '../support/calls.ts';
import type { Cases } from '../support/cases.ts';

// Calls in the shape in which CloudTrail records them, after the documentation and the models of the APIs: no public set
// has them from a real account. The whole catalogue judges them, through the projections.

type Recorded = Pick<RecordParts, 'name'> & { readonly source: string } & JsonObject;

interface Situation {
  readonly name: string;
  /** `severity status rule arn` of everything that fails, whatever the order. */
  readonly found: readonly string[];
  readonly records: readonly Recorded[];
}

const folder = join(import.meta.dirname, '../fixtures/recorded');
const rules = ruleSet(catalogue);

const recordOf = ({ source, name, request, response, ...more }: Recorded, index: number): JsonObject =>
  aRecord({
    source,
    name,
    id: `event-${String(index).padStart(3, '0')}`,
    time: `2026-03-02T09:00:${String(index).padStart(2, '0')}Z`,
    identity: human,
    request: (request ?? null) as JsonObject | null,
    response: (response ?? null) as JsonObject | null,
    more,
  });

const findingsOf = (records: readonly Recorded[]): readonly string[] => {
  const inventory = createMemoryInventory();
  for (const record of records.map(recordOf))
    inventory.commit(fold(inventory, intake(changeOf(record)), rules, emptyContext));
  return [...inventory.documents.values()]
    .flatMap(({ findings }) => Object.values(findings))
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ severity, status, rule, resource }) => `${severity} ${status} ${rule} ${resource.arn}`)
    .sort();
};

const files = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => ({
    about: name.replace('.jsonl', '').replaceAll('-', ' '),
    situations: readFileSync(join(folder, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Situation),
  }));

for (const { about, situations } of files) {
  describe(about, () => {
    it.each(situations)('$name', ({ records, found }) => {
      expect(findingsOf(records)).toEqual([...found].sort());
    });
  });
}

/** What no record shows: names of variables are read in the account, and these two are about what a sweep finds. */
const neverRecorded = [
  'account-changes-missed',
  'account-permission-missing',
  'lambda-environment-risky',
  'lambda-environment-secret',
];

it('every rule reports something that is recorded, here or in its cases', async () => {
  const found = new Set(files.flatMap(({ situations }) => situations.flatMap((each) => each.found)));
  const here = new Set([...found].map((line) => line.split(' ')[2]));
  const cases = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const missing: string[] = [];
  for (const { id } of ruleList) {
    if (here.has(id)) continue;
    const path = cases.find((file) => file.endsWith(`/${id}.cases.ts`)) ?? id;
    const { fail } = ((await import(join(import.meta.dirname, path))) as { readonly default: Cases }).default;
    if (!fail.some(({ trail = [] }) => trail.length > 0)) missing.push(id);
  }
  expect(missing.sort()).toEqual(neverRecorded);
});
