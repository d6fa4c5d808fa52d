import type { Arn } from '../arn.ts';
import type { ResourceRef } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';
import { type Brake, type BrakeMemory, createBrake, isThrottling } from './brake.ts';
import { createPace } from './pace.ts';
import { type Collector, type Observed, observe, type Page, type Place } from './reading.ts';

/** A collector with the client that it reads through, whatever type that is. */
export interface BoundCollector {
  readonly name: string;
  readonly kind: Kind;
  readonly finds: (arn: Arn) => boolean;
  /** The IAM actions of `list`. */
  readonly actions: readonly string[];
  /** What is read of each resource, in the order in which all of them are read: facets that decide first, then the rest. */
  readonly rounds: readonly (readonly string[])[];
  /** Whether the first round is of what decides. */
  readonly decides: boolean;
  /** The facets of a read that shows whether a resource is still there; `undefined` where only the list shows it. */
  readonly confirmedBy: readonly string[] | undefined;
  readonly list: (place: Place, token: string | undefined) => Promise<Page>;
  /** Reads what is read of each resource, or only what tells these facets. */
  readonly observe: (ref: ResourceRef, readAt: Date, facets?: readonly string[]) => Promise<Observed>;
  /** How much of its usual pace the service is called with, as far as all workers have found. */
  readonly share: () => Promise<number>;
}

/** What the workers of a sweep have in common when they open collectors. */
export interface Pacing {
  /** `2` calls twice as often as usual. */
  readonly times: number;
  /** Where they tell each other that they were throttled. */
  readonly memory?: BrakeMemory;
  /** When the worker has to be done with what it is at, in milliseconds. */
  readonly until?: () => number;
}

/** What every client of the SDK is made with here: patient with throttling, and slower while it lasts. */
export interface ClientOptions {
  readonly region: string;
  readonly retryMode: 'adaptive';
  readonly maxAttempts: number;
}

/** What is throttled more often than that comes again later, by itself. */
const attemptsAtOnce = 3;

type Next = (args: object) => Promise<never>;

interface Client {
  readonly middlewareStack: object;
}

/** What a client's stack of middleware takes, without the types of one client's calls. */
interface AttemptStack {
  add(
    middleware: (next: Next, context: { readonly commandName?: string }) => Next,
    options: { readonly step: 'finalizeRequest'; readonly priority: 'low'; readonly name: string },
  ): void;
}

/** How a service is read: its collectors, their client, and how fast one worker may call. */
export interface ServiceDefinition<C> {
  readonly client: (options: ClientOptions) => C;
  readonly collectors: readonly Collector<C>[];
  /** Calls a second of one worker: a fraction of what the account may make, because deployments need the rest. */
  readonly perSecond: number;
  /** Calls with a quota of their own. */
  readonly apart?: { readonly [operation: string]: number };
}

export interface Service {
  /** What the collectors are called and everything that they call. */
  readonly collectors: readonly { readonly name: string; readonly kind: Kind; readonly actions: readonly string[] }[];
  readonly open: (region: string, pacing: Pacing) => readonly BoundCollector[];
}

const nameOf = <C>({ name, kind }: Collector<C>): string => name ?? kind;

/** Facets that decide, then the others; no round without any. */
const roundsOf = <C>({ reads }: Collector<C>): readonly (readonly string[])[] =>
  [true, false]
    .map((first) => reads.filter(({ decides = false }) => decides === first).flatMap(({ facets }) => facets))
    .filter((facets) => facets.length > 0);

export const bind = <C>(collector: Collector<C>, client: C, brake?: Brake): BoundCollector => ({
  name: nameOf(collector),
  kind: collector.kind,
  finds: collector.finds ?? (() => true),
  actions: collector.actions,
  rounds: roundsOf(collector),
  decides: collector.reads.some(({ decides }) => decides),
  confirmedBy: collector.reads.find(({ none }) => none === undefined)?.facets,
  list: (place, token) => collector.list(client, place, token),
  observe: (ref, readAt, facets) =>
    observe(
      client,
      ref,
      collector.reads.filter((read) => facets === undefined || read.facets.some((facet) => facets.includes(facet))),
      readAt,
      // Rounds can fall into one second, and are steps of their own.
      `account#read#${nameOf(collector)}#${facets?.[0] ?? ''}`,
    ),
  share: async () => {
    await brake?.hear();
    return brake?.share() ?? 1;
  },
});

/** Waits before every attempt, so that tries again are paced like first ones, and slows down where one is throttled. */
const paced = <C extends Client>(
  client: C,
  { perSecond, apart = {} }: Pick<ServiceDefinition<C>, 'perSecond' | 'apart'>,
  brake: Brake,
  { times, until }: Pacing,
): C => {
  const paceOf = (rate: number) =>
    createPace({ perSecond: rate * times, share: brake.share, ...(until === undefined ? {} : { until }) });
  const others = paceOf(perSecond);
  const own = new Map(Object.entries(apart).map(([operation, rate]) => [`${operation}Command`, paceOf(rate)]));
  (client.middlewareStack as AttemptStack).add(
    (next, { commandName = '' }) =>
      async (args) => {
        await (own.get(commandName) ?? others)();
        try {
          return await next(args);
        } catch (thrown) {
          if (isThrottling(thrown)) await brake.press();
          throw thrown;
        }
      },
    { step: 'finalizeRequest', priority: 'low', name: 'pace' },
  );
  return client;
};

export const defineService = <C extends Client>({ client, collectors, ...paces }: ServiceDefinition<C>): Service => ({
  collectors: collectors.map((collector) => ({
    name: nameOf(collector),
    kind: collector.kind,
    actions: [...new Set([...collector.actions, ...collector.reads.flatMap(({ actions }) => actions)])],
  })),
  open: (region, pacing) => {
    // A service is known here by what is collected from it first; it throttles each Region by itself.
    const brake = createBrake(`${collectors.map(nameOf)[0]}#${region}`, pacing.memory);
    const made = client({ region, retryMode: 'adaptive', maxAttempts: attemptsAtOnce });
    const opened = paced(made, paces, brake, pacing);
    return collectors.map((collector) => bind(collector, opened, brake));
  },
});
