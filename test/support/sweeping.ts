import { type ListId, pageId, type Seen, type SweepMemory } from '../../shared/account/sweep-memory.ts';

/** The memory of sweeps, in this process. */
export const memoryOfSweeps = (): SweepMemory => {
  const last = new Map<string, string>();
  const pages = new Map<string, Map<string, readonly Seen[]>>();
  const decided = new Set<string>();
  const keyOf = ({ collector, region, startedAt }: ListId) => `${collector} ${region} ${startedAt}`;
  return {
    lastSweep: async (collector, region) => last.get(`${collector} ${region}`),
    finish: async ({ collector, region, startedAt }) => void last.set(`${collector} ${region}`, startedAt),
    decide: async (region, startedAt) => void decided.add(`${region} ${startedAt}`),
    isDecided: async (region, startedAt) => decided.has(`${region} ${startedAt}`),
    addPage: async (list, token, seen) => {
      const ofList = pages.get(keyOf(list)) ?? new Map<string, readonly Seen[]>();
      pages.set(keyOf(list), ofList.set(pageId(token), seen));
    },
    async *pages(list, after = '') {
      const ofList = [...(pages.get(keyOf(list)) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [id, seen] of ofList) if (id > after) yield { id, seen };
    },
  };
};
