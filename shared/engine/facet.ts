/**
 * Why something is not known. The set is closed, so that every reader can say what to do about each.
 *
 * - `not-seen`: no source has said anything about it yet
 * - `not-in-record`: the record says that it changed, but not to what
 * - `omitted`: CloudTrail dropped the parameters because they were too large
 * - `hidden`: AWS masks the value in the record
 * - `not-allowed`: the read API was refused
 * - `unavailable`: the read API did not answer (throttled, broken)
 * - `unresolved`: a template value that is only decided at deployment
 * - `malformed`: what was carried could not be understood
 * - `too-many`: there are more of them than are kept
 */
export type UnknownReason =
  | 'not-seen'
  | 'not-in-record'
  | 'omitted'
  | 'hidden'
  | 'not-allowed'
  | 'unavailable'
  | 'unresolved'
  | 'malformed'
  | 'too-many';

/**
 * One separately read part of a resource. A `partial` value is true as far as it goes: there may be more of it (the
 * statements of a policy that were seen being added, say), so the absence of something in it proves nothing.
 */
export type Facet<T> =
  | { readonly known: true; readonly value: T; readonly partial?: UnknownReason }
  | { readonly known: false; readonly reason: UnknownReason; readonly detail?: string };

export const known = <T>(value: T): Facet<T> => ({ known: true, value });

export const partial = <T>(value: T, reason: UnknownReason): Facet<T> => ({ known: true, value, partial: reason });

export const unknown = (reason: UnknownReason, detail?: string): Facet<never> =>
  detail === undefined ? { known: false, reason } : { known: false, reason, detail };

/** The value, or `undefined` where it is not known. Only for what explains; a verdict asks the facet itself. */
export const knownValue = <T>(facet: Facet<T> | undefined): T | undefined => (facet?.known ? facet.value : undefined);
