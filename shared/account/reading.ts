import type { AccountId, Arn } from '../arn.ts';
import type { UnknownReason } from '../engine/facet.ts';
import { messageOf } from '../errors.ts';
import type { Document, Op, ResourceChange, ResourceRef } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';
import { observationStamp } from '../inventory/stamp.ts';
import type { Json } from '../json.ts';

/** The account and Region that are read. */
export interface Place {
  readonly partition: string;
  readonly account: AccountId;
  readonly region: string;
}

/** Where a resource is. */
export const placeOf = ({ arn, account, region }: ResourceRef): Place => ({
  partition: arn.split(':')[1] ?? 'aws',
  account,
  region,
});

/** A resource of a place; global services have no Region. */
export const refIn = ({ account, region }: Place, kind: Kind, arn: Arn, name: string): ResourceRef => ({
  kind,
  arn,
  name,
  account,
  region,
});

/** One read API, what it tells, and the permission it takes. */
export interface Read<C> {
  /** The facets that the answer makes known. */
  readonly facets: readonly string[];
  /** IAM actions of the call. */
  readonly actions: readonly string[];
  /** Whether it decides who can reach a resource and who owns it: read of all of them before anything else is. */
  readonly decides?: boolean;
  /** Steps from the answer. What the answer leaves out is empty, not unknown. */
  readonly read: (client: C, resource: ResourceRef) => Promise<readonly Op[]>;
  /** Steps where the service says that there is no such thing; without, the resource itself has gone. */
  readonly none?: readonly Op[];
}

/** A resource that a list told of, with what it told. */
export interface Found {
  readonly ref: ResourceRef;
  readonly ops: readonly Op[];
}

/** One page of a list. */
export interface Page {
  readonly found: readonly Found[];
  /** What the next page is asked for with; `undefined` on the last one. */
  readonly next: string | undefined;
}

/** How the resources of one kind are found and read. */
export interface Collector<C> {
  readonly kind: Kind;
  /** Its own name, where several collectors find resources of one kind. */
  readonly name?: string;
  /** Which resources of the kind it finds; all without. */
  readonly finds?: (arn: Arn) => boolean;
  /** The IAM actions of `list`. */
  readonly actions: readonly string[];
  /** The resources of the kind in a place, one page at a time. */
  readonly list: (client: C, place: Place, token: string | undefined) => Promise<Page>;
  /** What is read of each resource that was found. */
  readonly reads: readonly Read<C>[];
}

/** A permission that a read lacked. */
export interface Denied {
  readonly action: string;
  readonly resource: Arn;
}

export interface Observed {
  /** `undefined`: the resource has gone between being named and being read. */
  readonly change: ResourceChange | undefined;
  readonly denied: readonly Denied[];
  /** The facets of which a read did not answer, though it may another time. */
  readonly failed: readonly string[];
}

const names = {
  denied: /AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized|Forbidden/i,
  none: /NotFound|NoSuch|NonExistent|DoesNotExist|ResourceNotFoundFault/i,
};

/** What a call answers, or `undefined` where the service says that there is no such thing. */
export const ifAny = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (thrown) {
    if (reasonOfFailure(thrown) === 'none') return undefined;
    throw thrown;
  }
};

/** Every item of every page. */
export const allPages = async <T>(
  page: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly T[] | undefined; readonly next: string | undefined }>,
): Promise<readonly T[]> => {
  const found: T[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await page(token);
    found.push(...(items ?? []));
    token = next;
  } while (token !== undefined && token !== '');
  return found;
};

interface NestedToken {
  /** Whose children are still to be listed. */
  readonly parents: readonly string[];
  readonly token?: string | undefined;
  /** Where the list of parents goes on. */
  readonly more?: string | undefined;
}

