import type { Exposure } from '../../policy/exposure-order.ts';
import type { Kind } from '../kinds.ts';
import {
  exposureKey,
  invokesKey,
  kindKey,
  knownInPart,
  nameKey,
  namePrefix,
  ownerKey,
  powerKey,
  runtimeKey,
  runtimePrefix,
  unusedKey,
  wholly,
} from './index-keys.ts';
import type { Query } from './query.ts';
import { indexes } from './schema.ts';
import { changedQuery, type Part, standingQuery } from './table.ts';
import type { Moment } from './timeline.ts';

/** Something that an index knows of resources, so that asking for it reads what fits and nothing else. */
export type Standing =
  /** Everything of a kind; `gone`: what was deleted. */
  | { readonly by: 'kind'; readonly kind: Kind; readonly gone: boolean }
  /** What is called so, or whose name begins so. */
  | {
      readonly by: 'name';
      readonly kind: Kind;
      readonly name: string;
      readonly isBeginning: boolean;
      readonly gone: boolean;
    }
  /** Functions; `unknown`: of which it can not be told, or not wholly. */
  | { readonly by: 'exposure'; readonly exposure: Exposure }
  | { readonly by: 'power'; readonly kind: Kind; readonly level: string }
  | { readonly by: 'owner'; readonly kind: Kind; readonly owner: string }
  /** Functions, of a runtime or of all whose names begin so. */
  | { readonly by: 'runtime'; readonly runtime: string; readonly isBeginning: boolean }
  /** Identities whose own policies let them invoke functions, or of which that can not be told (`unknown`). */
  | { readonly by: 'invoking'; readonly account: string; readonly known: 'whole' | 'partial' | 'unknown' }
  /** Functions with triggers through which nobody comes, roles that nothing runs as. */
  | { readonly by: 'use'; readonly kind: 'function' | 'role' }
  /** By last change, at or after one time, before another; `gone`: by when it was deleted. */
  | {
      readonly by: 'change';
      readonly kind: Kind;
      readonly since: string | undefined;
      readonly before: string | undefined;
      readonly gone: boolean;
    };

/** What a query of the table takes. */
export type QueryInput = Parameters<Query>[0];

/** Where an answer stands: parts of indexes that are in order of place, or what is asked of an index in another order. */
export const partsOf = (standing: Standing): readonly Part[] | QueryInput => {
  switch (standing.by) {
    case 'kind':
      return [{ index: indexes.byKind, key: kindKey(standing.kind, standing.gone) }];
    case 'name': {
      const { kind, gone, isBeginning } = standing;
      const part = { index: indexes.byTarget, key: nameKey(kind, gone) };
      const prefix = namePrefix(standing.name);
      return isBeginning ? standingQuery({ ...part, prefix }) : [{ ...part, prefix: `${prefix}#` }];
    }
    case 'exposure': {
      const under = (exposure: string, prefix: string): Part => ({
        index: indexes.byExposure,
        key: exposureKey(exposure),
        prefix,
      });
      const own = [under(standing.exposure, wholly.whole), under(standing.exposure, wholly.partial)];
      if (standing.exposure !== 'unknown') return own;
      return [...own, ...knownInPart.map((exposure) => under(exposure, wholly.partial))];
    }
    case 'invoking':
      return [{ index: indexes.byExposure, key: invokesKey(standing.account), prefix: wholly[standing.known] }];
    case 'power':
      return [{ index: indexes.byPower, key: powerKey(standing.kind, standing.level) }];
    case 'owner':
      return [{ index: indexes.byOwner, key: ownerKey(standing.kind, standing.owner) }];
    case 'runtime': {
      const part = { index: indexes.byRuntime, key: runtimeKey };
      const prefix = runtimePrefix(standing.runtime);
      return standing.isBeginning ? standingQuery({ ...part, prefix }) : [{ ...part, prefix: `${prefix}#` }];
    }
    case 'use':
      return [{ index: indexes.byStatus, key: unusedKey(standing.kind) }];
    case 'change':
      return changedQuery(standing.kind, standing.since, standing.before, standing.gone);
  }
};

export const isQuery = (asked: readonly Part[] | QueryInput): asked is QueryInput => !Array.isArray(asked);

/** Where an answer about the past stands: parts of indexes, and when what is asked for changed last. */
export interface TimedParts extends Omit<Moment, 'at'> {
  readonly parts: readonly Part[];
  /** How the word begins that what is asked for stands under in the parts. */
  readonly beginning?: string;
}

/** @throws Error for what is never asked of the past: names and who invokes something. */
export const timedPartsOf = (standing: Standing): TimedParts => {
  switch (standing.by) {
    case 'change': {
      const { kind, gone, since, before } = standing;
      return { parts: [{ index: indexes.byKind, key: kindKey(kind, gone) }], since, before };
    }
    case 'runtime': {
      const part = { index: indexes.byRuntime, key: runtimeKey };
      const word = runtimePrefix(standing.runtime);
      return standing.isBeginning ? { parts: [part], beginning: word } : { parts: [{ ...part, prefix: `${word}#` }] };
    }
    default: {
      const parts = partsOf(standing);
      if (standing.by === 'name' || standing.by === 'invoking' || isQuery(parts))
        throw new Error(`${standing.by}: not asked of the past`);
      return { parts };
    }
  }
};
