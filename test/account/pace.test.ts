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
    const pace = createPace(perSecond, () => Date.now());
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
    const pace = createPace(5, () => Date.now());
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
});