/** A list of what belongs to parents that have to be listed first, such as the rules of every bus. */
export const nestedList =
  <C>(
    parents: (
      client: C,
      token: string | undefined,
    ) => Promise<{ readonly names: readonly string[]; readonly next: string | undefined }>,
    children: (client: C, place: Place, parent: string, token: string | undefined) => Promise<Page>,
  ): Collector<C>['list'] =>
  async (client, place, token) => {
    const at: NestedToken | undefined = token === undefined ? undefined : (JSON.parse(token) as NestedToken);
    const goOn = (rest: NestedToken): string | undefined =>
      rest.parents.length > 0 || rest.more !== undefined ? JSON.stringify(rest) : undefined;
    const [parent, ...others] = at?.parents ?? [];
    if (parent === undefined) {
      const { names, next } = await parents(client, at?.more);
      return { found: [], next: goOn({ parents: names, more: next }) };
    }
    const { found, next } = await children(client, place, parent, at?.token);
    return {
      found,
      next: goOn(
        next === undefined ? { parents: others, more: at?.more } : { ...at, parents: [parent, ...others], token: next },
      ),
    };
  };

const nameOf = (thrown: unknown): string =>
  thrown instanceof Error
    ? thrown.name
    : typeof thrown === 'object' && thrown !== null
      ? String((thrown as { name?: unknown }).name)
      : '';

/** Why a read did not answer: refused, or (throttled after every retry, broken, unreachable) not available. */
export const reasonOfFailure = (thrown: unknown): UnknownReason | 'none' => {
  const name = nameOf(thrown);
  if (names.denied.test(name)) return 'not-allowed';
  return names.none.test(name) ? 'none' : 'unavailable';
};

/** A step, typed loosely: collectors map answers of many shapes onto the facets of their kind. */
export const set = (facet: string, value: unknown): Op => ({ op: 'set', facet, value: (value ?? null) as Json });

/**
 * Turns what was read into one step in the life of a resource: known facets where a read answered, unknown ones with
 * the reason where it did not. An observation comes after every record of the same second, because it shows their
 * effect.
 */
export const observe = async <C>(
  client: C,
  ref: ResourceRef,
  reads: readonly Read<C>[],
  readAt: Date,
  id?: string,
): Promise<Observed> => {
  const denied: Denied[] = [];
  const failed: string[] = [];
  let gone = false;
  const answers = await Promise.all(
    reads.map(async ({ read, facets, actions, none }): Promise<readonly Op[]> => {
      try {
        return await read(client, ref);
      } catch (thrown) {
        const reason = reasonOfFailure(thrown);
        if (reason === 'none') {
          if (none === undefined) gone = true;
          return none ?? [];
        }
        if (reason === 'not-allowed') denied.push(...actions.map((action) => ({ action, resource: ref.arn })));
        else failed.push(...facets);
        const detail = reason === 'not-allowed' ? `needs ${actions.join(', ')}` : messageOf(thrown).slice(0, 200);
        return facets.map((facet): Op => ({ op: 'unreadable', facet, reason, detail }));
      }
    }),
  );
  if (gone) return { change: undefined, denied, failed: [] };
  return { change: observation(ref, answers.flat(), readAt, id), denied, failed };
};

/**
 * A step that was read from the account rather than announced by a record. What is observed of one resource in several
 * ways needs an id for each: two steps of one second and one id are one step.
 */
export const observation = (
  ref: ResourceRef,
  ops: readonly Op[],
  readAt: Date,
  id: string = 'account',
): ResourceChange => ({
  ...ref,
  ...observationStamp(readAt, id),
  eventSource: 'account',
  eventName: 'Read',
  source: 'account',
  call: 'Read',
  actor: { type: 'service', service: 'trailwarden', crossAccount: false },
  ops,
});

/** The needed reads for facets that are not known. */
export const readsFor = <C>(
  reads: readonly Read<C>[],
  document: Document,
  facets: readonly string[],
): readonly Read<C>[] =>
  reads.filter((read) =>
    read.facets.some((facet) => {
      const held = document.facets[facet];
      return facets.includes(facet) && (held === undefined || !held.known || held.partial !== undefined);
    }),
  );
