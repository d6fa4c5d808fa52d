import type { Json, JsonObject } from '../json.ts';
import { patterns } from '../patterns/index.generated.ts';
import { rules } from '../rules/index.generated.ts';
import { isVersioned, namesOfCall } from '../trail/change.ts';
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
    // Of a service whose refusals alone are read nothing else is, but somebody has to listen to it.
    for (const [source, names] of Object.entries(definition.reads))
      add(source, definition.attempts === 'only' ? [] : names);
  }
  return new Map([...calls].sort().map(([source, names]) => [source, [...names].sort()]));
};

/**
 * The most characters of an event pattern.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const longestPattern = 2048;

/**
 * The names that a pattern has to tell of a service: all that its calls are recorded under. Where versions follow a name,
 * a shorter one that begins others finds those, too.
 */
const namesFor = (source: string, calls: readonly string[]): readonly string[] =>
  isVersioned(source)
    ? calls.filter((name) => !calls.some((other) => other !== name && name.startsWith(other)))
    : calls.flatMap((call) => namesOfCall(source, call));

/** How a pattern asks for names: as they stand, or by how they begin where a version follows. */
const matchersOf = (source: string, names: readonly string[]): readonly Json[] =>
  isVersioned(source) ? names.map((prefix) => ({ prefix })) : names;

interface Share {
  readonly source: string;
  readonly names: readonly string[];
  readonly narrowing: JsonObject;
}

/** Reads by which somebody gets to know a secret; of parameters only those that are decrypted. */
const decrypted: JsonObject = { requestParameters: { withDecryption: [true] } };

/**
 * What is left out of a service because there is far too much of it: AWS services take roles all day, and an event for
 * each would cost more than everything else together.
 */
const narrowed = (source: string, name: string): JsonObject => {
  if (source === 'sts') return { userIdentity: { type: [{ 'anything-but': ['AWSService'] }] } };
  return source === 'ssm' && name.startsWith('GetParameter') ? decrypted : {};
};

const shareOf = ({ source, names, narrowing }: Share): JsonObject => ({
  eventSource: [`${source}.amazonaws.com`],
  eventName: matchersOf(source, names),
  ...narrowing,
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

/** One rule of EventBridge. */
export interface Listening {
  readonly pattern: JsonObject;
  /** Whether it wants calls that only read, which EventBridge delivers to rules that ask for them and to no other. */
  readonly reads: boolean;
}

/** The state of a rule that asks for calls that only read, too. */
export const allEvents = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** What EventBridge keeps from rules that do not ask for it goes by the name. */
export const isRead = (name: string): boolean => /^(?:Get|List|Describe)/.test(name);

const packed = (sources: readonly string[], calls: ConsumedCalls): readonly JsonObject[] => {
  const patterns: Share[][] = [[]];
  for (const source of sources) {
    for (const name of namesFor(source, calls.get(source) ?? [])) {
      const current = patterns.at(-1) ?? [];
      const share = current.at(-1);
      const narrowing = narrowed(source, name);
      const longer =
        share?.source === source && isSame(share.narrowing, narrowing)
          ? [...current.slice(0, -1), { ...share, names: [...share.names, name] }]
          : [...current, { source, names: [name], narrowing }];
      if (fits(longer)) patterns[patterns.length - 1] = longer;
      else patterns.push([{ source, names: [name], narrowing }]);
    }
  }
  return patterns.filter((shares) => shares.length > 0).map(patternOf);
};

const isSame = (one: JsonObject, other: JsonObject): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * The rules that let exactly the consumed calls of these services through, whatever version their names end in: as few
 * as the length of a pattern allows. Reads are apart, because a rule that asks for them costs more.
 */
export const eventPatterns = (
  sources: readonly string[],
  consumed: ConsumedCalls,
  refused: ConsumedCalls = refusedCalls(),
): readonly Listening[] => {
  const only = (reads: boolean): ConsumedCalls =>
    new Map([...consumed].map(([source, names]) => [source, names.filter((name) => isRead(name) === reads)]));
  const ofRefusals = [...refused].filter(([source]) => sources.includes(source));
  return [
    ...packed(sources, only(false)).map((pattern) => ({ pattern, reads: false })),
    ...packed(sources, only(true)).map((pattern) => ({ pattern, reads: true })),
    ...(ofRefusals.length === 0 ? [] : [{ pattern: refusalPattern(ofRefusals), reads: true }]),
  ];
};

/** Service → the calls (`*`: any) whose failures are read, because attempts mean something. */
export const refusedCalls = (): ConsumedCalls => {
  const calls = new Map<string, Set<string>>();
  for (const { definition } of patterns) {
    if (definition.attempts !== 'only') continue;
    for (const [source, names] of Object.entries(definition.reads))
      calls.set(source, new Set([...(calls.get(source) ?? []), ...names]));
  }
  return new Map([...calls].sort().map(([source, names]) => [source, [...names].sort()]));
};

const refusals: readonly JsonObject[] = [
  { prefix: 'AccessDenied' },
  { suffix: 'UnauthorizedOperation' },
  { prefix: 'NotAuthorized' },
];

/** The failed calls that are read: refusals whatever the call, and of some calls every failure. */
const refusalPattern = (refused: readonly (readonly [string, readonly string[]])[]): JsonObject => {
  const any = refused.filter(([, names]) => names.includes('*')).map(([source]) => `${source}.amazonaws.com`);
  const named = refused.flatMap(([source, names]): readonly JsonObject[] => {
    const eventName = matchersOf(
      source,
      namesFor(
        source,
        names.filter((name) => name !== '*'),
      ),
    );
    return eventName.length === 0
      ? []
      : [{ eventSource: [`${source}.amazonaws.com`], eventName, errorCode: [{ exists: true }] }];
  });
  const shares: readonly JsonObject[] = [
    ...(any.length === 0 ? [] : [{ eventSource: any, errorCode: refusals }]),
    ...named,
  ];
  return {
    source: [{ prefix: 'aws.' }],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: shares.length === 1 ? (shares[0] ?? {}) : { $or: shares },
  };
};
