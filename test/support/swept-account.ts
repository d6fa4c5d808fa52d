import type { Collector, Read } from '../../shared/account/reading.ts';
import { set } from '../../shared/account/reading.ts';
import { bind } from '../../shared/account/service.ts';
import { runSweepTask } from '../../shared/account/sweep.ts';
import type { SweepDependencies } from '../../shared/account/sweep-pieces.ts';
import type { SweepTask } from '../../shared/account/sweep-task.ts';
import type { AccountId, Arn } from '../../shared/arn.ts';
import { catalogue } from '../../shared/catalogue.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { knownValue } from '../../shared/engine/facet.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import type { ResourceRef } from '../../shared/inventory/document.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { createMemoryInventory } from '../../shared/inventory/store/memory.ts';
import { account, functionArn, region } from './calls.ts';
import { memoryOfSweeps } from './sweeping.ts';

const refusal = (name: string) => Object.assign(new Error(name), { name });
export const place = { partition: 'aws', account: account as AccountId, region };
const accountArn = `arn:aws:iam::${account}:root` as Arn;

const refOf = (name: string): ResourceRef => ({
  kind: 'function',
  arn: functionArn(name) as Arn,
  name,
  account: account as AccountId,
  region,
});

/** An account of functions that can be made to misbehave. */
export interface Account {
  handlers: Map<string, string>;
  /** Reads are refused. */
  refuses?: boolean;
  /** The list is refused. */
  hides?: boolean;
  /** The list breaks at this page, as often as `failures` says. */
  breaksAt?: number;
  failures?: number;
  /** So many reads are throttled. */
  throttles?: number;
  /** How much of its usual pace the account is read with. */
  share?: number;
}

export const onOnePage = 25;

const collectorOf = (state: Account): Collector<Account> => {
  const tags: Read<Account> = {
    facets: ['tags'],
    actions: ['lambda:ListTags'],
    decides: true,
    read: async ({ handlers }, { name }) => {
      if (!handlers.has(name)) throw refusal('ResourceNotFoundException');
      return [set('tags', { owner: 'shop' })];
    },
  };
  const concurrency: Read<Account> = {
    facets: ['reservedConcurrency'],
    actions: ['lambda:GetFunctionConcurrency'],
    read: async (client, { name }) => {
      if (client.refuses) throw refusal('AccessDeniedException');
      if ((client.throttles ?? 0) > 0) {
        client.throttles = (client.throttles ?? 0) - 1;
        throw refusal('TooManyRequestsException');
      }
      if (!client.handlers.has(name)) throw refusal('ResourceNotFoundException');
      return [set('reservedConcurrency', null)];
    },
  };
  return {
    kind: 'function',
    actions: ['lambda:ListFunctions'],
    list: async ({ handlers, hides, breaksAt, failures = Number.POSITIVE_INFINITY }, _, token = '0') => {
      if (hides) throw refusal('AccessDeniedException');
      const page = Number(token);
      if (page === breaksAt && failures > 0) {
        state.failures = failures - 1;
        throw refusal('ServiceException');
      }
      const from = page * onOnePage;
      const found = [...handlers]
        .slice(from, from + onOnePage)
        .map(([name, handler]) => ({ ref: refOf(name), ops: [set('handler', handler)] }));
      return { found, next: from + onOnePage < handlers.size ? String(page + 1) : undefined };
    },
    reads: [concurrency, tags],
  };
};

/** Sweeps of an account with the inventory, the queue and the memory in this process. */
export const sweeping = (state: Account) => {
  const inventory = createMemoryInventory();
  const rules = ruleSet(catalogue);
  const queue: SweepTask[] = [];
  let clock = Date.parse('2026-03-02T10:00:00Z');
  const deps: SweepDependencies = {
    collectors: [{ name: 'function', isGlobal: false }],
    open: async () => ({ ...bind(collectorOf(state), state), share: async () => state.share ?? 1 }),
    home: place,
    memory: memoryOfSweeps(),
    apply: async (changes) => {
      const result = fold(inventory, changes, rules, emptyContext);
      inventory.commit(result);
      return result;
    },
    resources: async (arns) =>
      new Map(
        arns.flatMap((arn) => {
          const document = inventory.document(arn);
          return document === undefined ? [] : [[arn, document]];
        }),
      ),
    async *known(kind, _, from = '') {
      const ofKind = [...inventory.documents.values()].filter((each) => each.kind === kind && each.name >= from);
      yield* ofKind.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    enqueue: async (tasks) => void queue.push(...tasks),
    now: () => {
      clock += 1_000;
      return new Date(clock);
    },
  };
  const drain = async (repeat = 1): Promise<readonly SweepTask[]> => {
    const done: SweepTask[] = [];
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      // A queue delivers at least once.
      for (let time = 0; time < repeat; time += 1) {
        const before = queue.length;
        await runSweepTask(task, deps);
        if (time > 0) queue.splice(before);
      }
      done.push(task);
    }
    return done;
  };
  const sweep = (startedAt: string, { regions = [region], repeat = 1 } = {}): Promise<readonly SweepTask[]> => {
    clock = Math.max(clock, Date.parse(startedAt));
    queue.push({ task: 'begin', regions, startedAt });
    return drain(repeat);
  };
  const functionsOf = () =>
    [...inventory.documents.values()].filter(({ kind, presence }) => kind === 'function' && presence === 'present');
  const missed = () => knownValue(inventory.document(accountArn)?.facets['missedByEvents']);
  const findings = () => Object.values(inventory.document(accountArn)?.findings ?? {});
  return { inventory, deps, sweep, drain, functionsOf, missed, findings, queue };
};

export const many = (count: number) =>
  new Map(Array.from({ length: count }, (_, index) => [`fn-${index}`, 'index.handler']));
/** When sweeps begin. */
export const [first, second, third, fourth] = [2, 3, 4, 5].map((day) => `2026-03-0${day}T10:00:00Z`) as [
  string,
  string,
  string,
  string,
];
