import { createHash } from 'node:crypto';
import { type AccountId, type Arn, parseArn } from '../arn.ts';
import { knownValue } from '../engine/facet.ts';
import { defineRule, type PostureRule, type RuleText } from '../engine/rule.ts';
import type { Severity } from '../engine/severity.ts';
import type { Document, ResourceChange, ResourceRef } from '../inventory/document.ts';
import type { StoredEvent, WindowFacts } from '../inventory/kinds/watching.ts';
import type { Kind } from '../inventory/kinds.ts';
import type { JsonObject } from '../json.ts';
import type { Actor } from '../trail/actor.ts';
import type { Change } from '../trail/change.ts';
import { sightOf } from './sight.ts';

/**
 * What the calls that are looked at together have in common. `actor-anywhere` spans accounts. `habit` is what a resource
 * is used to: it is remembered for months, and one event a week of each thing that is `known` again is enough.
 */
export type Grouping = 'function' | 'role' | 'event-rule' | 'actor' | 'actor-anywhere' | 'habit';

/** What a pattern keeps of a call. */
export interface Observation {
  /** Which function, role, rule or actor of its grouping. */
  readonly group: string;
  /** The resource that the call is about. */
  readonly resource?: Arn | undefined;
  readonly facts?: WindowFacts;
  /** Of a habit: what is known again when it comes again. */
  readonly known?: string;
}

/** An event of a window, without what anybody kept of it. */
export type Call = Omit<StoredEvent, 'facts'>;

/** An event of a window, with the facts that the pattern itself kept. */
export type WindowEvent = Call & { readonly facts: WindowFacts };

/** Several calls that mean something together. */
export interface Incident {
  /** Which incident of its resource: a repetition of the same one has the same key. */
  readonly key: string;
  readonly about: { readonly kind: Kind; readonly arn: string };
  readonly events: readonly WindowEvent[];
  readonly message: string;
  readonly evidence?: JsonObject;
  readonly severity?: Severity;
  readonly remediation?: string;
}

export interface PatternDefinition extends RuleText {
  /** How far apart the first and the last event of an incident can be. */
  readonly windowMinutes: number;
  /** How long events are remembered; at least the window. */
  readonly memoryMinutes?: number;
  readonly groupBy: Grouping;
  /** Service → calls without version; `*`: every call, for patterns over attempts only. */
  readonly reads: { readonly [source: string]: readonly string[] };
  /** Whether calls that failed are looked at, or only those. */
  readonly attempts?: 'too' | 'only';
  observe(change: Change): Iterable<Observation>;
  /**
   * What an event bears that no incident is without; incidents bear `fewestSigns` different ones, one if not said. Where
   * a window has fewer, `find` is not asked.
   */
  sign?(event: Call, facts: WindowFacts): string | undefined;
  readonly fewestSigns?: number;
  /** Pure: `events` are all of one group in stamp order. */
  find(events: readonly WindowEvent[], windowMinutes: number): Iterable<Incident>;
}

export interface Pattern {
  readonly definition: PatternDefinition;
  /** The pattern as a rule over the window that it fills. */
  readonly rule: PostureRule;
}

/**
 * Defines a pattern: a small machine over the events of one group. What it has seen is a resource like any other (an
 * `activity-window`), so duplicates, reordering and late records are the inventory's business and not the pattern's.
 */
export const definePattern = (definition: PatternDefinition): Pattern => {
  return {
    definition,
    rule: defineRule({
      id: definition.id,
      title: definition.title,
      severity: definition.severity,
      detections: definition.detections,
      attack: definition.attack,
      rationale: definition.rationale,
      remediation: definition.remediation,
      references: definition.references,
      subject: 'activity-window',
      lasting: true,
      isIdle: (window) => isIdle(definition, window),
      needs: ['groupBy', 'events'],
      *evaluate({ groupBy, events }, { resource }) {
        if (!isConcerned(definition, groupBy, events)) return;
        const ordered = withinReach(sightOf(definition, resource.arn, events).events, definition);
        for (const incident of definition.find(ordered, definition.windowMinutes)) {
          yield {
            key: incident.key,
            about: refOf(incident.about),
            message: incident.message,
            evidence: { ...incident.evidence, events: incident.events.map(inShort) },
            pattern: { events: incident.events.map(({ id }) => id), window: inWords(definition.windowMinutes) },
            ...(incident.severity === undefined ? {} : { severity: incident.severity }),
            ...(incident.remediation === undefined ? {} : { remediation: incident.remediation }),
          };
        }
      },
    }),
  };
};

