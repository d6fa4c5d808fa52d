import { describe, expect, it } from 'vitest';
import { sampleFiles } from '../../samples/make.ts';
import { story } from '../../samples/story.ts';
import { readTrail } from '../../shared/trail/source.ts';

const folder = `${import.meta.dirname}/../../samples/trail`;

describe('the sample trail', () => {
  it('is what the story tells', async () => {
    const delivered: object[] = [];
    const trail = readTrail([folder]);
    for await (const item of trail) {
      if (item.kind === 'problem') throw new Error(item.message);
      delivered.push(item.record);
    }
    const told = [...sampleFiles().values()].flat();
    const byTextOf = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).sort();
    expect(byTextOf(delivered)).toEqual(byTextOf(told));
    expect(trail.counts.problems).toBe(0);
  });

  it('is told in the order in which it happened', () => {
    const times = story().map(({ eventTime }) => eventTime);
    expect(times).toEqual([...times].sort());
  });
});
