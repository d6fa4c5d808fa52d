import type { Access } from './access.ts';
import type { PassRole, Power } from './power.ts';

const few = 5;
const list = (words: readonly string[]): string =>
  words.length <= few ? words.join(', ') : `${words.slice(0, few).join(', ')} and ${words.length - few} more`;

const gained = (before: readonly string[], after: readonly string[]): readonly string[] => {
  const known = new Set(before);
  return after.filter((word) => !known.has(word));
};

const total = ({ read, list: lists, write, permissions, tagging }: Access): number =>
  read + lists + write + permissions + tagging;

const levelWords: readonly (readonly [level: keyof Access, words: string])[] = [
  ['permissions', 'permissions management'],
  ['write', 'writing'],
  ['read', 'reading'],
  ['list', 'listing'],
  ['tagging', 'tagging'],
];

/** "14 more actions, 3 of them permissions management"; the most telling level that changed the same way is named. */
const actionsInWords = (before: Access, after: Access): string | undefined => {
  const difference = total(after) - total(before);
  if (difference === 0) return levelShift(before, after);
  const count = Math.abs(difference);
  const head = `${count} ${difference > 0 ? 'more' : 'fewer'} ${count === 1 ? 'action' : 'actions'}`;
  for (const [level, words] of levelWords) {
    const change = after[level] - before[level];
    if (change === 0 || change > 0 !== difference > 0) continue;
    const part = Math.abs(change);
    if (part >= count)
      return count === 1 ? `${head} (${words})` : `${head}, ${part > count ? `${part}` : 'all'} of them ${words}`;
    return `${head}, ${part} of them ${words}`;
  }
  return head;
};

const levelShift = (before: Access, after: Access): string | undefined => {
  for (const [level, words] of levelWords) {
    const change = after[level] - before[level];
    if (change > 0) return `as many actions, but ${change} more of them ${words}`;
  }
  return undefined;
};

const rolesInWords = ({ any, roles }: PassRole): string => (any ? 'any role' : list(roles));
const servicesInWords = ({ services }: PassRole): string =>
  services[0] === '*'
    ? 'any service'
    : list(services.map((service) => servicesByName.get(service) ?? service.replace(/\.amazonaws\.com(\.cn)?$/, '')));

const servicesByName: ReadonlyMap<string, string> = new Map([
  ['lambda.amazonaws.com', 'Lambda'],
  ['states.amazonaws.com', 'Step Functions'],
  ['events.amazonaws.com', 'EventBridge'],
  ['scheduler.amazonaws.com', 'EventBridge Scheduler'],
  ['pipes.amazonaws.com', 'EventBridge Pipes'],
  ['cloudformation.amazonaws.com', 'CloudFormation'],
  ['ec2.amazonaws.com', 'EC2'],
  ['ecs-tasks.amazonaws.com', 'ECS tasks'],
  ['apigateway.amazonaws.com', 'API Gateway'],
  ['appsync.amazonaws.com', 'AppSync'],
]);

const passRoleInWords = (before: PassRole | undefined, after: PassRole | undefined): readonly string[] => {
  if (!after) return before ? ['can no longer pass roles'] : [];
  if (!before) return [`can now pass ${rolesInWords(after)} to ${servicesInWords(after)}`];
  const lines: string[] = [];
  const roles =
    after.any && !before.any ? ['any role'] : after.any || before.any ? [] : gained(before.roles, after.roles);
  const services = before.services[0] === '*' ? [] : gained(before.services, after.services);
  if (roles.length > 0) lines.push(`can now pass ${list(roles)} to ${servicesInWords(after)}`);
  else if (services.length > 0)
    lines.push(`can now pass ${rolesInWords(after)} to ${servicesInWords({ ...after, services })}`);
  return lines;
};

const wildcardText = ({ action, resource }: Power['wildcards'][number]): string =>
  `${action} on ${resource === '*' ? 'every resource' : resource}`;

/**
 * What changed from one version of a holder's policies to another, in words, worst first. Empty where the two come to
 * the same.
 */
export const comparePower = (before: Power, after: Power): readonly string[] => {
  const lines: string[] = [];
  if (after.admin !== before.admin)
    lines.push(after.admin ? 'is now an administrator' : 'is no longer an administrator');
  if (after.nearAdmin !== before.nearAdmin) {
    if (after.nearAdmin !== undefined && !before.admin) lines.push(`is now near an administrator: ${after.nearAdmin}`);
    else if (after.nearAdmin === undefined && !after.admin) lines.push('is no longer near an administrator');
  }
  const count = actionsInWords(before.access, after.access);
  if (count !== undefined) lines.push(count);
  lines.push(...passRoleInWords(before.passRole, after.passRole));
  const paths = (power: Power) => power.privilegeEscalation.map(({ path }) => path);
  const names = new Map(
    [...before.privilegeEscalation, ...after.privilegeEscalation].map(({ path, name }) => [path, name]),
  );
  const named = (ids: readonly string[]) => list(ids.map((id) => `${names.get(id) ?? id} (${id})`));
  if (!after.admin) {
    const more = gained(paths(before), paths(after));
    if (more.length > 0) lines.push(`can now escalate its privileges: ${named(more)}`);
  }
  if (!before.admin) {
    const fewer = gained(paths(after), paths(before));
    if (fewer.length > 0) lines.push(`can no longer escalate its privileges: ${named(fewer)}`);
  }
  const limited = (power: Power) => power.limitedEscalation.flatMap(({ targets }) => targets);
  const targets = [...new Set(gained(limited(before), limited(after)))];
  if (targets.length > 0) lines.push(`can now act with the permissions of ${list(targets)}`);
  // What an administrator can do needs no list.
  if (after.admin || before.admin) return lines;
  for (const [key, now, noLonger] of [
    ['credentialExposure', 'can now obtain credentials', 'can no longer obtain credentials'],
    ['dataExfiltration', 'can now read any stored data', 'can no longer read any stored data'],
  ] as const) {
    const more = gained(before[key], after[key]);
    const fewer = gained(after[key], before[key]);
    if (more.length > 0) lines.push(`${now}: ${list(more)}`);
    if (fewer.length > 0) lines.push(`${noLonger}: ${list(fewer)}`);
  }
  const wildcards = gained(before.wildcards.map(wildcardText), after.wildcards.map(wildcardText));
  if (wildcards.length > 0) lines.push(`wildcards added: ${list(wildcards)}`);
  return lines;
};

/** Whether a line of `comparePower` takes something away; the others give. */
export const isLoss = (line: string): boolean => /\bno longer\b|^\d+ fewer actions?\b/.test(line);
