import type { Rule } from './engine/rule.ts';
import { patternRules } from './patterns/collect.ts';
import { rules } from './rules/index.generated.ts';

/** Everything that judges: the rules, and the patterns as rules over the windows they fill. */
export const catalogue: readonly Rule[] = [...rules, ...patternRules];
