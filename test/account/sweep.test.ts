import { describe, expect, it } from 'vitest';
import { runSweepTask } from '../../shared/account/sweep.ts';
import { mostMissedOfKind } from '../../shared/account/sweep-notes.ts';
import type { SweepDependencies } from '../../shared/account/sweep-pieces.ts';
import type { Arn } from '../../shared/arn.ts';
import { project } from '../../shared/inventory/projections.ts';
import { aChange, functionArn, region } from '../support/calls.ts';
import {
  type Account,
  first,
  fourth,
  many,
  onOnePage,
  place,
  second,
  sweeping,
  third,
} from '../support/swept-account.ts';

describe('a sweep', () => {
  it('finds every function once and reads each, in pieces that a queue can hold', async () => {
    const { sweep, functionsOf } = sweeping({ handlers: many(47) });
    const pieces = await sweep(first);
    expect(functionsOf()).toHaveLength(47);
    expect(functionsOf().every(({ facets }) => facets['reservedConcurrency']?.known)).toBe(true);
    const reads = pieces.flatMap((piece) => (piece.task === 'read' ? [piece] : []));
    for (const facet of ['tags', 'reservedConcurrency']) {
      const refs = reads.filter(({ facets }) => facets?.includes(facet)).flatMap((each) => each.refs);
      expect(new Set(refs.map(({ arn }) => arn)).size).toBe(47);
      expect(refs).toHaveLength(47);
    }
    const round = ['describe', ...Array(6).fill('read')];
    expect(pieces.map(({ task }) => task)).toEqual(['begin', 'list', 'retire', ...round, ...round]);
  });

  it('knows who owns every function and who can reach it before it reads what else there is', async () => {
    const { sweep } = sweeping({ handlers: many(1_100) });
    const reads = (await sweep(first)).flatMap((piece) => (piece.task === 'read' ? [piece.facets] : []));
    const decided = reads.findLastIndex((facets) => facets?.includes('tags'));
    expect(decided).toBeLessThan(reads.findIndex((facets) => facets?.includes('reservedConcurrency')));
  });

  it('knows of every function before it looks closely at one, however many there are', async () => {
    const { sweep } = sweeping({ handlers: many(1_100) });
    const pieces = (await sweep(first)).map(({ task }) => task);
    expect(pieces.filter((task) => task === 'list')).toHaveLength(3);
    expect(pieces.lastIndexOf('list')).toBeLessThan(pieces.indexOf('read'));
    expect(pieces.filter((task) => task === 'describe')).toHaveLength(6);
  });

  it('comes to the same when every piece is delivered twice', async () => {
    const once = sweeping({ handlers: many(60) });
    await once.sweep(first);
    const twice = sweeping({ handlers: many(60) });
    await twice.sweep(first, { repeat: 2 });
    const facetsOf = (swept: typeof once) => swept.functionsOf().map(({ arn, facets }) => ({ arn, facets }));
    expect(facetsOf(twice)).toEqual(facetsOf(once));
    expect(twice.findings()).toEqual(once.findings());
  });

  it.each([
    ['fills the inventory', many(30)],
    ['finds most of it gone', many(4)],
  ])('loses and doubles nothing when a worker dies that %s, wherever it does', async (_, later) => {
    const swept = async (worker: (deps: SweepDependencies) => SweepDependencies) => {
      const state: Account = { handlers: later.size === 30 ? new Map() : many(30) };
      const sweeps = sweeping(state);
      await sweeps.sweep(first);
      state.handlers = later;
      const deps = worker(sweeps.deps);
      sweeps.queue.push({ task: 'begin', regions: [region], startedAt: second });
      for (let task = sweeps.queue.shift(); task !== undefined; task = sweeps.queue.shift()) {
        try {
          await runSweepTask(task, deps);
        } catch {
          sweeps.queue.push(task);
        }
      }
      return {
        functions: sweeps
          .functionsOf()
          .map(({ arn, facets, findings }) => ({ arn, facets, findings: Object.keys(findings) })),
        findings: sweeps.findings().map(({ id, status }) => [id, status]),
        missed: sweeps.missed(),
      };
    };
    const undisturbed = await swept((deps) => deps);
    expect(undisturbed.functions).toHaveLength(later.size);
    for (let place = 1; ; place += 1) {
      let calls = 0;
      // Dies before or after any one thing that it does to the world outside.
      const dying =
        <A extends readonly unknown[], R>(does: (...args: A) => Promise<R>) =>
        async (...args: A): Promise<R> => {
          calls += 1;
          if (calls === place) throw new Error('died before');
          const done = await does(...args);
          calls += 1;
          if (calls === place) throw new Error('died after');
          return done;
        };
      const disturbed = await swept(({ apply, enqueue, memory, ...deps }) => ({
        ...deps,
        apply: dying(apply),
        enqueue: dying(enqueue),
        memory: { ...memory, addPage: dying(memory.addPage), finish: dying(memory.finish) },
      }));
      expect(disturbed).toEqual(undisturbed);
      if (calls < place) break;
    }
  });

  it('writes nothing of what is as it was', async () => {
    const { sweep, inventory } = sweeping({ handlers: many(3) });
    await sweep(first);
    const before = inventory.entries(functionArn('fn-1') as Arn).length;
    await sweep(second);
    expect(inventory.entries(functionArn('fn-1') as Arn)).toHaveLength(before);
  });

  it('does not call the first look at an account a miss, and counts what a later one finds unannounced', async () => {
    const state: Account = { handlers: many(3) };
    const { sweep, missed, findings } = sweeping(state);
    await sweep(first);
    expect(missed()).toEqual({});
    state.handlers.set('fn-1', 'other.handler');
    state.handlers.set('fn-9', 'index.handler');
    await sweep(second);
    expect(missed()).toEqual({
      function: { [functionArn('fn-1')]: { handler: second }, [functionArn('fn-9')]: { existence: second } },
    });
    const finding = findings().find(({ rule }) => rule === 'account-changes-missed');
    expect(finding).toMatchObject({ status: 'active', message: expect.stringContaining('2 function') });
  });

  it('says it of a Region only where records come from that announce changes', async () => {
    const state: Account = { handlers: many(1) };
    const { sweep, missed } = sweeping(state);
    await sweep(first, { regions: ['us-west-2'] });
    state.handlers.set('fn-1', 'index.handler');
    await sweep(second, { regions: ['us-west-2'] });
    expect(missed()).toEqual({});
  });

  it('forgets what was missed when two more sweeps missed nothing', async () => {
    const state: Account = { handlers: many(1) };
    const { sweep, missed, findings } = sweeping(state);
    await sweep(first);
    state.handlers.set('fn-1', 'index.handler');
    await sweep(second);
    await sweep(third);
    expect(missed()).not.toEqual({});
    await sweep(fourth);
    expect(missed()).toEqual({});
    expect(findings().find(({ rule }) => rule === 'account-changes-missed')?.status).toBe('resolved');
  });

  it('stops counting missed resources where one document would become too large', async () => {
    const state: Account = { handlers: many(1) };
    const { sweep, missed } = sweeping(state);
    await sweep(first);
    state.handlers = many(300);
    await sweep(second);
    const counted = Object.keys((missed() as { function: object }).function).length;
    expect(counted).toBeGreaterThanOrEqual(mostMissedOfKind);
    expect(counted).toBeLessThan(mostMissedOfKind + onOnePage);
  });

  it('does not call a change missed that a record announced', async () => {
    const state: Account = { handlers: many(1) };
    const { sweep, missed, deps } = sweeping(state);
    await sweep(first);
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
    await sweep(second);
    expect(missed()).toEqual({});
  });

  it('names the permission that is missing, leaves the facet unknown, and is silent again when it is back', async () => {
    const state: Account = { handlers: many(12), refuses: true };
    const { sweep, functionsOf, findings } = sweeping(state);
    const refused = () => findings().find(({ rule }) => rule === 'account-permission-missing');
    await sweep(first);
    expect(functionsOf()[0]?.facets['reservedConcurrency']).toMatchObject({ known: false, reason: 'not-allowed' });
    expect(refused()?.message).toContain('lambda:GetFunctionConcurrency');
    await sweep(second);
    expect(refused()?.status).toBe('active');
    delete state.refuses;
    await sweep(third);
    await sweep(fourth);
    expect(refused()?.status).toBe('resolved');
    expect(functionsOf()[0]?.facets['reservedConcurrency']).toMatchObject({ known: true });
  });

  it('goes on at the page where a list broke', async () => {
    const state: Account = { handlers: many(60), breaksAt: 1, failures: 2 };
    const { sweep, functionsOf } = sweeping(state);
    const pieces = await sweep(first);
    expect(functionsOf()).toHaveLength(60);
    expect(pieces.flatMap((piece) => (piece.task === 'list' ? [piece.token ?? 'begin'] : []))).toEqual([
      'begin',
      '1',
      '1',
    ]);
  });

  it('retires nothing and fails in the end where a list stays broken', async () => {
    const state: Account = { handlers: many(30) };
    const { sweep, functionsOf } = sweeping(state);
    await sweep(first);
    state.breaksAt = 1;
    await expect(sweep(second)).rejects.toThrow('ServiceException');
    expect(functionsOf()).toHaveLength(30);
  });

  it('reads again only what did not answer', async () => {
    const { sweep, functionsOf } = sweeping({ handlers: many(10), throttles: 3 });
    const pieces = await sweep(first);
    const reads = pieces.flatMap((piece) => (piece.task === 'read' ? [piece] : []));
    expect(reads.map(({ refs, facets }) => [refs.length, facets])).toEqual([
      [10, ['tags']],
      [10, ['reservedConcurrency']],
      [3, ['reservedConcurrency']],
    ]);
    expect(functionsOf().every(({ facets }) => facets['reservedConcurrency']?.known)).toBe(true);
  });

  it('takes less at a time while the account is throttled, and leaves nothing out', async () => {
    const { sweep, functionsOf } = sweeping({ handlers: many(60), share: 0.1 });
    const pieces = await sweep(first);
    expect(functionsOf().every(({ facets }) => facets['tags']?.known && facets['reservedConcurrency']?.known)).toBe(
      true,
    );
    expect(pieces.filter(({ task }) => task === 'list')).toHaveLength(2);
    const reads = pieces.flatMap((piece) => (piece.task === 'read' ? [piece.refs.length] : []));
    // Of each message the first one is read and the rest handed on.
    expect(reads).toHaveLength(120);
  });

  it('lets what does not decide wait for what decides about functions, but not for ever', async () => {
    const { deps, queue } = sweeping({ handlers: many(3) });
    const others = { kind: 'log-group', decides: false, rounds: [['subscriptions']] } as const;
    const open = deps.open;
    Object.assign(deps, {
      open: async (name: string, at: string) => ({
        ...(await open(name, at)),
        ...(name === 'log-group' ? others : {}),
      }),
    });
    const waiting = { task: 'describe', collector: 'log-group', place, startedAt: first, isFirst: true } as const;
    await deps.memory.addPage({ collector: 'log-group', region, startedAt: first }, undefined, [
      { arn: functionArn('a') as Arn, name: 'a' },
    ]);
    const next = async () => {
      await runSweepTask(waiting, deps);
      return queue.splice(0).map(({ task }) => task);
    };
    expect(await next()).toEqual(['describe']);
    await deps.memory.decide('us-west-2', first);
    expect(await next()).toEqual(['describe']);
    await deps.memory.decide(region, first);
    expect(await next()).toEqual(['read']);
    const late = { ...waiting, startedAt: '2026-03-02T08:00:00Z' };
    await deps.memory.addPage({ collector: 'log-group', region, startedAt: late.startedAt }, undefined, [
      { arn: functionArn('a') as Arn, name: 'a' },
    ]);
    await runSweepTask(late, deps);
    expect(queue.map(({ task }) => task)).toEqual(['read']);
  });

  it('says that functions are decided about when all of them have been handed out, or may not be listed', async () => {
    for (const hides of [false, true]) {
      const { sweep, deps } = sweeping({ handlers: many(30), hides });
      await sweep(first);
      expect(await deps.memory.isDecided(region, first)).toBe(true);
      expect(await deps.memory.isDecided(region, second)).toBe(false);
    }
  });
});
