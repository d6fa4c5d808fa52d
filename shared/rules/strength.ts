import type { Grants } from '../inventory/identity-power.ts';
import type { JsonObject } from '../json.ts';
import { parsePolicy } from '../policy/document.ts';
import { type Power, powerOf } from '../policy/power.ts';
import { type PowerLevel, powerInWords, powerLevel, powerLevels } from '../policy/power-level.ts';

/** Whether somebody with this power is an administrator or can become one. */
export const isPowerful = (power: Power): boolean => ['admin', 'escalation'].includes(powerLevel(power));

/** Whether it reaches more than its own business: other people's data, credentials or permissions. */
export const isStrong = (power: Power): boolean => isPowerful(power) || powerLevel(power) === 'sensitive';

/** Positive where the first level is the stronger one. */
export const compareLevels = (a: PowerLevel, b: PowerLevel): number => powerLevels.indexOf(b) - powerLevels.indexOf(a);

/** What one power has and the other had not; empty where nothing was gained. */
export const gained = (before: Power, after: Power): readonly string[] => {
  if (after.admin && !before.admin) return ['every action on every resource'];
  const had = new Set(before.privilegeEscalation.map(({ path }) => path));
  const news = (now: readonly string[], then: readonly string[]): readonly string[] =>
    now.filter((each) => !then.includes(each));
  return [
    ...after.privilegeEscalation.filter(({ path }) => !had.has(path)).map(({ path, name }) => `${path} (${name})`),
    ...news(after.credentialExposure, before.credentialExposure),
    ...news(after.dataExfiltration, before.dataExfiltration),
    ...Object.entries(after.services)
      .filter(([service, levels]) => [...levels].some((level) => !(before.services[service] ?? '').includes(level)))
      .map(([service]) => (service === '*' ? 'every service' : `more of ${service}`)),
  ];
};

const most = 6;

/** What a power is, for evidence: bounded, whatever the policies grant. */
export const powerEvidence = (power: Power): JsonObject => ({
  level: powerLevel(power),
  words: powerInWords(power),
  escalation: power.privilegeEscalation.slice(0, most).map(({ path, actions, through }) => ({
    path,
    actions: [...actions],
    through: [...through],
  })),
  access: { ...power.access },
});

/** A list in a sentence, cut where it gets long. */
export const listed = (items: readonly string[]): string =>
  items.length <= most ? items.join(', ') : `${items.slice(0, most).join(', ')} and ${items.length - most} more`;

const serviceRole = /^arn:[\w-]+:iam::aws:policy\/service-role\//;

/** A power without what AWS's own policies for a kind of trigger grant: nobody can narrow those, and everybody has them. */
export const beyondServiceRoles = (power: Power, grants: Grants | undefined, account: string): Power => {
  const names = Object.keys(grants ?? {});
  if (grants === undefined || !names.some((name) => serviceRole.test(name))) return power;
  const policies = names
    .filter((name) => !serviceRole.test(name))
    .map((name) => ({ name, policy: parsePolicy(grants[name]) }));
  return powerOf(policies, { account });
};
