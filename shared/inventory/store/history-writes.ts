import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Item } from './schema.ts';
import { changeItem, changeKey, changeSort, type StoredState, type Written } from './table.ts';
import type { TableCalls } from './table-calls.ts';
import { spanGone, spanItems } from './timeline.ts';
import type { Writing } from './writing.ts';

const remove = ({ document }: StoredState, sorts: readonly string[]): readonly WriteRequest[] =>
  sorts.map((sort) => ({ DeleteRequest: { Key: changeKey(document.arn, sort) } }));

const lastOf = ({ tail }: StoredState): readonly Written[] => tail.slice(-1);

/** What a write adds to history, as far as no later one has replaced it. */
const additions = ({ tail }: StoredState, { commit, entries }: Written): readonly WriteRequest[] => {
  const gone = new Set(tail.flatMap(({ replaced }) => replaced));
  return entries
    .filter(({ change }) => !gone.has(changeSort(change, commit)))
    .map((entry) => ({ PutRequest: { Item: changeItem(entry, commit) } }));
};

const replacedBy = (state: StoredState, writes: readonly Written[]): readonly WriteRequest[] =>
  remove(
    state,
    writes.flatMap(({ replaced }) => replaced),
  );

/** What is written beside states: their history, and how they stand and stood. */
export interface HistoryWrites {
  /**
   * What comes with the last writes of states and takes the place of nothing, while those are made. Where somebody else
   * was there already, it is for `follow` to say who was right.
   */
  accompany(states: readonly Writing[]): Promise<void>;
  /** What is left to do once states are written. */
  follow(states: readonly Writing[]): Promise<void>;
  /** Takes back what came with states that lost to others. */
  withdraw(states: readonly Writing[]): Promise<void>;
}

/** The history that comes with one piece of work. */
export const createHistoryWrites = ({ writeAll, putSpan }: TableCalls, ownerTag: string): HistoryWrites => {
  /** Spans by the states that they came with, and whether they are written yet. */
  const spans = new Map<Writing, { readonly item: Item; readonly isWritten: boolean }[]>();

  const spansOf = (states: readonly Writing[], isWritten: boolean): readonly Item[] =>
    states.flatMap((one) => spans.get(one) ?? []).flatMap((span) => (span.isWritten === isWritten ? [span.item] : []));

  return {
    async accompany(states) {
      await Promise.all([
        writeAll(states.flatMap(({ state }) => lastOf(state).flatMap((written) => additions(state, written)))),
        ...states.map(async (one) => {
          const all = spanItems(one.state, lastOf(one.state), ownerTag);
          const written = all.map(async ({ item, replaces }) => ({
            item,
            isWritten: !replaces && (await putSpan(item)),
          }));
          spans.set(one, await Promise.all(written));
        }),
      ]);
    },
    async follow(states) {
      await Promise.all([
        // Once more what the write before it replaced: who made it may have died.
        writeAll(
          states.flatMap(({ stored, state }) => [
            ...replacedBy(state, lastOf(state)),
            ...(stored === undefined ? [] : replacedBy(state, lastOf(stored))),
          ]),
        ),
        ...spansOf(states, false).map((item) => putSpan(item, 'right')),
      ]);
    },
    async withdraw(states) {
      await Promise.all([
        writeAll(
          states.flatMap(({ state }) =>
            remove(
              state,
              lastOf(state).flatMap(({ commit, entries }) => entries.map(({ change }) => changeSort(change, commit))),
            ),
          ),
        ),
        ...spansOf(states, true).map((item) => putSpan(spanGone(item), 'own')),
      ]);
    },
  };
};

/** Writes all that comes with the last writes of states once more: who made them may have died half way. Idempotent. */
export const repeatHistory = async (
  { writeAll, putSpan }: TableCalls,
  states: readonly StoredState[],
  ownerTag: string,
): Promise<void> => {
  await Promise.all([
    writeAll(states.flatMap((state) => state.tail.flatMap((written) => additions(state, written)))),
    writeAll(states.flatMap((state) => replacedBy(state, state.tail))),
    ...states.flatMap((state) => spanItems(state, state.tail, ownerTag).map(({ item }) => putSpan(item, 'right'))),
  ]);
};
