import type { Rule } from '../engine/rule.ts';
import { patterns } from './index.generated.ts';
import { collector, reads } from './pattern.ts';

/** The patterns as rules over the windows they fill. */
export const patternRules: readonly Rule[] = patterns.map(({ rule }) => rule);

/** What one call adds to the windows of the patterns. */
export const collect = collector(patterns);

/** Whether any pattern looks at a call. */
export const isCollected = (source: string, call: string, failed: boolean): boolean =>
  patterns.some((pattern) => reads(pattern, source, call, failed));
