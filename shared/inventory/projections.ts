import { isArn } from '../arn.ts';
import type { Change } from '../trail/change.ts';
import type { ResourceChange } from './document.ts';
import { accountRef, type Effect, type Projections, toResourceChange } from './projection.ts';
import { iam, rolesAnywhere, withActor } from './projections/iam.ts';
import { lambda } from './projections/lambda.ts';
import { messagingAndData } from './projections/messaging-and-data.ts';
import { triggerSurface } from './projections/trigger-surface.ts';

/** Every service whose calls change the inventory. */
export const projections: readonly Projections[] = [lambda, iam, rolesAnywhere, ...triggerSurface, ...messagingAndData];

type Read = (change: Change) => readonly Effect[];

const callKey = (source: string, call: string): string => `${source} ${call}`;

/** A service can stand in several projections: what each of them reads of a call counts. */
const readers = new Map<string, readonly Read[]>();
for (const { source, calls } of projections)
  for (const [call, read] of Object.entries(calls)) {
    const key = callKey(source, call);
    readers.set(key, [...(readers.get(key) ?? []), read]);
  }

/** Whether anything reads a call: `lambda`, `AddPermission`. */
export const isProjected = (source: string, call: string): boolean => readers.has(callKey(source, call));

/** Whether an effect is on something that has a name: records carry empty ones too. */
const isNamed = ({ ref }: Effect): boolean => isArn(ref.arn) && !/[:/]$/.test(ref.arn);

/**
 * What a call did to the inventory. A failed call did nothing, and neither did the copy of a call that a VPC endpoint
 * reports: the call has a record of its own. A call whose resource the record does not name (its
 * parameters were too large, say) is kept on the account, so that it is seen and counted.
 */
export const project = (change: Change): readonly ResourceChange[] => {
  if (change.outcome.status === 'failed' || change.eventType === 'AwsVpceEvent') return [];
  const read = (readers.get(callKey(change.source, change.name)) ?? []).flatMap((reader) => reader(change));
  const effects = change.source === 'iam' ? withActor(change, read) : read;
  const placed = effects.filter(isNamed).map((effect) => toResourceChange(change, effect));
  if (change.request.state !== 'omitted') return placed;
  const omitted = { ref: accountRef(change), ops: [], details: { omitted: change.request.reason ?? 'omitted' } };
  return [...placed, toResourceChange(change, omitted)];
};
