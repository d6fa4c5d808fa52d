import type { Power } from './power.ts';

/** How strong an identity is, the strongest level that applies. */
export type PowerLevel = 'admin' | 'escalation' | 'sensitive' | 'wide' | 'ordinary' | 'logs-only';

export const powerLevel = (power: Power): PowerLevel => (power.admin ? 'admin' : 'ordinary');

export const powerInWords = (power: Power): string => powerLevel(power);
