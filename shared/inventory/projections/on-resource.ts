import { type Arn, isArn } from '../../arn.ts';
import type { Json } from '../../json.ts';
import type { Change } from '../../trail/change.ts';
import { isDocumentProblem, policyDocument } from '../../trail/encodings.ts';
import type { Fields } from '../../trail/fields.ts';
import { keyArn } from '../../trail/resources.ts';
import type { Op } from '../document.ts';
import type { FacetName, FacetsByKind, Kind } from '../kinds.ts';
import { type Effect, reasonOf, refOf, stepsOf, tagsOf, withDocument } from '../projection.ts';

export type ReadOps = (change: Change) => readonly Op[];
export type ReadDetails = (change: Change) => Effect['details'];

/** The last part of an ARN, which is what people call the resource. */
export const nameIn = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);

/**
 * Effects on the one resource of a kind that a call is about. A record that does not name it (a denied call's
 * parameters, say) has none.
 */
export const onResource =
  (kind: Kind, find: (change: Change) => Arn | undefined, nameOf: (arn: Arn) => string = nameIn) =>
  (ops: ReadOps, details?: ReadDetails) =>
  (change: Change): readonly Effect[] => {
    const arn = find(change);
    if (arn === undefined) return [];
    const extra = details?.(change);
    const ref = refOf(change, kind, arn, nameOf(arn));
    return [{ ref, ops: ops(change), ...(extra === undefined ? {} : { details: extra }) }];
  };

export const deletion: ReadOps = () => [{ op: 'delete' }];
export const restoration: ReadOps = () => [{ op: 'restore' }];
export const noOps: ReadOps = () => [];

/** The ARN that a response carries, whatever its member is called there. */
export const answeredArn = (fields: Fields, member: string): Arn | undefined => {
  const arn = fields.string(member);
  return arn !== undefined && isArn(arn) ? arn : undefined;
};

/** An empty string is how several services write "none". */
export const orNull = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text;

/** A key as any service takes it (id, alias, ARN) as an ARN. */
export const keyOrNull = (change: Change, key: string | undefined): string | null => {
  const named = orNull(key);
  return named === null ? null : keyArn(change, named);
};

/** A policy among the attributes of what is made: `null` where none is given, `undefined` where it can not be read. */
export const givenPolicy = (fields: Fields, member: string): Json | undefined => {
  if (fields.hidden(member)) return undefined;
  const document = policyDocument(fields.get(member));
  if (document === undefined) return null;
  return isDocumentProblem(document) ? undefined : (document as Json);
};

type PolicyFacet<K extends Kind> = Extract<FacetName<K>, 'resourcePolicy' | 'streamPolicy'>;

/**
 * The steps for a resource policy in a call that has it in a member: `''` removes the policy. A member that is missing
 * leaves the policy unknown, except where `absent` says what that means.
 */
export const policyOps = <K extends Kind>(
  fields: Fields,
  member: string,
  { facet, absent }: { readonly facet: PolicyFacet<K>; readonly absent?: null },
): readonly Op[] => {
  const { set, unknown } = stepsOf<K>();
  const value = fields.get(member);
  const none = () => set(facet, null as FacetsByKind[K][typeof facet]);
  if (value === '') return none();
  if (absent === null && fields.state === 'present' && !fields.has(member)) return none();
  return withDocument(value, {
    read: (document) => set(facet, document as FacetsByKind[K][typeof facet]),
    unreadable: (reason, detail) => unknown(facet, reason, detail),
    missing: reasonOf(fields, member),
  });
};

type Tagged = { readonly [K in Kind]: 'tags' extends keyof FacetsByKind[K] ? K : never }[Kind];

/** Tags that a call adds. */
export const addedTags = (kind: Tagged, tags: Json | undefined): readonly Op[] => {
  const { put } = stepsOf<typeof kind>();
  return Object.entries(tagsOf(tags)).flatMap(([key, value]) => put('tags' as never, [key], value));
};

/** Tags that a call removes. */
export const removedTags = (kind: Tagged, keys: readonly string[]): readonly Op[] => {
  const { remove } = stepsOf<typeof kind>();
  return keys.flatMap((key) => remove('tags' as never, [key]));
};

/** An account as IAM writes it in a policy of its own making: the ARN of its root, or everybody. */
export const accountPrincipal = (change: Change, account: string): string =>
  account === '*' || isArn(account) ? account : `arn:${change.partition}:iam::${account}:root`;
