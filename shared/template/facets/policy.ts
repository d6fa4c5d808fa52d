import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Rendered } from '../render.ts';

/** A policy document of a template: what can be told of it, and what only the deployment decides. */
export interface ReadPolicy {
  readonly document: Json;
  /** Empty where the document is known in full. */
  readonly open: readonly string[];
}

const parsed = (value: Json | undefined): Json | undefined => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
};

const statementsOf = (document: Json): readonly Json[] => {
  const statement = isObject(document) ? document['Statement'] : undefined;
  if (statement === undefined) return [];
  return Array.isArray(statement) ? statement : [statement];
};

/** Whether a value holds one of the names that are open. */
const opener = (open: readonly string[]) => {
  const marks = open.map((name) => `\${${name.replace(/^(parameter|export) /, '')}}`);
  return (value: Json | undefined): boolean => {
    if (value === undefined || marks.length === 0) return false;
    const text = JSON.stringify(value);
    return marks.some((mark) => text.includes(mark));
  };
};

/** Whether nothing of the text is known, so that it may be `*`. */
const isAllOpen = (value: Json): boolean => typeof value === 'string' && /^\$\{[^}]*\}$/.test(value);

/**
 * Whether service, Region and account of an ARN are known, so that only the name of the resource is open: what a
 * condition lets in is then one thing of a known owner, whichever it will be.
 */
const isOpenOnlyInName = (text: string): boolean => {
  const [, ...fields] = text.split(':');
  return text.startsWith('arn:') && fields.length >= 5 && !fields.slice(0, 4).join(':').includes('${');
};

/** Whether a condition hangs on values of which more is open than the name of a resource. */
const isUndecided = (condition: Json | undefined, isOpen: (value: Json | undefined) => boolean): boolean => {
  if (condition === undefined || !isOpen(condition)) return false;
  if (typeof condition === 'string') return !isOpenOnlyInName(condition);
  return Object.values(condition ?? {}).some((inner: Json) => isUndecided(inner, isOpen));
};

interface Kept {
  readonly statement: JsonObject | undefined;
  readonly whole: boolean;
}

const list = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [value]);

/** A principal with the members taken out that are not known; `undefined` where none is left. */
const knownPrincipal = (principal: Json, isOpen: (value: Json) => boolean): Json | undefined => {
  if (!isObject(principal)) return isOpen(principal) ? undefined : principal;
  const kept = Object.entries(principal).flatMap(([kind, members]) => {
    const known = list(members).filter((member) => !isOpen(member));
    return known.length === 0 ? [] : [[kind, known] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
};

const keep = (statement: JsonObject, isOpen: (value: Json | undefined) => boolean): Kept => {
  if (!isOpen(statement)) return { statement, whole: true };
  const { Principal: principal, NotPrincipal: others, Effect: effect, Condition: condition } = statement;
  // What a condition compares with decides who gets in.
  if (isUndecided(condition, isOpen) || isOpen(effect) || isOpen(others)) return { statement: undefined, whole: false };
  const out: Record<string, Json> = { ...statement };
  let whole = true;
  if (isOpen(principal)) {
    const known = knownPrincipal(principal ?? null, isOpen);
    if (known === undefined) return { statement: undefined, whole: false };
    out['Principal'] = known;
    whole = false;
  }
  for (const member of ['Action', 'NotAction', 'Resource', 'NotResource']) {
    const value = statement[member];
    if (value === undefined || !isOpen(value)) continue;
    // A name inside an ARN narrows it, whatever it will be; a value of which nothing is known may be everything.
    const isUnclear = (one: Json): boolean => isOpen(one) && (member.endsWith('Action') || isAllOpen(one));
    const known = list(value).filter((one) => !isUnclear(one));
    if (known.length === list(value).length) continue;
    whole = false;
    if (known.length === 0) return { statement: undefined, whole };
    out[member] = known;
  }
  return { statement: out, whole };
};

/**
 * Reads a policy document. A statement whose meaning hangs on what is not known yet is taken out, and so are such
 * principals and actions: what is left is true, and the rest is *unknown*. `undefined` where nothing is there.
 */
export const readPolicy = ({ value, open }: Rendered): ReadPolicy | undefined => {
  const document = parsed(value);
  if (document === undefined || document === null) return undefined;
  if (open.length === 0) return { document, open };
  if (!isObject(document)) return { document: { Version: '2012-10-17', Statement: [] }, open };
  const isOpen = opener(open);
  const kept = statementsOf(document).map((statement) =>
    isObject(statement) ? keep(statement, isOpen) : { statement: undefined, whole: !isOpen(statement) },
  );
  const statements = kept.flatMap(({ statement }) => (statement === undefined ? [] : [statement]));
  return {
    document: { ...document, Statement: statements },
    open: kept.every(({ whole }) => whole) ? [] : open,
  };
};

/** One statement, in the same way; `undefined` where its meaning is open. */
export const readStatement = ({ value, open }: Rendered): JsonObject | undefined => {
  if (!isObject(value)) return undefined;
  return keep(value, opener(open)).statement;
};
