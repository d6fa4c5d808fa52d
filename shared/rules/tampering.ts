import { actorInWords, isThroughCloudFormation } from '../engine/actors.ts';
import type { Context } from '../engine/context.ts';
import type { Violation } from '../engine/rule.ts';
import type { ResourceChange, ResourceRef } from '../inventory/document.ts';
import { isOwnResource } from './own.ts';

/** What each rule on Trailwarden's own parts says of the remedy. */
export const redeploy =
  'Deploy the stack of Trailwarden anew, which puts every part back as it was, and look at what the actor did meanwhile.';

/**
 * The violation in a call on one of Trailwarden's own parts. What the stack itself does is a deployment: tampering by way
 * of the stack is seen at the stack.
 */
export function* tampering(
  { change, resource, context }: { change: ResourceChange; resource: ResourceRef; context: Context },
  part: string,
  words: { readonly [call: string]: string },
): Generator<Violation> {
  if (!isOwnResource(resource.arn, context) || isThroughCloudFormation(change.actor)) return;
  yield {
    key: change.call,
    message: `${actorInWords(change.actor)} ${words[change.call] ?? `called ${change.call} on it`}: ${part}`,
    evidence: { call: change.call, part },
  };
}
