import { createHash } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import type { ProblemLog } from '../raw.ts';
import { intrinsicOf, scalarText } from '../values.ts';

/** A resource while the transform works on it. */
export interface Draft {
  readonly logicalId: string;
  readonly type: string;
  readonly path: Path;
  /** `Condition`, `DependsOn`, `Metadata`, … */
  readonly attributes: JsonObject;
  properties: Record<string, Json>;
}

/** What the parts of the transform share: they read the template's resources and add what they make. */
export interface Sam {
  readonly drafts: Map<string, Draft>;
  readonly made: Map<string, Draft>;
  /** Logical ids of the template's own resources that are no SAM resources. */
  readonly written: ReadonlySet<string>;
  readonly conditions: Record<string, Json>;
  /** `Function.Alias` and its like, with the logical id they stand for. */
  readonly generated: Map<string, string>;
  /** `<API> <path> <method>` → the event that asked for it. */
  readonly routes: Map<string, Path>;
  readonly values: ReadonlyMap<string, Json>;
  readonly log: ProblemLog;
}

/** Thrown when a resource can not be translated: reported at its place, and the others go on. */
export class SamError extends Error {
  readonly path: Path;

  constructor(path: Path, message: string) {
    super(message);
    this.path = path;
  }
}

export const refTo = (logicalId: string): JsonObject => ({ Ref: logicalId });
export const attributeOf = (logicalId: string, attribute: string): JsonObject => ({
  'Fn::GetAtt': [logicalId, attribute],
});
export const subText = (text: string, variables?: JsonObject): JsonObject => ({
  'Fn::Sub': variables ? [text, variables] : text,
});
export const noValue: JsonObject = { Ref: 'AWS::NoValue' };

/** The first ten digits by which SAM tells versions of a generated resource apart. */
export const shortHash = (value: Json): string =>
  createHash('sha1')
    .update(typeof value === 'string' ? value : canonical(value))
    .digest('hex')
    .slice(0, 10);

const canonical = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value).replace(/[\u007f-\uffff]/g, escapeUnit);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${canonical(key)}:${canonical(value[key] ?? null)}`).join(',')}}`;
};
const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Attributes that what is made of a resource takes over from it. */
export const inherited = ({ attributes }: Draft): JsonObject =>
  pick(attributes, ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy']);

export const pick = (from: JsonObject, keys: readonly string[]): Record<string, Json> => {
  const out: Record<string, Json> = {};
  for (const key of keys) {
    const value = from[key];
    if (value !== undefined) out[key] = value;
  }
  return out;
};

/** Leaves out what has no value. */
export const compact = (entries: Readonly<Record<string, Json | undefined>>): Record<string, Json> => {
  const out: Record<string, Json> = {};
  for (const key in entries) {
    const value = entries[key];
    if (value !== undefined && value !== null) out[key] = value;
  }
  return out;
};

export const make = (
  sam: Sam,
  path: Path,
  logicalId: string,
  type: string,
  properties: Readonly<Record<string, Json | undefined>>,
  attributes: JsonObject = {},
): Draft => {
  const draft: Draft = { logicalId, type, path, attributes, properties: compact(properties) };
  const existing = sam.made.get(logicalId);
  // A resource of the template itself: what is made would silently stand in its place.
  if (existing && sam.written.has(logicalId)) {
    throw new SamError(
      existing.path,
      `resource ${logicalId} has the logical id of what SAM makes, allowed is any other`,
    );
  }
  sam.made.set(logicalId, draft);
  return draft;
};

/** A value with a `Ref` to a parameter replaced by what the parameter holds, where that is known. */
export const known = (sam: Sam, value: Json | undefined): Json | undefined => {
  const intrinsic = value === undefined ? undefined : intrinsicOf(value);
  if (intrinsic?.[0] !== 'Ref' || typeof intrinsic[1] !== 'string') return value;
  const held = sam.values.get(intrinsic[1]);
  return held !== undefined && (scalarText(held) !== undefined || Array.isArray(held)) ? held : value;
};

export const isIntrinsic = (value: Json | undefined): boolean =>
  value !== undefined &&
  (intrinsicOf(value) !== undefined ||
    (isObject(value) && typeof value['Condition'] === 'string' && Object.keys(value).length === 1));

/** The logical id a `Ref` or `Fn::GetAtt` names. */
export const referenced = (value: Json | undefined): string | undefined => {
  const [name, argument] = (value === undefined ? undefined : intrinsicOf(value)) ?? [];
  if (name === 'Ref' && typeof argument === 'string') return argument;
  if (name === 'Fn::GetAtt') {
    const first = Array.isArray(argument) ? (argument[0] as Json) : argument;
    return typeof first === 'string' ? first.split('.')[0] : undefined;
  }
  return undefined;
};

/** Text with only letters and digits, as logical ids are made. */
export const alphanumeric = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '');

/** Tags in CloudFormation's form, SAM's own mark first. */
export const tagList = (tags: Json | undefined, mark = 'lambda:createdBy'): Json[] => {
  const own = Object.entries(isObject(tags) ? tags : {}).map(([Key, Value]) => ({ Key, Value: Value ?? '' }));
  return [{ Key: mark, Value: 'SAM' }, ...own];
};

/** The condition under which two conditions hold, made when it is needed. */
export const bothConditions = (sam: Sam, one: Json | undefined, other: Json | undefined): string | undefined => {
  if (typeof one !== 'string') return typeof other === 'string' ? other : undefined;
  if (typeof other !== 'string' || one === other) return one;
  const name = `${one}AND${other}`;
  sam.conditions[name] = { 'Fn::And': [{ Condition: one }, { Condition: other }] };
  return name;
};

/** The condition under which another does not hold. */
export const notCondition = (sam: Sam, condition: string): string => {
  const name = `NOT${condition}${shortHash(`NOT${condition}`)}`;
  sam.conditions[name] = { 'Fn::Not': [{ Condition: condition }] };
  return name;
};

/** Value under a condition: `Fn::If` with nothing in the other case. */
export const onlyIf = (condition: Json | undefined, value: Json): Json =>
  typeof condition === 'string' ? { 'Fn::If': [condition, value, noValue] } : value;

/** The logical id of a stage: its name is part of it where it has only letters and digits. */
export const stageIdOf = (apiId: string, stage: Json | undefined): string => {
  if (typeof stage !== 'string') return `${apiId}Stage`;
  return alphanumeric(stage) === stage ? `${apiId}${stage}Stage` : `${apiId}Stage${shortHash(stage)}`;
};
