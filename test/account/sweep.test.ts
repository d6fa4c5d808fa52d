import { describe, expect, it } from 'vitest';
import type { Collector, Read } from '../../shared/account/reading.ts';
import { set } from '../../shared/account/reading.ts';
import { bind, runSweepTask, type SweepDependencies, type SweepTask } from '../../shared/account/sweep.ts';
import type { AccountId, Arn } from '../../shared/arn.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { catalogue } from '../../shared/intake.ts';
import type { ResourceRef } from '../../shared/inventory/document.ts';
import { fold } from '../../shared/inventory/fold.ts';
import { createMemoryInventory } from '../../shared/inventory/memory.ts';
import { project } from '../../shared/inventory/projections.ts';
import { aChange, account, functionArn, region } from '../support/calls.ts';

const refusal = (name: string) => Object.assign(new Error(name), { name });
const place = { partition: 'aws', account: account as AccountId, region };
const accountArn = `arn:aws:iam::${account}:root` as Arn;

const refOf = (name: string): ResourceRef => ({
  kind: 'function',
  arn: functionArn(name) as Arn,
  name,
  account: account as AccountId,
  region,
});

interface Account {
  handlers: Map<string, string>;
  /** Reads are refused. */
  refuses?: boolean;
  /** The list breaks after so many. */
  breaksAfter?: number;
}

const collectorOf = (state: Account): Collector<Account> => {
  const concurrency: Read<Account> = {
    facets: ['reservedConcurrency'],
    actions: ['lambda:GetFunctionConcurrency'],
    read: async (client) => {
      if (client.refuses) throw refusal('AccessDeniedException');
      return [set('reservedConcurrency', null)];
    },
  };
  return {
    kind: 'function',
    actions: ['lambda:ListFunctions'],
    async *list(client) {
      let index = 0;
      for (const [name, handler] of client.handlers) {
        if (index === state.breaksAfter) throw refusal('ServiceException');
        index += 1;
        yield { ref: refOf(name), ops: [set('handler', handler)] };
      }
    },
    reads: [concurrency],
  };
};

const sweeping = (state: Account) => {
  const inventory = createMemoryInventory();
  const rules = ruleSet(catalogue);
  const queue: SweepTask[] = [];
  let clock = Date.parse('2026-03-02T10:00:00Z');
  const deps: SweepDependencies = {
    collectors: [bind(collectorOf(state), state)],
    place,
    apply: async (changes) => {
      const result = fold(inventory, changes, rules, emptyContext);
      inventory.commit(result);
      return result;
    },
    resource: async (arn) => inventory.document(arn),
    async *known(kind) {
      for (const document of inventory.documents.values()) if (document.kind === kind) yield document;
    },
    enqueue: async (tasks) => void queue.push(...tasks),
    now: () => {
      clock += 1_000;
      return new Date(clock);
    },
  };
  const sweep = async (startedAt: string, repeat = 1): Promise<number> => {
    clock = Math.max(clock, Date.parse(startedAt));
    queue.push({ task: 'begin', regions: [region], startedAt });
    let pieces = 0;
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      // A queue delivers at least once.
      for (let time = 0; time < repeat; time += 1) await runSweepTask(task, deps);
      pieces += 1;
    }
    return pieces;
  };
  const functionsOf = () =>
    [...inventory.documents.values()].filter(({ kind, presence }) => kind === 'function' && presence === 'present');
  return { inventory, deps, sweep, functionsOf, queue };
};

const many = (count: number) => new Map(Array.from({ length: count }, (_, index) => [`fn-${index}`, 'index.handler']));

