import { describe, expect, it } from 'vitest';
import { project } from '../../shared/inventory/projections.ts';
import { aChange, account, functionArn, region } from '../support/calls.ts';
import { type Account, first, many, place, second, sweeping } from '../support/swept-account.ts';

describe('a sweep', () => {
  it('retires what is gone, but not what was made while it ran, and not what is still there when asked for', async () => {
    const state: Account = { handlers: many(3) };
    const { sweep, functionsOf, missed, deps, queue, drain } = sweeping(state);
    await sweep(first);
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
    queue.push({ task: 'begin', regions: [region], startedAt: second });
    const [kept] = [...state.handlers].slice(-1);
    const open = deps.open;
    // The list leaves one out, as one can that is changed while it is paged through.
    Object.assign(deps, {
      open: async (...args: Parameters<typeof open>) => {
        const bound = await open(...args);
        const list: typeof bound.list = async (...of) => {
          const { found, next } = await bound.list(...of);
          return { found: found.filter(({ ref }) => ref.name !== kept?.[0]), next };
        };
        return { ...bound, list };
      },
    });
    await drain();
    const names = functionsOf().map(({ name }) => name);
    expect(names.sort()).toEqual(['fn-0', 'fn-2', 'new']);
    expect(missed()).toEqual({ function: { [functionArn('fn-1')]: { existence: second } } });
  });

  it('retires nothing where it may not look', async () => {
    const state: Account = { handlers: many(3) };
    const { sweep, functionsOf, findings } = sweeping(state);
    await sweep(first);
    state.hides = true;
    state.handlers = new Map();
    await sweep(second);
    expect(functionsOf()).toHaveLength(3);
    expect(findings().map(({ message }) => message)).toContainEqual(expect.stringContaining('lambda:ListFunctions'));
  });

  it('retires thousands in pieces that are small each', async () => {
    const state: Account = { handlers: many(4_500) };
    const { sweep, functionsOf } = sweeping(state);
    await sweep(first);
    for (const name of [...state.handlers.keys()].slice(0, 4_200)) state.handlers.delete(name);
    const pieces = await sweep(second);
    expect(functionsOf()).toHaveLength(300);
    expect(pieces.filter(({ task }) => task === 'retire')).toHaveLength(3);
    const confirmed = pieces.flatMap((piece) => (piece.task === 'confirm' ? [piece.refs.length] : []));
    expect(confirmed.reduce((sum, count) => sum + count)).toBe(4_200);
    expect(Math.max(...confirmed)).toBe(10);
  });

  it('asks again later for what it can not tell to be gone', async () => {
    const state: Account = { handlers: many(3) };
    const { sweep, functionsOf, queue, drain } = sweeping(state);
    await sweep(first);
    const lost = functionsOf().slice(0, 2);
    state.handlers.delete('fn-0');
    queue.push({ task: 'confirm', collector: 'function', place, startedAt: second, isFirst: false, refs: lost });
    state.throttles = 2;
    const pieces = await drain();
    expect(functionsOf().map(({ name }) => name)).toEqual(['fn-1', 'fn-2']);
    expect(pieces.map((piece) => [piece.task, 'refs' in piece ? piece.refs.length : 0])).toEqual([
      ['confirm', 2],
      ['confirm', 2],
      ['read', 1],
    ]);
  });
});
