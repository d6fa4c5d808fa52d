import { isObject, type JsonObject } from '../json.ts';
import type { Condition, Problem, Statement } from './document.ts';
import { parseOperator } from './operator.ts';
import { type Principal, parsePrincipal } from './principal.ts';

const elements: ReadonlyMap<string, string> = new Map(
  ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'].map(
    (name) => [name.toLowerCase(), name],
  ),
);
const known: ReadonlySet<string> = new Set(elements.values());

/**
 * A value that is not text yet (an intrinsic function of a template, mostly) is kept as a variable that nobody can
 * resolve, so that every later step finds it unknown and none finds it harmless.
 */
const unresolved = (value: unknown): string => `\${${JSON.stringify(value)}}`;

const texts = (value: unknown, path: string, problems: Problem[]): readonly string[] => {
  if (typeof value === 'string') return [value];
  const listed = Array.isArray(value);
  const list: readonly unknown[] = listed ? value : [value];
  if (list.length === 0) problems.push({ path, code: 'empty-list', message: 'the list is empty' });
  return list.map((entry, index) => {
    if (typeof entry === 'string') return entry;
    if (typeof entry === 'boolean' || typeof entry === 'number') return String(entry);
    problems.push({
      path: listed ? `${path}[${index}]` : path,
      code: 'unresolved-value',
      message: `expected text, got ${JSON.stringify(entry) ?? 'nothing'}`,
    });
    return unresolved(entry);
  });
};

const principals = (value: unknown, path: string, problems: Problem[]): readonly Principal[] => {
  if (typeof value === 'string') return [parsePrincipal('aws', value)];
  if (!isObject(value) || Object.keys(value).some((key) => key.startsWith('Fn::') || key === 'Ref')) {
    if (Array.isArray(value))
      return texts(value, path, problems).map((text, index) => {
        problems.push({
          path: `${path}[${index}]`,
          code: 'malformed-principal',
          message: 'a principal stands under AWS, Service, Federated or CanonicalUser',
        });
        return parsePrincipal('aws', text);
      });
    problems.push({ path, code: 'malformed-principal', message: 'expected "*" or an object' });
    return [{ kind: 'unknown', value: unresolved(value) }];
  }
  const found: Principal[] = [];
  for (const [type, entries] of Object.entries(value)) {
    const values = texts(entries, `${path}.${type}`, problems);
    for (let index = 0; index < values.length; index++) {
      const text = values[index] ?? '';
      const principal = parsePrincipal(type.toLowerCase(), text);
      if (principal.kind === 'unknown')
        problems.push({
          path: Array.isArray(entries) ? `${path}.${type}[${index}]` : `${path}.${type}`,
          code: 'unknown-principal',
          message: `${JSON.stringify(text)} under ${type} is no principal that IAM knows`,
        });
      found.push(principal);
    }
  }
  return found;
};

const conditions = (value: unknown, path: string, problems: Problem[]): readonly Condition[] => {
  if (!isObject(value)) {
    problems.push({ path, code: 'malformed-condition', message: 'expected an object of operators' });
    // Something was meant to narrow this statement and can not be read: it is unknown, not absent.
    return [{ operator: unresolved(value), key: '', name: '', values: [] }];
  }
  const found: Condition[] = [];
  for (const operator of Object.keys(value)) {
    const keys = value[operator];
    const parsed = parseOperator(operator);
    if (!parsed)
      problems.push({
        path: `${path}.${operator}`,
        code: 'unknown-operator',
        message: `IAM has no condition operator ${operator}`,
      });
    if (!isObject(keys)) {
      problems.push({
        path: `${path}.${operator}`,
        code: 'malformed-condition',
        message: 'expected an object of condition keys',
      });
      found.push({ operator, key: '', name: '', values: [] });
      continue;
    }
    for (const key of Object.keys(keys)) {
      const values = texts(keys[key], `${path}.${operator}.${key}`, problems);
      found.push({ operator, ...(parsed && { parsed }), key, name: key.toLowerCase(), values });
    }
  }
  return found;
};

const withRightCase = (statement: JsonObject, path: string, problems: Problem[]): JsonObject => {
  let fixed: Record<string, JsonObject[string]> | undefined;
  for (const name of Object.keys(statement)) {
    if (known.has(name)) continue;
    const right = elements.get(name.toLowerCase());
    problems.push(
      right
        ? { path: `${path}.${name}`, code: 'element-case', message: `IAM writes ${right}, got ${name}` }
        : { path: `${path}.${name}`, code: 'unknown-element', message: `a statement has no element ${name}` },
    );
    if (right && statement[right] === undefined) {
      fixed ??= { ...statement };
      fixed[right] = statement[name] as JsonObject[string];
    }
  }
  return fixed ?? statement;
};

const onlyOne = (statement: JsonObject, one: string, path: string, problems: Problem[]): void => {
  if (statement[one] !== undefined && statement[`Not${one}`] !== undefined)
    problems.push({ path, code: 'contradicting-elements', message: `a statement has ${one} or Not${one}, not both` });
};

/** Reads one statement; what is malformed goes to `problems`. `undefined` where there is nothing to judge. */
export const parseStatement = (
  input: unknown,
  index: number,
  path: string,
  problems: Problem[],
): Statement | undefined => {
  if (!isObject(input)) {
    problems.push({ path, code: 'malformed-statement', message: `a statement is an object, got ${typeof input}` });
    return undefined;
  }
  const statement = withRightCase(input, path, problems);
  const { Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement as {
    readonly [name: string]: unknown;
  };
  let effect: 'Allow' | 'Deny' = 'Allow';
  if (Effect === 'Allow' || Effect === 'Deny') effect = Effect;
  else {
    problems.push({
      path: `${path}.Effect`,
      code: Effect === undefined ? 'missing-effect' : 'invalid-effect',
      message: `got ${JSON.stringify(Effect) ?? 'nothing'}, allowed are Allow and Deny`,
    });
    // IAM refuses the document; judged as what it would open, unless it plainly means a deny.
    if (typeof Effect === 'string' && Effect.toLowerCase() === 'deny') effect = 'Deny';
  }
  if (Sid !== undefined && typeof Sid !== 'string')
    problems.push({ path: `${path}.Sid`, code: 'invalid-sid', message: 'a Sid is text' });
  if (Action === undefined && NotAction === undefined)
    problems.push({ path, code: 'missing-action', message: 'the statement has neither Action nor NotAction' });
  onlyOne(statement, 'Action', path, problems);
  onlyOne(statement, 'Resource', path, problems);
  onlyOne(statement, 'Principal', path, problems);
  return {
    index,
    ...(typeof Sid === 'string' && { sid: Sid }),
    effect,
    ...(Principal !== undefined && { principals: principals(Principal, `${path}.Principal`, problems) }),
    ...(NotPrincipal !== undefined && { notPrincipals: principals(NotPrincipal, `${path}.NotPrincipal`, problems) }),
    ...(Action !== undefined && { actions: texts(Action, `${path}.Action`, problems) }),
    ...(NotAction !== undefined && { notActions: texts(NotAction, `${path}.NotAction`, problems) }),
    ...(Resource !== undefined && { resources: texts(Resource, `${path}.Resource`, problems) }),
    ...(NotResource !== undefined && { notResources: texts(NotResource, `${path}.NotResource`, problems) }),
    conditions: Condition === undefined ? [] : conditions(Condition, `${path}.Condition`, problems),
  };
};