/**
 * The events that an incident which has just been completed can be made of: what the pattern looked at, no older than
 * it looks back. Earlier incidents were found when their last event came, in every order of delivery.
 */
const withinReach = (events: readonly WindowEvent[], definition: PatternDefinition): readonly WindowEvent[] => {
  const { windowMinutes, memoryMinutes = 0 } = definition;
  const last = events.at(-1);
  if (last === undefined) return events;
  const reach = Math.max(windowMinutes, memoryMinutes) * 60_000;
  const since = new Date(instantOf(last.time) - reach).toISOString().slice(0, 19);
  const first = events.findIndex(({ time }) => time >= since);
  return first === 0 ? events : events.slice(first);
};

/** Whether the last call of a window of the grouping is one that the pattern looked at. */
const isConcerned = ({ id, groupBy }: PatternDefinition, of: string, events: readonly StoredEvent[]): boolean =>
  of === groupBy && events.at(-1)?.facts[id] !== undefined;

/** Whether a window holds too few of the signs that an incident bears. */
const isIdle = (definition: PatternDefinition, { arn, facets }: Document): boolean => {
  const groupBy = knownValue(facets['groupBy']);
  const events = knownValue(facets['events']) as readonly StoredEvent[] | undefined;
  if (groupBy === undefined || events === undefined) return false;
  if (!isConcerned(definition, String(groupBy), events)) return true;
  const { sign, fewestSigns = 1 } = definition;
  return sign !== undefined && sightOf(definition, arn, events).signs < fewestSigns;
};

const inShort = ({ time, source, call, actor, resource, error }: WindowEvent): JsonObject => ({
  time,
  call: `${source}:${call}`,
  actor,
  resource,
  ...(error === null ? {} : { error }),
});

const inWords = (minutes: number): string =>
  minutes % 1440 === 0 ? `${minutes / 1440} d` : minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;

const refOf = ({ kind, arn }: Incident['about']): ResourceRef => {
  const parts = parseArn(arn);
  return {
    kind,
    arn: arn as Arn,
    name:
      kind === 'account'
        ? (parts?.account ?? arn)
        : arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1),
    account: (parts?.account ?? '') as AccountId,
    region: parts?.region ?? '',
  };
};

/** The account as what an incident is about, where it is about nothing smaller. */
export const accountOf = ({ account }: WindowEvent): Incident['about'] => ({
  kind: 'account',
  arn: `arn:aws:iam::${account}:root`,
});

/**
 * Who is one actor: a role whatever the session, because sessions of automation change with every run; but a person
 * behind Identity Center is the session.
 */
export const actorKey = (actor: Actor): string => {
  if (actor.type === 'identity-center' && actor.role !== undefined) return `${actor.role}/${actor.session ?? ''}`;
  return actor.role ?? actor.arn ?? actor.service ?? `${actor.type} ${actor.sourceIp ?? ''}`.trim();
};

/** Whether a pattern looks at a call. */
export const reads = (
  { definition }: Pick<Pattern, 'definition'>,
  source: string,
  call: string,
  failed: boolean,
): boolean => {
  if (failed ? definition.attempts === undefined : definition.attempts === 'only') return false;
  const calls = definition.reads[source];
  return calls !== undefined && (calls.includes('*') || calls.includes(call));
};

/** Enough for any incident; a deployment of a thousand functions must not outgrow what the inventory can store. */
const mostEvents = 300;

/** How far back each grouping is remembered: as far as the pattern that looks back furthest. */
const memories = (patterns: readonly Pattern[]): ReadonlyMap<Grouping, number> => {
  const minutes = new Map<Grouping, number>();
  for (const { definition } of patterns) {
    const memory = Math.max(definition.windowMinutes, definition.memoryMinutes ?? 0);
    minutes.set(definition.groupBy, Math.max(minutes.get(definition.groupBy) ?? 0, memory));
  }
  return minutes;
};

