import type { Rule } from './engine/rule.ts';
import type { ResourceChange } from './inventory/document.ts';
import { isProjected, project } from './inventory/projections.ts';
import { patterns } from './patterns/index.generated.ts';
import { collector, reads } from './patterns/pattern.ts';
import { rules } from './rules/index.generated.ts';
import type { Change } from './trail/change.ts';

/** Everything that judges: the rules, and the patterns as rules over the windows they fill. */
export const catalogue: readonly Rule[] = [...rules, ...patterns.map(({ rule }) => rule)];

const collect = collector(patterns);

/** What one record means for the inventory and for the windows of the patterns. The only way in for records. */
export const intake = (change: Change): readonly ResourceChange[] => [...project(change), ...collect(change)];

/** Whether anything reads a call: `lambda`, `AddPermission`. A record that nothing reads need not be parsed. */
export const isConsumed = (source: string, call: string, failed: boolean): boolean =>
  (!failed && isProjected(source, call)) || patterns.some((pattern) => reads(pattern, source, call, failed));
