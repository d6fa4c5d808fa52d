import type { Policy } from './document.ts';
export interface Power {
  readonly admin: boolean;
}
export const powerOf = (policies: readonly { name: string; policy: Policy }[], _o: object): Power => ({
  admin: JSON.stringify(policies).includes('"Action":"*"'),
});