const weekMilliseconds = 7 * 86_400_000;

/** The name under which one event of a habit is enough: what is known again, in this week. */
const onceOf = (change: Change, before: string | undefined, known: string): string =>
  `${before ?? Math.floor(Date.parse(change.time) / weekMilliseconds)} ${known}`;

const accountOfWindow = (groupBy: Grouping, change: Change): AccountId =>
  groupBy === 'actor-anywhere' ? ('' as AccountId) : change.account;

const windowChange = (
  change: Change,
  groupBy: Grouping,
  group: string,
  event: StoredEvent,
  since: string,
): ResourceChange => {
  const account = accountOfWindow(groupBy, change);
  const name = createHash('sha256').update(group).digest('hex').slice(0, 16);
  return {
    kind: 'activity-window',
    arn: `arn:${change.partition}:trailwarden::${account}:window/${groupBy}/${name}` as Arn,
    name: group,
    account,
    region: '',
    time: change.time,
    id: change.id,
    eventSource: change.eventSource,
    eventName: change.eventName,
    source: change.source,
    call: change.name,
    actor: change.actor,
    ops: [
      { op: 'set', facet: 'groupBy', value: groupBy },
      { op: 'collect', facet: 'events', value: { ...event }, since, most: mostEvents },
    ],
  };
};

/** Makes what adds calls to windows: one window for everything that looks at the same group. */
export const collector = (patterns: readonly Pattern[]): ((change: Change) => readonly ResourceChange[]) => {
  const memory = memories(patterns);
  return (change) => {
    const failed = change.outcome.status === 'failed';
    const windows = new Map<string, { groupBy: Grouping; group: string; event: StoredEvent }>();
    for (const pattern of patterns) {
      const { id, groupBy } = pattern.definition;
      if (!reads(pattern, change.source, change.name, failed)) continue;
      for (const { group, resource, facts, known } of pattern.definition.observe(change)) {
        const seen = windows.get(`${groupBy} ${group}`)?.event;
        const event: StoredEvent = {
          time: change.time,
          id: change.id,
          source: change.source,
          call: change.name,
          actor: actorKey(change.actor),
          account: change.account,
          region: change.region,
          error: change.outcome.status === 'failed' ? change.outcome.errorCode : null,
          resource: seen?.resource ?? resource ?? null,
          facts: { ...seen?.facts, [id]: facts ?? {} },
          ...(groupBy === 'habit' ? { once: onceOf(change, seen?.once, known ?? '') } : {}),
        };
        windows.set(`${groupBy} ${group}`, { groupBy, group, event });
      }
    }
    return [...windows.values()].map(({ groupBy, group, event }) => {
      const minutes = memory.get(groupBy) ?? 0;
      const since = new Date(Date.parse(change.time) - minutes * 60_000).toISOString().slice(0, 19);
      return windowChange(change, groupBy, group, event, since);
    });
  };
};

const mostInstants = 10_000;
const instants = new Map<string, number>();

/** Milliseconds of a time, parsed once: the same few times are compared with each other again and again. */
const instantOf = (time: string): number => {
  const known = instants.get(time);
  if (known !== undefined) return known;
  if (instants.size >= mostInstants) instants.clear();
  const instant = Date.parse(time);
  instants.set(time, instant);
  return instant;
};

/** Whether two events are no further apart than a window. */
export const isWithin = (first: WindowEvent, last: WindowEvent, minutes: number): boolean =>
  first.time === last.time || Math.abs(instantOf(last.time) - instantOf(first.time)) <= minutes * 60_000;

/** Whether a call failed because it was not allowed. */
export const isRefusal = (errorCode: string): boolean =>
  /AccessDenied|UnauthorizedOperation|NotAuthorized|Forbidden/.test(errorCode);

/** Whether an event is one of these calls. */
export const isCall = (event: Call, source: string, ...calls: readonly string[]): boolean =>
  event.source === source && calls.includes(event.call);