describe('a sweep', () => {
  it('finds every function once, in pieces that a queue can hold', async () => {
    const { sweep, functionsOf } = sweeping({ handlers: many(47) });
    const pieces = await sweep('2026-03-02T10:00:00Z');
    expect(functionsOf()).toHaveLength(47);
    expect(pieces).toBe(2 + Math.ceil(47 / 10) + 1);
  });

  it('comes to the same when every piece is delivered twice', async () => {
    const once = sweeping({ handlers: many(12) });
    await once.sweep('2026-03-02T10:00:00Z');
    const twice = sweeping({ handlers: many(12) });
    await twice.sweep('2026-03-02T10:00:00Z', 2);
    const facetsOf = (swept: typeof once) => swept.functionsOf().map(({ arn, facets }) => ({ arn, facets }));
    expect(facetsOf(twice)).toEqual(facetsOf(once));
  });

  it('does not call the first look at an account a miss, and reports what a later one finds unannounced', async () => {
    const state: Account = { handlers: many(3) };
    const { sweep, inventory } = sweeping(state);
    await sweep('2026-03-02T10:00:00Z');
    expect(inventory.document(accountArn)?.facets['missedByEvents']).toBeUndefined();
    state.handlers.set('fn-1', 'other.handler');
    state.handlers.set('fn-9', 'index.handler');
    await sweep('2026-03-03T10:00:00Z');
    const missed = inventory.document(accountArn)?.facets['missedByEvents'];
    expect(missed?.known && Object.keys(missed.value as object).sort()).toEqual([
      functionArn('fn-1'),
      functionArn('fn-9'),
    ]);
    expect(Object.values(inventory.document(accountArn)?.findings ?? {}).map(({ rule }) => rule)).toContain(
      'account-changes-missed',
    );
  });

  it('does not call a change missed that a record announced', async () => {
    const state: Account = { handlers: many(1) };
    const { sweep, inventory, deps } = sweeping(state);
    await sweep('2026-03-02T10:00:00Z');
    state.handlers.set('fn-0', 'other.handler');
    await deps.apply(
      project(
        aChange({
          time: '2026-03-02T20:00:00Z',
          name: 'UpdateFunctionConfiguration20150331v2',
          request: { functionName: 'fn-0', handler: 'other.handler' },
        }),
      ),
    );
    await sweep('2026-03-03T10:00:00Z');
    expect(inventory.document(accountArn)?.facets['missedByEvents']).toBeUndefined();
  });

  it('retires what is gone, but not what was made while it ran', async () => {
    const state: Account = { handlers: many(3) };
    const { sweep, functionsOf, deps } = sweeping(state);
    await sweep('2026-03-02T10:00:00Z');
    state.handlers.delete('fn-1');
    await deps.apply(
      project(
        aChange({
          time: '2026-03-03T10:00:30Z',
          name: 'CreateFunction20150331',
          request: { functionName: 'new', role: `arn:aws:iam::${account}:role/r` },
        }),
      ),
    );
    await sweep('2026-03-03T10:00:00Z');
    expect(
      functionsOf()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['fn-0', 'fn-2', 'new']);
  });

  it('names the permission that is missing, and leaves the facet unknown', async () => {
    const { sweep, inventory, functionsOf } = sweeping({ handlers: many(1), refuses: true });
    await sweep('2026-03-02T10:00:00Z');
    expect(functionsOf()[0]?.facets['reservedConcurrency']).toMatchObject({ known: false, reason: 'not-allowed' });
    const findings = Object.values(inventory.document(accountArn)?.findings ?? {});
    expect(findings.find(({ rule }) => rule === 'account-permission-missing')?.message).toContain(
      'lambda:GetFunctionConcurrency',
    );
  });

  it('keeps what it had found when a list breaks, retires nothing, and fails so that the piece comes again', async () => {
    const state: Account = { handlers: many(25) };
    const { sweep, functionsOf, deps } = sweeping(state);
    await sweep('2026-03-02T10:00:00Z');
    state.breaksAfter = 12;
    const list: SweepTask = {
      task: 'list',
      kind: 'function',
      place,
      startedAt: '2026-03-03T10:00:00Z',
      isFirst: false,
    };
    await expect(runSweepTask(list, deps)).rejects.toThrow('ServiceException');
    expect(functionsOf()).toHaveLength(25);
  });
});
