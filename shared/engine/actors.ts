import { matchesGlob } from '../glob.ts';
import type { Actor } from '../trail/actor.ts';
import type { Context } from './context.ts';

const nameOf = (roleArn: string): string => roleArn.slice(roleArn.lastIndexOf('/') + 1);

/** Whether the operator declared the actor's role as one that deploys. A user agent proves nothing and is not asked. */
export const isDeployment = (actor: Actor, context: Context): boolean => {
  const { role } = actor;
  if (role === undefined) return false;
  return context.deployRoles.some((pattern) => matchesGlob(nameOf(role), pattern) || matchesGlob(role, pattern));
};

/** Whether CloudFormation made the call for somebody. */
export const isThroughCloudFormation = (actor: Actor): boolean =>
  actor.via === 'cloudformation' || actor.service === 'cloudformation';

/** Whether a change was meant as a deployment: by a declared role, or by a stack. */
export const isMeant = (actor: Actor, context: Context): boolean =>
  isDeployment(actor, context) || isThroughCloudFormation(actor);

/** The actor in a sentence: `role ci (session deploy-42)`. */
export const actorInWords = (actor: Actor): string => {
  const session = actor.session === undefined ? '' : ` (session ${actor.session})`;
  if (actor.role !== undefined) return `role ${nameOf(actor.role)}${session}`;
  if (actor.type === 'root') return 'the root user';
  if (actor.userName !== undefined) return `user ${actor.userName}`;
  if (actor.service !== undefined) return `the service ${actor.service}`;
  return actor.arn ?? actor.type;
};
