import { type RuleSet, ruleSet } from '../engine/judge.ts';
import type { Rule } from '../engine/rule.ts';
import type { Kind } from '../inventory/kinds.ts';
import { patternRules } from '../patterns/collect.ts';
import { groupOf, type RuleGroup } from '../rules/groups.ts';

const parts: { readonly [G in RuleGroup]: () => Promise<{ readonly rules: readonly Rule[] }> } = {
  functions: () => import('../rules/of-functions.generated.ts'),
  identities: () => import('../rules/of-identities.generated.ts'),
  others: () => import('../rules/of-others.generated.ts'),
};

/** The whole catalogue, of which a group is loaded when a batch first concerns it. */
export const createRuleLoader = (): RuleSet => {
  const patterns = ruleSet(patternRules);
  const loaded = new Map<RuleGroup, RuleSet>();
  const wanted = new Set<RuleGroup>();
  return {
    get: (kind: Kind) => {
      if (kind === 'activity-window') return patterns.get(kind);
      const group = groupOf(kind);
      const rules = loaded.get(group);
      if (rules === undefined) wanted.add(group);
      return rules?.get(kind) ?? [];
    },
    get complete() {
      return wanted.size === 0;
    },
    load: async () => {
      const groups = [...wanted];
      const found = await Promise.all(groups.map(async (group) => ruleSet((await parts[group]()).rules)));
      for (const [index, rules] of found.entries()) {
        const group = groups[index] as RuleGroup;
        loaded.set(group, rules);
        wanted.delete(group);
      }
    },
  };
};
