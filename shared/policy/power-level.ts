import type { Power } from './power.ts';

export const powerLevels = ['admin', 'escalation', 'sensitive', 'wide', 'ordinary', 'logs-only'] as const;

/**
 * How strong an identity is, the strongest level that applies: an administrator; one that can become one; one that
 * reaches data, credentials or permissions; one with a whole service on every resource; ordinary; one that only writes
 * its logs and traces.
 */
export type PowerLevel = (typeof powerLevels)[number];

const writesOnlyLogs = ({ services }: Power): boolean =>
  Object.entries(services).every(
    ([prefix, levels]) => (prefix === 'logs' || prefix === 'xray') && !/[rpt]/.test(levels),
  );

export const powerLevel = (power: Power): PowerLevel => {
  const { admin, nearAdmin, privilegeEscalation, dataExfiltration, credentialExposure, access, wildcards } = power;
  if (admin) return 'admin';
  if (nearAdmin !== undefined || privilegeEscalation.length > 0) return 'escalation';
  if (credentialExposure.length > 0 || dataExfiltration.length > 0 || access.permissions > 0) return 'sensitive';
  if (wildcards.some(({ action, resource }) => resource === '*' && /^\*$|:\*$/.test(action))) return 'wide';
  return writesOnlyLogs(power) ? 'logs-only' : 'ordinary';
};

const few = 4;
const list = (words: readonly string[]): string =>
  words.length <= few ? words.join(', ') : `${words.slice(0, few).join(', ')} and ${words.length - few} more`;

/** A power in one line, worst first. */
export const powerInWords = (power: Power): string => {
  if (power.admin) return 'administrator: every action on every resource';
  const parts: string[] = [];
  if (power.nearAdmin !== undefined) parts.push(power.nearAdmin);
  if (power.privilegeEscalation.length > 0)
    parts.push(`can escalate its privileges (${list(power.privilegeEscalation.map(({ path }) => path))})`);
  if (power.passRole)
    parts.push(
      `can pass ${power.passRole.any ? 'any role' : list(power.passRole.roles)} to ${
        power.passRole.services[0] === '*' ? 'any service' : list(power.passRole.services)
      }`,
    );
  if (power.credentialExposure.length > 0) parts.push(`obtains credentials (${list(power.credentialExposure)})`);
  if (power.dataExfiltration.length > 0) parts.push(`reads stored data (${list(power.dataExfiltration)})`);
  const whole = power.wildcards.filter(({ action, resource }) => resource === '*' && /:\*$/.test(action));
  if (whole.length > 0) parts.push(`has ${list([...new Set(whole.map(({ action }) => action))])} on every resource`);
  if (parts.length > 0) return parts.join('; ');
  const services = Object.keys(power.services);
  if (services.length === 0) return 'may do nothing';
  return writesOnlyLogs(power) ? 'writes its logs and traces only' : `uses ${list(services)}`;
};
