/**
 * Who outside the owner can reach a resource. `organization` is the operator's own circle: the organization named, or an
 * account listed as trusted. `unknown`: it hangs on something the documents do not say.
 */
export type Exposure =
  | 'internet'
  | 'any-aws-account'
  | 'other-account'
  | 'organization'
  | 'account'
  | 'none'
  | 'unknown';

/** Widest first. What is unknown stands behind what is known to be open, and before what is known to be narrow. */
export const exposures: readonly Exposure[] = [
  'internet',
  'any-aws-account',
  'other-account',
  'unknown',
  'organization',
  'account',
  'none',
];

const rank: { readonly [exposure in Exposure]: number } = {
  internet: 6,
  'any-aws-account': 5,
  'other-account': 4,
  unknown: 3,
  organization: 2,
  account: 1,
  none: 0,
};

export const widerExposure = (a: Exposure, b: Exposure): Exposure => (rank[a] >= rank[b] ? a : b);

/** True where `a` is strictly wider than `b`. */
export const isWider = (a: Exposure, b: Exposure): boolean => rank[a] > rank[b];

/** What is certain stands, unless something wider is possible and the certain part is harmless. */
export const settle = (certain: Exposure, possible: Exposure): Exposure =>
  isWider(possible, certain) ? widerExposure(certain, isWider(possible, 'unknown') ? 'unknown' : possible) : certain;
