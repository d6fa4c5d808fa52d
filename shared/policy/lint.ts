import { factsOf } from './action-facts.ts';
import { isKnownService, nearestAction } from './actions.ts';
import type { Policy, Problem } from './document.ts';
import { checkCondition } from './lint-conditions.ts';
import { hasWildcard } from './pattern.ts';

type Fault = Omit<Problem, 'path'>;

const checkAction = (action: string): Fault | undefined => {
  const { everything, ids } = factsOf(action);
  if (everything || ids.length > 0 || action.includes('${')) return undefined;
  const colon = action.indexOf(':');
  if (colon <= 0)
    return { code: 'invalid-action', message: `an action is service:Name, got ${JSON.stringify(action)}` };
  if (hasWildcard(action)) return { code: 'matches-no-action', message: `${action} matches no action that IAM knows` };
  const nearest = nearestAction(action);
  const hint = nearest ? `; the nearest is ${nearest}` : '';
  const service = action.slice(0, colon);
  return isKnownService(service)
    ? { code: 'unknown-action', message: `${service} has no action ${action.slice(colon + 1)}${hint}` }
    : { code: 'unknown-service', message: `IAM knows no service ${service}${hint}` };
};

const checkResource = (resource: string): Fault | undefined => {
  if (resource === '*' || resource.includes('${') || resource.startsWith('execute-api:/')) return undefined;
  if (/^arn:(?:[^:]*:){4}.+/.test(resource) || (resource.startsWith('arn:') && resource.includes('*')))
    return undefined;
  if (hasWildcard(resource) && resource.startsWith('*')) return undefined;
  return { code: 'invalid-arn', message: `a resource is an ARN or *, got ${JSON.stringify(resource)}` };
};

/** Where the values of an element stand: behind an index only where the document has a list. */
export interface Shape {
  /** Path of a statement, as the problems of the parser name it. */
  readonly statement: (index: number) => string;
  /** Whether there is a list at a path, or at keys below it that may hold dots themselves. */
  readonly isList: (path: string, ...keys: readonly string[]) => boolean;
}

/** The shape of a document, for places that can be looked up in it. */
export const shapeOf = (document: unknown): Shape => {
  const at = (path: string, ...keys: readonly string[]): unknown => {
    let value: unknown = document;
    for (const key of [...path.split(/[.[\]]+/).filter(Boolean), ...keys])
      value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    return value;
  };
  const list = Array.isArray(at('Statement'));
  const bare = Array.isArray(document);
  const single = !list && !bare && at('Statement') === undefined;
  return {
    statement: (index) => (bare ? `[${index}]` : list ? `Statement[${index}]` : single ? '' : 'Statement'),
    isList: (path, ...keys) => Array.isArray(at(path, ...keys)),
  };
};

/**
 * Problems that only show beside the lists of all actions and condition keys: names that IAM does not know, values that
 * their operator can not compare, resources that are no ARNs, principals where the kind of policy has none or misses
 * them.
 */
export const lintPolicy = (policy: Policy, type: 'resource' | 'identity' | 'trust', shape: Shape): readonly Problem[] =>
  policy.statements.flatMap((statement) => {
    const path = shape.statement(statement.index);
    const place = (element: string) => (path === '' ? element : `${path}.${element}`);
    const problems: Problem[] = [];
    const check = (
      element: string,
      values: readonly string[] | undefined,
      test: (value: string) => Fault | undefined,
    ): void =>
      values?.forEach((value, index) => {
        const fault = test(value);
        if (!fault) return;
        const at = place(element);
        problems.push({ path: shape.isList(at) ? `${at}[${index}]` : at, ...fault });
      });
    check('Action', statement.actions, checkAction);
    check('NotAction', statement.notActions, checkAction);
    check('Resource', statement.resources, checkResource);
    check('NotResource', statement.notResources, checkResource);
    for (const condition of statement.conditions) {
      const { operator, key } = condition;
      const at = place('Condition');
      const isList = shape.isList(at, operator, key);
      for (const { value, ...fault } of checkCondition(condition, statement))
        problems.push({
          path: `${at}.${operator}.${key}${isList && value !== undefined ? `[${value}]` : ''}`,
          ...fault,
        });
    }
    const named = statement.principals ?? statement.notPrincipals;
    if (type === 'identity') {
      if (named)
        problems.push({
          path: place(statement.principals ? 'Principal' : 'NotPrincipal'),
          code: 'unexpected-principal',
          message: 'an identity policy names no principal: it speaks of whoever it is attached to',
        });
      if (!statement.resources && !statement.notResources)
        problems.push({
          path,
          code: 'missing-resource',
          message: 'the statement has neither Resource nor NotResource',
        });
    } else if (!named)
      problems.push({
        path,
        code: 'missing-principal',
        message: 'the statement has neither Principal nor NotPrincipal',
      });
    if (statement.sid !== undefined && type === 'identity' && !/^[0-9A-Za-z]*$/.test(statement.sid))
      problems.push({ path: place('Sid'), code: 'invalid-sid', message: 'a Sid is made of letters and digits' });
    return problems;
  });
