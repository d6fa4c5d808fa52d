import { isObject, type JsonObject } from '../json.ts';
import type { Operator } from './operator.ts';
import { parseStatement } from './parse-statement.ts';
import type { Principal } from './principal.ts';

export type { Operator } from './operator.ts';
export type { Principal, PrincipalKind } from './principal.ts';

/** Something in a document that IAM would not accept or understand; `path` is its place, as `Statement[0].Action[1]`. */
export interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** One key of one operator of a `Condition` block. `parsed` is missing where IAM knows no such operator. */
export interface Condition {
  readonly operator: string;
  readonly parsed?: Operator;
  readonly key: string;
  /** The key in lower case, as keys are compared. */
  readonly name: string;
  readonly values: readonly string[];
}

/** One statement. An element that is absent is undefined; `index` is its place in the document. */
export interface Statement {
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals?: readonly Principal[];
  readonly notPrincipals?: readonly Principal[];
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface Policy {
  readonly version?: string;
  readonly id?: string;
  readonly statements: readonly Statement[];
  readonly problems: readonly Problem[];
}

/** Names under which the AWS APIs and their SDKs wrap a document. */
const wrappers = [
  'Policy',
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'Document',
  'PolicyVersion',
  'KeyPolicy',
  'ResourcePolicy',
  'AccessPolicies',
  'policyText',
  'policy',
  'Attributes',
  'Role',
];
const topLevel: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);

const unwrap = (document: JsonObject): unknown => {
  for (const name of wrappers) {
    const inner = document[name];
    if (typeof inner === 'string' || isObject(inner)) return inner;
  }
  return undefined;
};

/** What is found below all encodings and wrappings: a document, or why there is none. */
type Unwrapped = { readonly document: unknown } | { readonly malformed: string };

const fromText = (text: string, depth: number): Unwrapped => {
  const trimmed = text.trim();
  if (/^%(?:7B|5B|22|0A|20|0D|25)/i.test(trimmed)) {
    let decoded: string;
    try {
      decoded = decodeURIComponent(trimmed);
    } catch {
      return { malformed: 'the document is URL-encoded, but not validly' };
    }
    return unwrapped(decoded, depth + 1);
  }
  try {
    return unwrapped(JSON.parse(trimmed), depth + 1);
  } catch (thrown) {
    return { malformed: `the document is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
};

const unwrapped = (input: unknown, depth: number): Unwrapped => {
  if (depth > 6) return { malformed: 'the document is wrapped too often to be a policy' };
  if (typeof input === 'string') return fromText(input, depth);
  if (Array.isArray(input) || isParsed(input)) return { document: input };
  if (!isObject(input))
    return { malformed: `a policy is a JSON object, got ${input === null ? 'null' : typeof input}` };
  if (input['Statement'] === undefined && input['statement'] === undefined) {
    const inner = unwrap(input);
    if (inner !== undefined) return unwrapped(inner, depth + 1);
  }
  return { document: input };
};

/** The document itself, as JSON, below the encodings and wrappings that people have it in; `undefined` if there is none. */
export const documentIn = (input: unknown): unknown => {
  const found = unwrapped(input, 0);
  return 'document' in found ? found.document : undefined;
};

/** A policy that was read before, perhaps stored as JSON since, is taken as it is. */
const isParsed = (input: unknown): input is Policy =>
  isObject(input) && Array.isArray(input['statements']) && Array.isArray(input['problems']);

const parseDocument = (document: JsonObject, problems: Problem[], bare = false): Policy => {
  let list = document['Statement'];
  if (!bare) {
    for (const name of Object.keys(document)) {
      if (topLevel.has(name)) continue;
      if (name.toLowerCase() === 'statement') {
        list ??= document[name];
        problems.push({ path: name, code: 'element-case', message: `IAM writes Statement, got ${name}` });
      } else
        problems.push({
          path: name,
          code: 'unknown-element',
          message: `a policy has no element ${name}; allowed are Version, Id and Statement`,
        });
    }
  }
  const version = document['Version'];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17')
    problems.push({
      path: 'Version',
      code: 'invalid-version',
      message: `got ${JSON.stringify(version)}, allowed are 2012-10-17 and 2008-10-17`,
    });
  const id = document['Id'];
  const statements: Statement[] = [];
  if (list === undefined || list === null)
    problems.push({ path: 'Statement', code: 'missing-statement', message: 'the policy has no Statement' });
  else {
    const listed = Array.isArray(list);
    const entries = (listed ? list : [list]) as readonly unknown[];
    const sids = new Set<string>();
    for (let index = 0; index < entries.length; index++) {
      const path = bare && !listed ? '' : listed ? (bare ? `[${index}]` : `Statement[${index}]`) : 'Statement';
      const statement = parseStatement(entries[index], index, path, problems);
      if (!statement) continue;
      if (statement.sid) {
        if (sids.has(statement.sid))
          problems.push({
            path: `${path}.Sid`,
            code: 'duplicate-sid',
            message: `the Sid ${JSON.stringify(statement.sid)} is used twice`,
          });
        sids.add(statement.sid);
      }
      statements.push(statement);
    }
  }
  return {
    ...(typeof version === 'string' && { version }),
    ...(typeof id === 'string' && { id }),
    statements,
    problems,
  };
};

/**
 * Reads any policy document people have: an object, its JSON, its URL-encoded JSON (as IAM returns it), a bare
 * statement or list of statements, or the answer of an API that carries one. Never throws: what is malformed is a
 * problem with its place, and the rest is still there to be judged.
 */
export const parsePolicy = (input: unknown): Policy => {
  const found = unwrapped(input, 0);
  if ('malformed' in found)
    return { statements: [], problems: [{ path: '', code: 'malformed-json', message: found.malformed }] };
  const { document } = found;
  if (isParsed(document)) return document;
  if (Array.isArray(document)) return parseDocument({ Statement: document }, [], true);
  const object = document as JsonObject;
  const isStatement =
    object['Statement'] === undefined &&
    object['statement'] === undefined &&
    (object['Effect'] !== undefined || object['Action'] !== undefined);
  return isStatement ? parseDocument({ Statement: object }, [], true) : parseDocument(object, []);
};
