import type { Arn } from '../arn.ts';
import type { Finding } from '../engine/finding.ts';
import type { Rule } from '../engine/rule.ts';
import type { TemplatePlace } from '../finding-json.ts';
import type { Op } from '../inventory/document.ts';
import { derivedInputs } from '../inventory/links.ts';
import { isObject } from '../json.ts';
import type { StackEffect } from './facets/mappers.ts';
import type { TemplateStack } from './resolve.ts';
import { statementPath } from './statement-place.ts';

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
const score = ({ effect }: Origin, facets: ReadonlyMap<string, number>, key: string): number => {
  const { op } = effect;
  const about = 'facet' in op ? (facets.get(op.facet) ?? 0) : 0;
  const segments = segmentsOf(op).filter((segment) => segment !== '');
  const label = op.op === 'put' && isObject(op.value) ? op.value['name'] : undefined;
  const named = segments.includes(key) || label === key ? 5 : segments.some((segment) => key.includes(segment)) ? 3 : 0;
  const from = effect.from.length > 0 ? 0.5 : 0;
  return about === 0 ? from / 4 : about + named + from;
};

/** Where a finding lies, and what lies there. */
export interface Placed {
  readonly source: TemplatePlace;
  readonly origin: Origin;
  readonly logicalIds: readonly string[];
}

/** The place of the step that explains a finding best. */
export const placeOf = (
  all: readonly Origin[],
  rule: Rule | undefined,
  { key, evidence }: Finding,
): Placed | undefined => {
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
export const placedAt = (origin: Origin, isCause: boolean, within = origin.effect.from): Placed => {
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

/** Where the way lies that a finding on a function tells of: the route of an API, the policy of a topic. */
export const wayOf = ({ evidence }: Finding, origins: ReadonlyMap<Arn, readonly Origin[]>): readonly Origin[] => {
  const { through, by, path } = evidence;
  if (through !== 'trigger' || typeof by !== 'string' || typeof path !== 'string') return [];
  const trigger = origins.get(by as Arn) ?? [];
  const named = trigger.filter(({ effect: { op } }) => {
    const name = op.op === 'put' && isObject(op.value) ? op.value['name'] : undefined;
    return typeof name === 'string' && path.startsWith(`${name} of `);
  });
  return named.length > 0 ? named : trigger.filter(({ effect }) => effect.op.op === 'create');
};
