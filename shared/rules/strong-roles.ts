import type { RolePowers } from '../inventory/role-powers.ts';
import { powerInWords, powerLevel } from '../policy/power-level.ts';

export interface StrongRole {
  readonly role: string;
  readonly level: 'admin' | 'escalation';
  readonly words: string;
}

/** Whether a role is an administrator or can become one; `undefined` for any other, and for one that was not seen. */
export const strongRole = (role: string | undefined, powers: RolePowers | undefined): StrongRole | undefined => {
  const power = role === undefined ? undefined : powers?.[role]?.power;
  if (role === undefined || power === undefined) return undefined;
  const level = powerLevel(power);
  return level === 'admin' || level === 'escalation' ? { role, level, words: powerInWords(power) } : undefined;
};
