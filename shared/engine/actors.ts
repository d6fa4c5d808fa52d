import { matchesGlob } from '../glob.ts';
import { type Actor, isHuman } from '../trail/actor.ts';
import type { Context } from './context.ts';

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/**
 * Whether the operator declared the actor's role, or the user of a pipeline that has no role, as one that deploys. A
 * user agent proves nothing and is not asked.
 */
export const isDeployment = (actor: Actor, context: Context): boolean => {
  const identity = actor.role ?? (actor.type === 'user' ? actor.arn : undefined);
  if (identity === undefined) return false;
  return context.deployRoles.some(
    (pattern) => matchesGlob(nameOf(identity), pattern) || matchesGlob(identity, pattern),
  );
};

/** Whether CloudFormation made the call for somebody. `via` is not asked: it can be read from a user agent. */
export const isThroughCloudFormation = (actor: Actor): boolean => actor.service === 'cloudformation';

/** Whether a change was meant as a deployment: by a declared role, or by a stack. */
export const isMeant = (actor: Actor, context: Context): boolean =>
  isDeployment(actor, context) || isThroughCloudFormation(actor);

/**
 * Whether a change was made beside the pipeline: by a person, or, where the operator declared what deploys, by anybody
 * else. What a service or a stack does on behalf of somebody is not.
 */
export const isByHand = (actor: Actor, context: Context): boolean => {
  if (isMeant(actor, context)) return false;
  if (isHuman(actor)) return true;
  return context.deployRoles.length > 0 && actor.type === 'role' && actor.service === undefined;
};

const isPerson = ({ type, via }: Actor): boolean => type === 'root' || type === 'identity-center' || via === 'console';

/**
 * Whether it is sure that the change did not come from a pipeline. Where nothing was declared, an IAM user with a key
 * may well be one; somebody at the console is not.
 */
export const isSurelyByHand = (actor: Actor, context: Context): boolean =>
  isByHand(actor, context) && (context.deployRoles.length > 0 || isPerson(actor));

/** The actor in a sentence: `role ci (session deploy-42)`. */
export const actorInWords = (actor: Actor): string => {
  const session = actor.session === undefined ? '' : ` (session ${actor.session})`;
  if (actor.role !== undefined) return `role ${nameOf(actor.role)}${session}`;
  if (actor.type === 'root') return 'the root user';
  if (actor.userName !== undefined) return `user ${actor.userName}`;
  if (actor.service !== undefined) return `the service ${actor.service}`;
  return actor.arn ?? actor.type;
};
