import type { Sam } from './context.ts';
import type { EventNeeds, SamEvent, Target } from './event.ts';

export const makeApiEvent = (_sam: Sam, _event: SamEvent, _target: Target): EventNeeds => ({});
