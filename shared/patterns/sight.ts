import type { Arn } from '../arn.ts';
import type { StoredEvent } from '../inventory/kinds/watching.ts';
import type { PatternDefinition, WindowEvent } from './pattern.ts';

/** What one pattern sees of a window. */
export interface Sight {
  /** The events that it looked at, with the facts that it kept. */
  readonly events: readonly WindowEvent[];
  /** How many different signs they bear. */
  readonly signs: number;
}

type Looker = Pick<PatternDefinition, 'id' | 'sign'>;

/** A sight that follows its window: events come at the end and are forgotten at the beginning. */
class MovingSight implements Sight {
  readonly #looker: Looker;
  readonly #seen: StoredEvent[] = [];
  readonly #signs: (string | undefined)[] = [];
  readonly #counts = new Map<string, number>();
  /** Made when they are first asked for: most windows bear too few signs to be looked at. */
  #events: WindowEvent[] | undefined;

  constructor(looker: Looker) {
    this.#looker = looker;
  }

  get events(): readonly WindowEvent[] {
    this.#events ??= this.#seen.map((event) => this.#eventOf(event));
    return this.#events;
  }

  get signs(): number {
    return this.#counts.size;
  }

  #eventOf(event: StoredEvent): WindowEvent {
    return { ...event, facts: event.facts[this.#looker.id] ?? {} };
  }

  add(event: StoredEvent): void {
    const facts = event.facts[this.#looker.id];
    if (facts === undefined) return;
    const sign = this.#looker.sign?.(event, facts);
    this.#seen.push(event);
    this.#signs.push(sign);
    this.#events?.push(this.#eventOf(event));
    if (sign !== undefined) this.#counts.set(sign, (this.#counts.get(sign) ?? 0) + 1);
  }

  forget(event: StoredEvent): void {
    if (event.facts[this.#looker.id] === undefined) return;
    this.#seen.shift();
    this.#events?.shift();
    const sign = this.#signs.shift();
    if (sign === undefined) return;
    const count = this.#counts.get(sign) ?? 0;
    if (count > 1) this.#counts.set(sign, count - 1);
    else this.#counts.delete(sign);
  }
}

/** A window as it was last looked at, with the sights of those who did. */
interface Looked {
  readonly events: readonly StoredEvent[];
  readonly sights: Map<Looker, MovingSight>;
}

const looked = new Map<Arn, Looked>();

/** How many events are kept in sight, of the windows in which something went on last. */
const mostEvents = 30_000;
let held = 0;

const keep = (window: Arn, now: Looked): void => {
  held += now.events.length - (looked.get(window)?.events.length ?? 0);
  looked.delete(window);
  looked.set(window, now);
  for (const [oldest, { events }] of looked) {
    if (held <= mostEvents) break;
    looked.delete(oldest);
    held -= events.length;
  }
};

/** How many events a window has forgotten where it only went on since; `undefined` where it is another one. */
const forgottenSince = (before: readonly StoredEvent[], after: readonly StoredEvent[]): number | undefined => {
  const [oldest] = after;
  const gone = oldest === undefined ? -1 : before.indexOf(oldest);
  if (gone < 0 || before.length - gone > after.length) return undefined;
  for (let index = gone + 1; index < before.length; index += 1)
    if (before[index] !== after[index - gone]) return undefined;
  return gone;
};

const follow = ({ events: before, sights }: Looked, after: readonly StoredEvent[]): Looked | undefined => {
  const gone = forgottenSince(before, after);
  if (gone === undefined) return undefined;
  for (const sight of sights.values()) {
    for (let index = before.length - gone; index < after.length; index += 1) sight.add(after[index] as StoredEvent);
    for (let index = 0; index < gone; index += 1) sight.forget(before[index] as StoredEvent);
  }
  return { events: after, sights };
};

/** A sign that can not be told costs its own pattern the sight, which it is asked for again then, and no other. */
const followSafely = (before: Looked | undefined, after: readonly StoredEvent[]): Looked | undefined => {
  try {
    return before && follow(before, after);
  } catch {
    return undefined;
  }
};

const lookAt = (window: Arn, events: readonly StoredEvent[]): Looked => {
  const before = looked.get(window);
  if (before?.events === events) return before;
  const now = followSafely(before, events) ?? { events, sights: new Map() };
  keep(window, now);
  return now;
};

/**
 * What a pattern sees of a window. Most of the time a window has only gone on since it was last looked at, and then the
 * sight goes on with it: a call costs the same however much has been remembered.
 */
export const sightOf = (looker: Looker, window: Arn, events: readonly StoredEvent[]): Sight => {
  const { sights } = lookAt(window, events);
  const known = sights.get(looker);
  if (known !== undefined) return known;
  const sight = new MovingSight(looker);
  for (const event of events) sight.add(event);
  sights.set(looker, sight);
  return sight;
};
