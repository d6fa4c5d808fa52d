import type { ResourceChange } from './inventory/document.ts';
import { withElsewhere } from './inventory/elsewhere.ts';
import { isProjected, project } from './inventory/projections.ts';
import { collect, isCollected } from './patterns/collect.ts';
import type { Change } from './trail/change.ts';

/** What one record means for the inventory and for the windows of the patterns. Lanes do the same in `lane/intake.ts`. */
export const intake = (change: Change): readonly ResourceChange[] =>
  isConsumed(change.source, change.name, change.outcome.status === 'failed')
    ? withElsewhere(change, [...project(change), ...collect(change)])
    : [];

/** Whether anything reads a call: `lambda`, `AddPermission`. A record that nothing reads need not be parsed. */
export const isConsumed = (source: string, call: string, failed: boolean): boolean =>
  (!failed && isProjected(source, call)) || isCollected(source, call, failed);
