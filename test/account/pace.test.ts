import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPace } from '../../shared/account/pace.ts';

describe('a pace', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const waiting = (perSecond: number, callers: number) => {
    const pace = createPace({ perSecond });
    const state = { through: 0 };
    for (let caller = 0; caller < callers; caller += 1)
      void pace().then(() => {
        state.through += 1;
      });
    return state;
  };

  it('lets a second full of calls through at once, and then no more than it says', async () => {
    const state = waiting(5, 100);
    await vi.advanceTimersByTimeAsync(0);
    expect(state.through).toBe(5);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(state.through).toBe(10);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.through).toBe(60);
  });

  it('does not save up what nobody used', async () => {
    const pace = createPace({ perSecond: 5 });
    await pace();
    await vi.advanceTimersByTimeAsync(60_000);
    const state = { through: 0 };
    for (let caller = 0; caller < 20; caller += 1)
      void pace().then(() => {
        state.through += 1;
      });
    await vi.advanceTimersByTimeAsync(0);
    expect(state.through).toBe(5);
  });

  it('slows those down that wait already', async () => {
    let share = 1;
    const pace = createPace({ perSecond: 10, share: () => share });
    const state = { through: 0 };
    for (let caller = 0; caller < 100; caller += 1)
      void pace().then(() => {
        state.through += 1;
      });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(state.through).toBe(20);
    share = 0.1;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.through).toBeGreaterThanOrEqual(29);
    expect(state.through).toBeLessThanOrEqual(31);
  });

  it('tells at once who would not get a turn in time, and lets the others through', async () => {
    const end = Date.now() + 10_000;
    const pace = createPace({ perSecond: 1, until: () => end });
    const calls = Promise.allSettled(Array.from({ length: 30 }, () => pace()));
    await vi.advanceTimersByTimeAsync(10_000);
    const statuses = (await calls).map(({ status }) => status);
    expect(statuses.filter((status) => status === 'fulfilled')).toHaveLength(11);
    expect(statuses.lastIndexOf('fulfilled')).toBe(10);
  });
});
