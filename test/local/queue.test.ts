import { describe, expect, it } from 'vitest';
import { createQueue } from '../../shared/local/queue.ts';

const message = (messageId: string) => ({ messageId, body: '{}' });
const options = { batchSize: 3, maxReceiveCount: 4, reportsFailures: true };

describe('the embedded queue', () => {
  it('hands out batches of the size that the mapping asks for', async () => {
    const batches: number[] = [];
    const queue = createQueue({
      ...options,
      consume: async (batch) => {
        batches.push(batch.length);
        return { failures: [] };
      },
    });
    for (const id of ['a', 'b', 'c', 'd']) await queue.send(message(id));
    await queue.drain();
    expect(batches).toEqual([3, 1]);
  });

  it('hands only what failed out again, and then to the dead-letter queue', async () => {
    const seen: string[] = [];
    const queue = createQueue({
      ...options,
      consume: async (batch) => {
        seen.push(...batch.map(({ messageId }) => messageId));
        return { failures: ['poison'] };
      },
    });
    for (const id of ['good', 'poison']) await queue.send(message(id));
    await queue.drain();
    expect(seen.filter((id) => id === 'good')).toHaveLength(1);
    expect(seen.filter((id) => id === 'poison')).toHaveLength(4);
    expect(queue.deadLetters.map(({ messageId }) => messageId)).toEqual(['poison']);
  });

  it('hands the whole batch out again when the function failed', async () => {
    let calls = 0;
    const queue = createQueue({
      ...options,
      consume: async () => {
        calls += 1;
        return calls === 1 ? { error: 'timed out' } : { failures: [] };
      },
    });
    for (const id of ['a', 'b']) await queue.send(message(id));
    await queue.drain();
    expect(calls).toBe(2);
    expect(queue.deadLetters).toEqual([]);
  });

  it('ignores single failures where the mapping does not take them', async () => {
    let calls = 0;
    const queue = createQueue({
      ...options,
      reportsFailures: false,
      consume: async () => {
        calls += 1;
        return { failures: ['a'] };
      },
    });
    await queue.send(message('a'));
    await queue.drain();
    expect(calls).toBe(1);
  });
});
