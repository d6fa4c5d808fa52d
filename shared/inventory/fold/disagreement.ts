import type { Arn } from '../../arn.ts';
import type { Json } from '../../json.ts';
import type { Document } from '../document.ts';
import { type Link, linkOf, linksInto } from '../links.ts';
import { compareStamps, type Stamp } from '../stamp.ts';
import { type Ledger, type State, statesSince } from './ledger.ts';
import { canSpeak, edgesWhilePresent, type Run } from './run.ts';

/** A value each time that it became another one, with the stamp of that. */
interface Turn {
  readonly stamp: Stamp;
  readonly value: string;
}

const turnsOf = (states: readonly State[], say: (document: Document) => Json): readonly Turn[] => {
  const turns: Turn[] = [];
  let value: string | undefined;
  for (const { change, document } of states) {
    const now = JSON.stringify(say(document));
    if (change !== null && now !== value) turns.push({ stamp: change, value: now });
    value = now;
  }
  return turns;
};

/** When the first turn was that only one of two lives had; `undefined` where both had the same. */
const parting = (was: readonly Turn[], is: readonly Turn[]): Stamp | undefined => {
  const at = Array.from({ length: Math.max(was.length, is.length) }, (_, index) => index).find((index) => {
    const [old, now] = [was[index], is[index]];
    return (
      old === undefined || now === undefined || old.value !== now.value || compareStamps(old.stamp, now.stamp) !== 0
    );
  });
  if (at === undefined) return undefined;
  const [old, now] = [was[at]?.stamp, is[at]?.stamp];
  if (old === undefined || now === undefined) return old ?? now;
  return compareStamps(old, now) <= 0 ? old : now;
};

interface Lives {
  readonly was: readonly State[];
  readonly is: readonly State[];
  /** Nobody is sure to have heard what was said. */
  readonly isUnheard: boolean;
}

const edgesOver = ({ was, is }: Lives) =>
  new Map([...was, ...is].flatMap(({ document }) => [...edgesWhilePresent(document)]));

const partingOver = ({ was, is, isUnheard }: Lives, since: Stamp, say: (document: Document) => Json) =>
  isUnheard ? since : parting(turnsOf(was, say), turnsOf(is, say));

/** Those that a resource points at: whom it tells something else, and to whom it listens at other times. */
const targetsAmiss = function* (lives: Lives, since: Stamp, run: Run): Generator<Arn> {
  for (const [key, { relation, target }] of edgesOver(lives)) {
    const link = linkOf(relation);
    if (link === undefined || !canSpeak(target)) continue;
    const { toTarget } = link;
    const tells = (document: Document): Json =>
      toTarget !== undefined && edgesWhilePresent(document).has(key) ? toTarget(document, target) : null;
    const listens = (document: Document): Json => edgesWhilePresent(document).has(key);
    if (toTarget !== undefined && partingOver(lives, since, tells) !== undefined) yield target;
    else if (
      link.toSource &&
      partingOver(lives, since, listens) !== undefined &&
      run.hasSpokenSince(target, link, since)
    )
      yield target;
  }
};

/** When a resource first said something else than before to those that point at it. */
const partingWords = (lives: Lives, since: Stamp, { toSource }: Link): Stamp | undefined =>
  toSource === undefined ? undefined : partingOver(lives, since, toSource);

/**
 * Who else has to start over, because resources that did so said something else this time, or listened to others. Where
 * too many listen to one, that is announced instead.
 */
export const disagreeing = (
  ledger: Ledger,
  run: Run,
  restarted: ReadonlySet<Arn>,
  since: Stamp,
  mostListeners: number,
): ReadonlySet<Arn> => {
  const found = new Set<Arn>();
  for (const arn of restarted) {
    const held = ledger.document(arn);
    const { head } = held ?? {};
    if (held === undefined || head == null) continue;
    const lives: Lives = {
      was: statesSince(ledger, held, since),
      // What came after was told as it was said.
      is: run.statesOf(arn).filter(({ change }) => change === null || compareStamps(change, head) <= 0),
      isUnheard: ledger.unheardSince(arn) !== undefined,
    };
    for (const target of targetsAmiss(lives, since, run)) found.add(target);
    for (const link of linksInto(held.kind)) {
      const stamp = partingWords(lives, since, link);
      if (stamp === undefined) continue;
      const listeners = run.sources(arn, link.relation, stamp);
      if (listeners.length > mostListeners) run.announce(arn, link.relation, stamp);
      else for (const listener of listeners) found.add(listener);
    }
  }
  return found;
};
