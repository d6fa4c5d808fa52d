import type { Arn } from '../arn.ts';
import type { Finding } from '../engine/finding.ts';
import type { Rule } from '../engine/rule.ts';
import type { TemplatePlace } from '../finding-json.ts';
import type { Op } from '../inventory/document.ts';
import { derivedInputs } from '../inventory/links.ts';
import { isObject } from '../json.ts';
import type { StackEffect } from './facets/mappers.ts';
import type { TemplateStack } from './resolve.ts';
import { statementPath, writtenAt } from './statement-place.ts';

/** Where a step on a resource comes from. */
export interface Origin {
  readonly stack: TemplateStack;
  readonly effect: StackEffect;
}

/** Whether a step makes the resource, and does not only say something of it. */
export const isMaker = ({ effect }: Origin): boolean => effect.op.op === 'create';

/** The facets that a rule's verdict is made of, the ones that others are worked out from among them. */
const facetsOf = (rule: Rule | undefined): ReadonlyMap<string, number> => {
  const weights = new Map<string, number>();
  const add = (names: readonly string[], weight: number): void => {
    for (const name of names) {
      for (const facet of rule ? (derivedInputs(rule.subject, name)?.facets ?? [name]) : []) weights.set(facet, weight);
    }
  };
  add(rule?.uses ?? [], 1);
  add(rule?.needs ?? [], 2);
  return weights;
};

const segmentsOf = (op: Op): readonly string[] => {
  if (op.op === 'put') return op.path;
  return op.op === 'allow' ? [op.sid] : [];
};

/** How well a step explains a finding: it made the very entry, it is about a facet of the rule, or neither. */
const score = ({ stack, effect }: Origin, facets: ReadonlyMap<string, number>, key: string): number => {
  const { op } = effect;
  const about = 'facet' in op ? (facets.get(op.facet) ?? 0) : 0;
  const segments = segmentsOf(op).filter((segment) => segment !== '');
  const label = op.op === 'put' && isObject(op.value) ? op.value['name'] : undefined;
  const named = segments.includes(key) || label === key ? 5 : segments.some((segment) => key.includes(segment)) ? 3 : 0;
  // What a transform adds, or a default, is written nowhere.
  const from = effect.from.length === 0 ? 0 : writtenAt(stack, effect) === undefined ? 0.1 : 0.5;
  return about === 0 ? from / 4 : about + named + from;
};

/** Where a finding lies, and what lies there. */
export interface Placed {
  readonly source: TemplatePlace;
  readonly origin: Origin;
  readonly logicalIds: readonly string[];
}

/** The place of the step that explains a finding best. */
const bestPlace = (all: readonly Origin[], rule: Rule | undefined, { key, evidence }: Finding): Placed | undefined => {
  const facets = facetsOf(rule);
  const [best] = all
    .map((origin) => ({ origin, points: score(origin, facets, key) }))
    .sort((a, b) => b.points - a.points);
  if (!best) return undefined;
  const { stack, effect } = best.origin;
  const { statement } = evidence;
  const within =
    best.points >= 2 && typeof statement === 'string' ? statementPath(stack, effect, statement) : undefined;
  return placedAt(best.origin, best.points >= 2, within);
};

/** The place of a step: of the property it comes from where that explains the finding, else of the resource. */
const placedAt = (origin: Origin, isCause: boolean, within = origin.effect.from): Placed => {
  const { stack, effect } = origin;
  const path = isCause && within.length > 0 ? ['Properties', ...within] : [];
  const logicalId = stack.sourceOf(effect.logicalId, path);
  return {
    source: {
      ...stack.locate(effect.logicalId, path),
      logicalId,
      ...(path.length === 0 ? {} : { path: path.join('.') }),
    },
    origin,
    logicalIds: [effect.logicalId, logicalId, stack.sourceOf(effect.logicalId, [])],
  };
};

type Origins = ReadonlyMap<Arn, readonly Origin[]>;

/** Where the way lies that a finding on a function tells of: its URL, the route of an API, the policy of a topic. */
const wayOf = ({ evidence }: Finding, about: readonly Origin[], origins: Origins): Origin | undefined => {
  const { through, by, path } = evidence;
  if (typeof by !== 'string' || typeof path !== 'string') return undefined;
  if (through === 'url') {
    return about.find(({ effect: { op } }) => op.op === 'put' && op.facet === 'urls' && op.path[0] === by);
  }
  if (through !== 'trigger') return undefined;
  const trigger = origins.get(by as Arn) ?? [];
  const named = trigger.find(({ effect: { op } }) => {
    const name = op.op === 'put' && isObject(op.value) ? op.value['name'] : undefined;
    return typeof name === 'string' && path.startsWith(`${name} of `);
  });
  return named ?? trigger.find(isMaker);
};

/** The statements that give a role or user its power, as `<policy>: <Sid or index>`. */
const statementsIn = ({ power, statements }: Finding['evidence']): readonly string[] => {
  const paths = isObject(power) && Array.isArray(power['escalation']) ? power['escalation'].filter(isObject) : [];
  const through = paths.flatMap((path) => (Array.isArray(path['through']) ? path['through'] : []));
  return [...through, ...(Array.isArray(statements) ? statements : [])].filter((one) => typeof one === 'string');
};

/** The statement that gives a role or user the power which a finding is about. */
const powerPlace = (finding: Finding, about: readonly Origin[], origins: Origins): Placed | undefined => {
  const { role } = finding.evidence;
  const holder = typeof role === 'string' ? (origins.get(role as Arn) ?? []) : about;
  for (const named of statementsIn(finding.evidence)) {
    const colon = named.lastIndexOf(': ');
    const [policy, statement] = [named.slice(0, colon), named.slice(colon + 2)];
    const origin = holder.find(({ effect: { op } }) => op.op === 'put' && op.path[0] === policy);
    if (!origin) continue;
    const name = /^\d+$/.test(statement) ? `#${statement}` : statement;
    return placedAt(origin, true, statementPath(origin.stack, origin.effect, name));
  }
  return undefined;
};

/** Where a finding lies: at the way or the statement that it tells of, or else at the step that explains it best. */
export const placeOf = (
  finding: Finding,
  about: readonly Origin[],
  origins: Origins,
  rule: Rule | undefined,
): Placed | undefined => {
  const way = wayOf(finding, about, origins);
  if (way) return placedAt(way, true);
  const best = bestPlace(about, rule, finding);
  const isWritten = best !== undefined && writtenAt(best.origin.stack, best.origin.effect) !== undefined;
  const isOfHolder = typeof finding.evidence['role'] !== 'string';
  return isWritten && !isOfHolder ? best : (powerPlace(finding, about, origins) ?? best);
};
