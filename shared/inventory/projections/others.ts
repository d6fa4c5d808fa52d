import type { Projections } from '../projection.ts';
import { messagingAndData } from './messaging-and-data.ts';
import { triggerSurface } from './trigger-surface.ts';

/** Every service beside Lambda and those of identities. */
export const others: readonly Projections[] = [...triggerSurface, ...messagingAndData];
