import type { Document, ResourceChange } from './inventory/document.ts';
import { compareStamps, type Stamp } from './inventory/stamp.ts';
import { decisionSource } from './notify/delivery.ts';
import type { Actor } from './trail/actor.ts';

/** What a person decides about a finding. */
export type Decision =
  | { readonly kind: 'suppress'; readonly until: string; readonly reason: string }
  | { readonly kind: 'resolve'; readonly reason: string };

const names: { readonly [K in Decision['kind']]: string } = {
  suppress: 'SuppressFinding',
  resolve: 'ResolveFinding',
};

const secondOf = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** After every record of the same second, and after every decision that the resource knows of. */
const stampOf = (head: Document['head'], now: Date, id: string): Stamp => {
  const stamp = { time: secondOf(now), id: `~~${now.toISOString()}-${id}` };
  return head === null || compareStamps(head, stamp) < 0 ? stamp : { time: head.time, id: `${head.id}~` };
};

/**
 * A decision as a change of the resource that holds the finding. It comes after everything that is known of the
 * resource, even where the clock of the one who decides is behind: they decide on what they see.
 */
export const decisionChange = (
  holder: Document,
  finding: string,
  decision: Decision,
  by: { readonly name: string; readonly now: Date; readonly id: string },
): ResourceChange => {
  const actor: Actor = { type: 'user', userName: by.name, session: by.name, crossAccount: false };
  return {
    kind: holder.kind,
    arn: holder.arn,
    name: holder.name,
    account: holder.account,
    region: holder.region,
    ...stampOf(holder.head, by.now, by.id),
    eventSource: decisionSource,
    eventName: names[decision.kind],
    source: decisionSource,
    call: names[decision.kind],
    actor,
    ops: [
      decision.kind === 'suppress'
        ? { op: 'suppress', finding, until: decision.until, reason: decision.reason }
        : { op: 'resolve', finding, reason: decision.reason },
    ],
  };
};
