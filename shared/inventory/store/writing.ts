import type { Arn } from '../../arn.ts';
import type { FoldResult } from '../fold/fold.ts';
import type { StoredState } from './table.ts';

/** A state that is written, with what was stored. */
export interface Writing {
  readonly stored: StoredState | undefined;
  readonly state: StoredState;
}

/** Those with company, and the others. */
export const byCompany = (states: readonly Writing[]): readonly (readonly Writing[])[] => {
  const hasCompany = ({ state }: Writing): boolean => state.company.length > 0;
  return [states.filter(hasCompany), states.filter((one) => !hasCompany(one))];
};

/**
 * Who is written because of others that are asked for again when the work is: by one of those, of whom some have told
 * something where any has.
 */
export const companyOf = (
  about: readonly Arn[],
  { documents }: FoldResult,
  heard: ReadonlySet<Arn>,
): ReadonlyMap<Arn, readonly Arn[]> => {
  const asked = about.filter((arn) => documents.has(arn));
  const others = [...documents.keys()].filter((arn) => !about.includes(arn));
  const speakers = asked.filter((arn) => heard.has(arn));
  return new Map((speakers.length > 0 ? speakers : asked).map((arn) => [arn, others]));
};
