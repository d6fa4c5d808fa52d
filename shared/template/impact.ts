import type { Arn } from '../arn.ts';
import { knownValue } from '../engine/facet.ts';
import type { Document } from '../inventory/document.ts';
import type { IncomingTrigger } from '../inventory/entrances.ts';
import { derivedFacet, type RolePower } from '../inventory/links.ts';
import type { Reach } from '../inventory/reach.ts';
import { comparePower, isLoss } from '../policy/compare-power.ts';
import { type Exposure, isWider } from '../policy/exposure.ts';
import { powerInWords, powerLevel, powerLevels } from '../policy/power-level.ts';

/** One thing that a deployment would change in the account, in words. */
export interface Impact {
  readonly kind: 'new' | 'exposure' | 'way' | 'power' | 'trigger';
  /** Whether it opens or strengthens something; otherwise it closes or weakens it. */
  readonly wider: boolean;
  readonly resource: { readonly kind: string; readonly arn: string; readonly name: string };
  readonly before: string | null;
  readonly after: string | null;
  readonly words: string;
}

const exposureWords: Readonly<Record<Exposure, string>> = {
  internet: 'reachable from the Internet',
  'any-aws-account': 'reachable from any AWS account',
  'other-account': 'reachable from another account',
  organization: 'reachable from the organization',
  account: 'reachable from its own account',
  none: 'reachable by nobody',
  unknown: 'reachable by whom can not be told',
};

const letters: Readonly<Record<string, string>> = {
  r: 'read',
  l: 'list',
  w: 'write',
  p: 'permission',
  t: 'tagging',
};

const derived = <T>(document: Document | undefined, name: string): T | undefined =>
  document === undefined ? undefined : (knownValue(derivedFacet(document, name)) as T | undefined);

const openWays = (reach: Reach | undefined): readonly Reach['ways'][number][] =>
  (reach?.ways ?? []).filter(({ missing, exposure }) => missing.length === 0 && isWider(exposure, 'account'));

const exposureImpacts = (before: Document | undefined, after: Document): readonly Impact[] => {
  const then = derived<Reach>(before, 'reach');
  const now = derived<Reach>(after, 'reach');
  if (!now || (before && !then)) return [];
  const was = then?.exposure ?? 'none';
  const { kind, arn, name } = after;
  const resource = { kind, arn, name };
  if (was !== now.exposure && (isWider(now.exposure, 'account') || isWider(was, 'account'))) {
    const wider = isWider(now.exposure, was);
    const ways = openWays(now).map(({ path }) => path);
    const by = wider && ways.length > 0 ? `, by ${ways.join('; ')}` : '';
    const words = wider
      ? `the ${kind} ${name} becomes ${exposureWords[now.exposure]}${by}`
      : `the ${kind} ${name} is no longer ${exposureWords[was]}`;
    return [{ kind: 'exposure', wider, resource, before: was, after: now.exposure, words }];
  }
  const known = new Set(openWays(then).map(({ path }) => path));
  return openWays(now)
    .filter(({ path }) => !known.has(path))
    .map(({ path, exposure }) => ({
      kind: 'way',
      wider: true,
      resource,
      before: null,
      after: path,
      words: `the ${kind} ${name} gets another way in: ${path} (${exposureWords[exposure]})`,
    }));
};

/** Access levels that are new, by service: `dynamodb: write`. */
const gained = (before: RolePower | undefined, after: RolePower): readonly string[] => {
  const then = before?.power.services ?? {};
  return Object.entries(after.power.services).flatMap(([service, levels]) => {
    const had = `${then[service] ?? ''}${then['*'] ?? ''}`;
    const added = [...levels].filter((letter) => !had.includes(letter)).map((letter) => letters[letter] ?? letter);
    return added.length === 0 ? [] : [`${service === '*' ? 'every service' : service}: ${added.join(', ')}`];
  });
};

