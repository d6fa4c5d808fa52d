import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from './parse.ts';
import { gotOf, type ProblemLog } from './raw.ts';
import { hasSymbolic, scalarText } from './values.ts';

/** A condition that nobody can tell before deployment, and how it is taken to be. */
export interface Branch {
  readonly condition: string;
  readonly holds: boolean;
}

/** One way the template's conditions can turn out. */
export interface World {
  readonly truths: ReadonlyMap<string, boolean>;
  /** How the conditions stand that differ between the worlds; empty when there is one world. */
  readonly branches: readonly Branch[];
}

type Test =
  | boolean
  | { readonly kind: 'and'; readonly tests: readonly Test[] }
  | { readonly kind: 'or'; readonly tests: readonly Test[] }
  | { readonly kind: 'not'; readonly test: Test }
  | { readonly kind: 'named'; readonly name: string }
  /** True where the unknown `subject` has this value. */
  | { readonly kind: 'equals'; readonly subject: string; readonly value: string };

/** Stands for every value that no condition compares with. */
const anotherValue = '\0another';
const maxCombinations = 256;
const maxWorlds = 16;

interface Sources {
  /** Resolves one side of a comparison. */
  readonly resolve: (value: Json, path: Path) => Json | undefined;
  /** All the values that an unknown may have, where the template says so. */
  readonly allowedValues: (side: Json) => readonly string[] | undefined;
  /** The value that an unknown has where nobody gives another: its world comes first. */
  readonly usualValue: (side: Json) => string | undefined;
  /** The conditions that anything hangs on which is judged; worlds that differ in others alone are one. */
  readonly matter: (condition: string) => boolean;
}

/**
 * The worlds a template can come to: one when every condition is known, otherwise one for each way the unknown values
 * can decide them. Two conditions on the same unknown value never disagree. Where there are too many ways, each unknown
 * is varied alone, so that still every branch is seen.
 */
export const worldsOf = (conditions: JsonObject, sources: Sources, log: ProblemLog): readonly World[] => {
  const unknowns = new Map<string, Set<string>>();
  const usual = new Map<string, string>();

  const comparison = (sides: readonly Json[], path: Path): Test => {
    const [left, right] = sides.map((side, index) => sources.resolve(side, [...path, index]) ?? null);
    const leftKey = JSON.stringify(scalarText(left) ?? left);
    const rightKey = JSON.stringify(scalarText(right) ?? right);
    const leftOpen = hasSymbolic(left ?? null);
    if (leftKey === rightKey) return true;
    if (!leftOpen && !hasSymbolic(right ?? null)) return false;
    const bothOpen = leftOpen && hasSymbolic(right ?? null);
    const subject = bothOpen ? `${leftKey}=${rightKey}` : leftOpen ? leftKey : rightKey;
    const value = bothOpen ? 'true' : leftOpen ? rightKey : leftKey;
    let values = unknowns.get(subject);
    if (!values) {
      const allowed = bothOpen ? undefined : sources.allowedValues((leftOpen ? left : right) ?? null);
      values = new Set(allowed ? allowed.map((one) => JSON.stringify(one)) : [anotherValue]);
      unknowns.set(subject, values);
      const value = bothOpen ? undefined : sources.usualValue((leftOpen ? left : right) ?? null);
      if (value !== undefined) usual.set(subject, JSON.stringify(value));
    }
    values.add(value);
    return { kind: 'equals', subject, value };
  };

  const test = (value: Json, path: Path): Test => {
    const entries = isObject(value) ? Object.entries(value) : [];
    const [entry] = entries;
    if (entry && entries.length === 1) {
      const [name, argument] = entry;
      const inner = [...path, name];
      if (name === 'Condition' && typeof argument === 'string') {
        if (Object.hasOwn(conditions, argument)) return { kind: 'named', name: argument };
        log.warn(path, `condition ${argument} is not defined, allowed are the names under Conditions`);
        return false;
      }
      const list = Array.isArray(argument) ? (argument as readonly Json[]) : undefined;
      if (name === 'Fn::Equals' && list?.length === 2) return comparison(list, inner);
      if (name === 'Fn::Not' && list?.length === 1) return { kind: 'not', test: test(list[0] ?? null, [...inner, 0]) };
      if ((name === 'Fn::And' || name === 'Fn::Or') && list && list.length >= 1) {
        const tests = list.map((one, index) => test(one, [...inner, index]));
        return { kind: name === 'Fn::And' ? 'and' : 'or', tests };
      }
    }
    if (typeof value === 'boolean') return value;
    log.add(path, `the condition is ${gotOf(value)}, allowed are Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition`);
    return false;
  };

  const tests = new Map(Object.entries(conditions).map(([name, value]) => [name, test(value, ['Conditions', name])]));

  const truthsFor = (choice: ReadonlyMap<string, string>): ReadonlyMap<string, boolean> => {
    const truths = new Map<string, boolean>();
    const holds = (one: Test, within: readonly string[]): boolean => {
      if (typeof one === 'boolean') return one;
      if (one.kind === 'equals') return choice.get(one.subject) === one.value;
      if (one.kind === 'not') return !holds(one.test, within);
      if (one.kind === 'and') return one.tests.every((inner) => holds(inner, within));
      if (one.kind === 'or') return one.tests.some((inner) => holds(inner, within));
      if (within.includes(one.name)) {
        log.add(['Conditions', one.name], `condition ${one.name} depends on itself`);
        return false;
      }
      return holds(tests.get(one.name) ?? false, [...within, one.name]);
    };
    for (const [name, one] of tests) truths.set(name, holds(one, [name]));
    return truths;
  };

  const byVector = new Map<string, ReadonlyMap<string, boolean>>();
  const first = new Map(
    [...unknowns].map(([subject, values]) => [subject, usual.get(subject) ?? [...values][0] ?? '']),
  );
  for (const choice of [first, ...choices(unknowns)]) {
    const truths = truthsFor(choice);
    const vector = [...truths].map(([name, holds]) => (sources.matter(name) ? holds : '')).join();
    if (!byVector.has(vector)) byVector.set(vector, truths);
    if (byVector.size === maxWorlds) break;
  }
  const all = [...byVector.values()];
  const open = [...tests.keys()]
    .filter(sources.matter)
    .filter((name) => new Set(all.map((truths) => truths.get(name))).size > 1);
  return all.map((truths) => ({
    truths,
    branches: open.map((condition) => ({ condition, holds: truths.get(condition) ?? false })),
  }));
};

/** Each way to give the unknowns their values; when these are too many, each is varied alone. */
const choices = function* (unknowns: ReadonlyMap<string, ReadonlySet<string>>): Generator<ReadonlyMap<string, string>> {
  const all = [...unknowns].map(([subject, values]) => [subject, [...values]] as const);
  const combinations = all.reduce((product, [, values]) => product * values.length, 1);
  if (combinations > maxCombinations) {
    const base = new Map(all.map(([subject, values]) => [subject, values[0] ?? anotherValue]));
    yield base;
    yield new Map(all.map(([subject, values]) => [subject, values.at(-1) ?? anotherValue]));
    for (const [subject, values] of all) for (const value of values.slice(1)) yield new Map(base).set(subject, value);
    return;
  }
  for (let index = 0; index < combinations; index++) {
    let rest = index;
    const choice = new Map<string, string>();
    for (const [subject, values] of all) {
      choice.set(subject, values[rest % values.length] ?? anotherValue);
      rest = Math.floor(rest / values.length);
    }
    yield choice;
  }
};
