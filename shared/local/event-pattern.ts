import { messageOf, TrailwardenError } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { type Leaf, matchTypes, type ValuePattern, valuePattern } from './value-pattern.ts';

/** One way to satisfy a pattern: path → what may stand there. */
type Alternative = ReadonlyMap<string, readonly ValuePattern[]>;

/** An event pattern, read: its alternatives, of which one has to hold. */
export interface EventPattern {
  readonly alternatives: readonly Alternative[];
}

const invalid = (place: string, message: string): TrailwardenError =>
  new TrailwardenError('input-invalid', `${place === '' ? 'event pattern' : place}: ${message}`);

/** `$or` is a word only before two or more objects whose members are no match types; else it is a name like others. */
const isOr = (name: string, value: Json): value is readonly JsonObject[] =>
  name === '$or' &&
  Array.isArray(value) &&
  value.length > 1 &&
  value.every((branch) => isObject(branch) && !Object.keys(branch).some((member) => matchTypes.has(member)));

/** Adds what an object wants to every alternative; what a branch of `$or` wants replaces what stood there. */
const within = (object: JsonObject, place: string, alternatives: readonly Alternative[]): readonly Alternative[] => {
  let found = alternatives;
  if (Object.keys(object).length === 0) throw invalid(place, 'expected members, got an empty object');
  const ors: (readonly JsonObject[])[] = [];
  for (const [name, value] of Object.entries(object)) {
    if (isOr(name, value)) {
      ors.push(value);
      continue;
    }
    const path = place === '' ? name : `${place}.${name}`;
    if (Array.isArray(value)) {
      if (value.length === 0) throw invalid(path, 'expected values, got an empty list');
      const wanted = value.map((element: Json) => valuePattern(path, element));
      found = found.map((alternative) => new Map([...alternative, [path, wanted]]));
    } else if (isObject(value)) found = within(value, path, found);
    else throw invalid(path, `expected a list or an object, got ${JSON.stringify(value)}`);
  }
  for (const branches of ors) found = branches.flatMap((branch) => within(branch, place, found));
  return found;
};

/** A number that JavaScript can not tell from another is refused, as EventBridge does. */
const numbersKept = (_: string, value: unknown, { source }: { readonly source?: string } = {}): unknown => {
  if (typeof value === 'number' && value === 0 && /[1-9]/.test((source ?? '').replace(/e.*$/i, '')))
    throw invalid('', `number out of range: ${source}`);
  return value;
};

/**
 * Reads an event pattern, given as an object or as its text.
 * @throws TrailwardenError `input-invalid`, naming the path
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export const parsePattern = (pattern: unknown): EventPattern => {
  let value = pattern;
  if (typeof pattern === 'string') {
    try {
      value = JSON.parse(pattern, numbersKept);
    } catch (cause) {
      if (cause instanceof TrailwardenError) throw cause;
      throw new TrailwardenError('input-invalid', `event pattern: expected JSON: ${messageOf(cause)}`, { cause });
    }
  }
  if (!isObject(value)) throw invalid('', 'expected an object');
  return { alternatives: within(value, '', [new Map()]) };
};

/** A leaf of an event with the elements of lists that it lies in: list → element. */
interface Field {
  readonly value: Leaf;
  readonly elements: ReadonlyMap<string, number>;
}

/** Every leaf by its path. Names with dots are paths too, and lists leave no trace in a path. */
const fieldsOf = (event: unknown): ReadonlyMap<string, readonly Field[]> => {
  const fields = new Map<string, Field[]>();
  const visit = (value: unknown, path: string, at: string, elements: ReadonlyMap<string, number>): void => {
    if (Array.isArray(value)) {
      value.forEach((element, index) => {
        visit(element, path, `${at}[${index}]`, new Map([...elements, [at, index]]));
      });
    } else if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        const inner = path === '' ? name : `${path}.${name}`;
        visit(member, inner, at === '' ? name : `${at}.${name}`, elements);
      }
    } else if (value !== undefined) {
      const known = fields.get(path) ?? [];
      fields.set(path, known);
      known.push({ value: value as Leaf, elements });
    }
  };
  visit(event, '', '', new Map());
  return fields;
};

/** Two leaves can not come from different elements of one list. */
const together = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean =>
  [...b].every(([list, index]) => (a.get(list) ?? index) === index);

const mayBeAbsent = (patterns: readonly ValuePattern[]): boolean => patterns.some(({ wants }) => wants === 'absence');

const holds = (alternative: Alternative, fields: ReadonlyMap<string, readonly Field[]>): boolean => {
  // Absence is judged last, among the list elements that the values which are there have settled on.
  const wanted = [...alternative].sort(([, a], [, b]) => Number(mayBeAbsent(a)) - Number(mayBeAbsent(b)));
  const from = (index: number, chosen: ReadonlyMap<string, number>): boolean => {
    const next = wanted[index];
    if (next === undefined) return true;
    const [path, patterns] = next;
    const found = (fields.get(path) ?? []).filter(({ elements }) => together(chosen, elements));
    if (found.length === 0 && mayBeAbsent(patterns) && from(index + 1, chosen)) return true;
    return found.some(
      ({ value, elements }) =>
        patterns.some((pattern) => pattern.wants === 'value' && pattern.matches(value)) &&
        from(index + 1, new Map([...chosen, ...elements])),
    );
  };
  return from(0, new Map());
};

/** Whether EventBridge would hand this event to a rule with this pattern. */
export const matchesPattern = ({ alternatives }: EventPattern, event: unknown): boolean => {
  const fields = fieldsOf(event);
  return alternatives.some((alternative) => holds(alternative, fields));
};