const powerImpacts = (before: Document | undefined, after: Document): readonly Impact[] => {
  const then = derived<RolePower>(before, 'power');
  const now = derived<RolePower>(after, 'power');
  if (!now || (before && !then)) return [];
  const { kind, arn, name } = after;
  const resource = { kind, arn, name };
  const was = then ? powerLevel(then.power) : undefined;
  const level = powerLevel(now.power);
  // The strongest level stands first.
  const rises = was === undefined || powerLevels.indexOf(level) < powerLevels.indexOf(was);
  if (rises && (level === 'admin' || level === 'escalation')) {
    const words = `the ${kind} ${name} ${level === 'admin' ? 'becomes an administrator' : 'can become an administrator'}: ${powerInWords(now.power)}`;
    return [{ kind: 'power', wider: true, resource, before: was ?? null, after: level, words }];
  }
  if (!then) return [];
  if (kind === 'role') {
    const lines = comparePower(then.power, now.power);
    if (lines.length === 0) return [];
    const wider = !lines.every(isLoss);
    const words = `what the role ${name} can do changes: ${lines.join('; ')}`;
    return [{ kind: 'power', wider, resource, before: was ?? null, after: level, words }];
  }
  const more = gained(then, now);
  if (more.length === 0) return [];
  return [
    {
      kind: 'power',
      wider: true,
      resource,
      before: was ?? null,
      after: level,
      words: `the ${kind} ${name} gets more power: ${more.join('; ')}`,
    },
  ];
};

const triggersOf = (document: Document | undefined): ReadonlyMap<string, IncomingTrigger> =>
  new Map(
    (derived<readonly IncomingTrigger[]>(document, 'triggers') ?? []).map((one) => [`${one.kind} ${one.name}`, one]),
  );

const triggerImpacts = (before: Document | undefined, after: Document): readonly Impact[] => {
  const then = triggersOf(before);
  const { kind, arn, name } = after;
  return [...triggersOf(after)]
    .filter(([key]) => !then.has(key))
    .map(([key, trigger]) => ({
      kind: 'trigger',
      wider: true,
      resource: { kind, arn, name },
      before: null,
      after: trigger.arn,
      words: `the ${kind} ${name} gets a new trigger: ${key}${trigger.source === null ? '' : ` from ${trigger.source}`}`,
    }));
};

/** Finds what stands in the account for a resource of the template; `undefined` where it would be new. */
export type FindStanding = (document: Document) => Document | undefined;

/**
 * What deploying would change for functions and roles: new ones, wider or narrower exposure, new ways in, new powers
 * and new triggers. What the template can not tell, or the inventory does not know, is no change.
 */
export const impactsOf = (documents: Iterable<Document>, standing: FindStanding): readonly Impact[] => {
  const out: Impact[] = [];
  for (const after of documents) {
    if (after.presence !== 'present' || (after.kind !== 'function' && after.kind !== 'role')) continue;
    const before = standing(after);
    const { kind, arn, name } = after;
    if (!before) {
      out.push({
        kind: 'new',
        wider: true,
        resource: { kind, arn, name },
        before: null,
        after: arn,
        words: `the ${kind} ${name} is new`,
      });
    }
    out.push(...(kind === 'function' ? exposureImpacts(before, after) : []), ...powerImpacts(before, after));
    if (kind === 'function') out.push(...triggerImpacts(before, after));
  }
  return out;
};

/** The logical id that CloudFormation notes in the tags of what it makes. */
export const logicalIdOf = (document: Document): string | undefined => {
  const tags = knownValue(document.facets['tags']);
  const id =
    typeof tags === 'object' && tags !== null
      ? (tags as { readonly [key: string]: unknown })['aws:cloudformation:logical-id']
      : undefined;
  return typeof id === 'string' ? id : undefined;
};

/** Looks a resource up by its ARN, or by the name that CloudFormation makes up of stack and logical id. */
export const standingFinder = (inventory: readonly Document[], logicalIds: ReadonlyMap<Arn, string>): FindStanding => {
  const byArn = new Map(inventory.map((document) => [document.arn, document]));
  return (document) => {
    const same = byArn.get(document.arn);
    if (same) return same.presence === 'deleted' ? undefined : same;
    const logicalId = logicalIds.get(document.arn);
    const alike = inventory.filter(
      (one) =>
        one.kind === document.kind &&
        one.presence !== 'deleted' &&
        (one.name.startsWith(`${document.name}-`) || (logicalId !== undefined && logicalIdOf(one) === logicalId)),
    );
    return alike.length === 1 ? alike[0] : undefined;
  };
};
