import { isObject, type Json, type JsonObject } from '../json.ts';

/**
 * Defensive access to `requestParameters` or `responseElements`, whose member names are written by hundreds of teams:
 * a name is found as given, then ignoring case (`uUID`, `kMSKeyArn`, `Host`), then inside the `…Input` members into
 * which API Gateway puts a request (`putMethodInput`). A JSON `null` counts as missing.
 *
 * Values that CloudTrail masks are never returned: `hidden(name)` tells them from missing ones.
 */
export interface Fields {
  /** `omitted`: there were parameters, but CloudTrail dropped them (over 100 KB). That is unknown, not empty. */
  readonly state: 'present' | 'absent' | 'omitted';
  /** Why they were omitted, as recorded. */
  readonly reason?: string;
  /** The members as recorded; `{}` unless present. */
  readonly raw: JsonObject;
  /** The value, unless missing or hidden. */
  readonly get: (name: string) => Json | undefined;
  /** Whether the record has the member, hidden or not. */
  readonly has: (name: string) => boolean;
  /** Whether the record has the member, but masks its value. */
  readonly hidden: (name: string) => boolean;
  readonly string: (name: string) => string | undefined;
  readonly number: (name: string) => number | undefined;
  readonly boolean: (name: string) => boolean | undefined;
  /** The items of a list; one item where the record carries it bare (XML services do); `[]` when missing. */
  readonly list: (name: string) => readonly Json[];
  /** The strings of `list`, hidden ones left out. */
  readonly strings: (name: string) => readonly string[];
  /** The objects of `list`, each with the same defensive access. */
  readonly objects: (name: string) => readonly Fields[];
  /** A nested object; `state` is `absent` when there is none. */
  readonly object: (name: string) => Fields;
}

const MASKS = /^(?:HIDDEN_DUE_TO_SECURITY_REASONS|\*{3,}|<?sensitiveDataRemoved>?|INFORMATION_REDACTED)$/;

/** Whether CloudTrail shows a placeholder instead of the value. */
export const isHidden = (value: Json | undefined): boolean => typeof value === 'string' && MASKS.test(value);

const memberOf = (record: JsonObject, name: string): Json | undefined => {
  if (Object.hasOwn(record, name)) return record[name];
  const wanted = name.toLowerCase();
  for (const [key, value] of Object.entries(record)) {
    if (key.length === name.length && key.toLowerCase() === wanted) return value;
  }
  return undefined;
};

const find = (record: JsonObject, name: string): Json | undefined => {
  const direct = memberOf(record, name);
  if (direct !== undefined && direct !== null) return direct;
  for (const [key, value] of Object.entries(record)) {
    if (!key.endsWith('Input') || !isObject(value)) continue;
    const inner = memberOf(value, name);
    if (inner !== undefined && inner !== null) return inner;
  }
  return undefined;
};

const NONE: JsonObject = Object.freeze({});

const accessTo = (raw: JsonObject, state: Fields['state'], reason?: string): Fields => {
  const get = (name: string): Json | undefined => {
    const value = find(raw, name);
    return isHidden(value) ? undefined : value;
  };
  const list = (name: string): readonly Json[] => {
    const value = get(name);
    if (value === undefined) return [];
    return Array.isArray(value) ? value : [value as Json];
  };
  return {
    state,
    ...(reason === undefined ? {} : { reason }),
    raw,
    get,
    list,
    has: (name) => find(raw, name) !== undefined,
    hidden: (name) => isHidden(find(raw, name)),
    string: (name) => {
      const value = get(name);
      return typeof value === 'string' ? value : undefined;
    },
    number: (name) => {
      const value = get(name);
      if (typeof value === 'number') return value;
      if (typeof value !== 'string' || value.trim() === '') return undefined;
      const number = Number(value);
      return Number.isFinite(number) ? number : undefined;
    },
    boolean: (name) => {
      const value = get(name);
      if (typeof value === 'boolean') return value;
      if (typeof value !== 'string') return undefined;
      const text = value.toLowerCase();
      return text === 'true' ? true : text === 'false' ? false : undefined;
    },
    strings: (name) => list(name).filter((item): item is string => typeof item === 'string' && !isHidden(item)),
    objects: (name) => list(name).filter(isObject).map(fieldsOf),
    object: (name) => fieldsOf(get(name)),
  };
};

const ABSENT = accessTo(NONE, 'absent');

/**
 * Reads `requestParameters` / `responseElements`: `null` and anything that is no object is absent.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const fieldsOf = (value: unknown): Fields => {
  if (!isObject(value)) return ABSENT;
  const { omitted, reason } = value;
  if (omitted === true) return accessTo(NONE, 'omitted', typeof reason === 'string' ? reason : 'omitted by CloudTrail');
  return accessTo(value, 'present');
};
