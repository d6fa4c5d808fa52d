import type { JsonObject } from '../json.ts';
import { patterns } from '../patterns/index.generated.ts';
import { rules } from '../rules/index.generated.ts';
import { projections } from './projections.ts';

/** Service → the calls, without version, whose success projections, rules and patterns read. */
export type ConsumedCalls = ReadonlyMap<string, readonly string[]>;

/** What projections, rules and patterns say that they read. */
export const consumedCalls = (): ConsumedCalls => {
  const calls = new Map<string, Set<string>>();
  const add = (source: string, names: readonly string[]): void => {
    const known = calls.get(source) ?? new Set<string>();
    calls.set(source, known);
    for (const name of names) known.add(name);
  };
  for (const service of projections) add(service.source, Object.keys(service.calls));
  for (const rule of rules) {
    if (rule.looksAt === 'activity') for (const [source, names] of Object.entries(rule.calls)) add(source, names);
  }
  for (const { definition } of patterns) {
    if (definition.attempts === 'only') continue;
    for (const [source, names] of Object.entries(definition.reads)) add(source, names);
  }
  return new Map([...calls].sort().map(([source, names]) => [source, [...names].sort()]));
};

/**
 * The most characters of an event pattern.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const longestPattern = 2048;

/** Some names begin others: the shorter prefix finds both. */
const prefixesOf = (names: readonly string[]): readonly string[] =>
  names.filter((name) => !names.some((other) => other !== name && name.startsWith(other)));

interface Share {
  readonly source: string;
  readonly names: readonly string[];
}

/**
 * What is left out of a service because there is far too much of it: AWS services take roles all day, and an event for
 * each would cost more than everything else together.
 */
const narrowed: { readonly [source: string]: JsonObject } = {
  sts: { userIdentity: { type: [{ 'anything-but': ['AWSService'] }] } },
};

const shareOf = ({ source, names }: Share): JsonObject => ({
  eventSource: [`${source}.amazonaws.com`],
  eventName: names.map((prefix) => ({ prefix })),
  ...narrowed[source],
});

const patternOf = (shares: readonly Share[]): JsonObject => ({
  // Nobody but AWS can put an event whose source begins so.
  source: [{ prefix: 'aws.' }],
  'detail-type': ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'],
  detail: {
    // A failed call changed nothing.
    errorCode: [{ exists: false }],
    ...(shares.length === 1 ? shares.map(shareOf)[0] : { $or: shares.map(shareOf) }),
  },
});

const fits = (shares: readonly Share[]): boolean => JSON.stringify(patternOf(shares)).length <= longestPattern;

/**
 * The event patterns that let exactly the consumed calls of these services through, whatever version their names end
 * in: as few as the length of a pattern allows.
 */
export const eventPatterns = (
  sources: readonly string[],
  consumed: ConsumedCalls,
  refused: readonly string[] = refusalSources(),
): readonly JsonObject[] => {
  const patterns: Share[][] = [[]];
  for (const source of sources) {
    for (const name of prefixesOf(consumed.get(source) ?? [])) {
      const current = patterns.at(-1) ?? [];
      const share = current.at(-1);
      const longer =
        share?.source === source
          ? [...current.slice(0, -1), { source, names: [...share.names, name] }]
          : [...current, { source, names: [name] }];
      if (fits(longer)) patterns[patterns.length - 1] = longer;
      else patterns.push([{ source, names: [name] }]);
    }
  }
  const ofRefusals = refused.filter((source) => sources.includes(source));
  return [
    ...patterns.filter((shares) => shares.length > 0).map(patternOf),
    ...(ofRefusals.length === 0 ? [] : [refusalPattern(ofRefusals)]),
  ];
};

/** The services any refused call of which is read, because refusals in a row mean something. */
export const refusalSources = (): readonly string[] =>
  [
    ...new Set(
      patterns
        .filter(({ definition }) => definition.attempts !== undefined)
        .flatMap(({ definition }) => Object.entries(definition.reads))
        .flatMap(([source, names]) => (names.includes('*') ? [source] : [])),
    ),
  ].sort();

/** The refused calls of these services, whatever they are called. */
const refusalPattern = (sources: readonly string[]): JsonObject => ({
  source: [{ prefix: 'aws.' }],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: sources.map((source) => `${source}.amazonaws.com`),
    errorCode: [{ prefix: 'AccessDenied' }, { suffix: 'UnauthorizedOperation' }, { prefix: 'NotAuthorized' }],
  },
});
