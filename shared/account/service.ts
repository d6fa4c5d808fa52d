import type { Arn } from '../arn.ts';
import type { ResourceRef } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';
import { createPace } from './pace.ts';
import { type Collector, type Observed, observe, type Page, type Place } from './reading.ts';

/** A collector with the client that it reads through, whatever type that is. */
export interface BoundCollector {
  readonly name: string;
  readonly kind: Kind;
  readonly finds: (arn: Arn) => boolean;
  /** The IAM actions of `list`. */
  readonly actions: readonly string[];
  readonly needsReads: boolean;
  readonly list: (place: Place, token: string | undefined) => Promise<Page>;
  /** Reads what is read of each resource, or only what tells these facets. */
  readonly observe: (ref: ResourceRef, readAt: Date, facets?: readonly string[]) => Promise<Observed>;
}

/** What every client of the SDK is made with here: patient with throttling, and slower while it lasts. */
export interface ClientOptions {
  readonly region: string;
  readonly retryMode: 'adaptive';
  readonly maxAttempts: number;
}

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
  /** Opens the collectors; a pace of 2 calls twice as often as usual. */
  readonly open: (region: string, pace: number) => readonly BoundCollector[];
}

const nameOf = <C>({ name, kind }: Collector<C>): string => name ?? kind;

export const bind = <C>(collector: Collector<C>, client: C): BoundCollector => ({
  name: nameOf(collector),
  kind: collector.kind,
  finds: collector.finds ?? (() => true),
  actions: collector.actions,
  needsReads: collector.reads.length > 0,
  list: (place, token) => collector.list(client, place, token),
  observe: (ref, readAt, facets) =>
    observe(
      client,
      ref,
      collector.reads.filter((read) => facets === undefined || read.facets.some((facet) => facets.includes(facet))),
      readAt,
      `account#read#${nameOf(collector)}`,
    ),
});

/** Waits before every attempt, so that tries again are paced like first ones. */
const paced = <C extends Client>(
  client: C,
  perSecond: number,
  apart: { readonly [operation: string]: number },
  pace: number,
): C => {
  const others = createPace(perSecond * pace);
  const own = new Map(
    Object.entries(apart).map(([operation, rate]) => [`${operation}Command`, createPace(rate * pace)]),
  );
  (client.middlewareStack as AttemptStack).add(
    (next, { commandName = '' }) =>
      async (args) => {
        await (own.get(commandName) ?? others)();
        return next(args);
      },
    { step: 'finalizeRequest', priority: 'low', name: 'pace' },
  );
  return client;
};

export const defineService = <C extends Client>({
  client,
  collectors,
  perSecond,
  apart = {},
}: ServiceDefinition<C>): Service => ({
  collectors: collectors.map((collector) => ({
    name: nameOf(collector),
    kind: collector.kind,
    actions: [...new Set([...collector.actions, ...collector.reads.flatMap(({ actions }) => actions)])],
  })),
  open: (region, pace) => {
    const opened = paced(client({ region, retryMode: 'adaptive', maxAttempts: 6 }), perSecond, apart, pace);
    return collectors.map((collector) => bind(collector, opened));
  },
});
