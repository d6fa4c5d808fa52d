import type { Context } from '../engine/context.ts';
import { matchesGlob } from '../glob.ts';

/** Whether a resource is one of Trailwarden's own parts. */
export const isOwnResource = (arn: string, { ownResources }: Pick<Context, 'ownResources'>): boolean =>
  ownResources.some((pattern) => matchesGlob(arn, pattern));
