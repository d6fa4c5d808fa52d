import { type AccountId, type Arn, parseArn } from '../arn.ts';
import type { UnknownReason } from '../engine/facet.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Change } from '../trail/change.ts';
import { isDocumentProblem, policyDocument } from '../trail/encodings.ts';
import type { Fields } from '../trail/fields.ts';
import type { Op, ResourceChange, ResourceRef } from './document.ts';
import type { StatementJson } from './kinds/statement.ts';
import type { FacetName, FacetsByKind, Kind } from './kinds.ts';

/** What one call did to one resource. */
export interface Effect {
  readonly ref: ResourceRef;
  readonly ops: readonly Op[];
  readonly details?: JsonObject;
}

/** How the calls of one service become effects on resources: event name without version → reader. */
export interface Projections {
  readonly source: string;
  readonly calls: { readonly [call: string]: (change: Change) => readonly Effect[] };
  /** What is said of every call of the service, beside what its reader says. */
  readonly finish?: (change: Change, effects: readonly Effect[]) => readonly Effect[];
}

/** Steps on the facets of one kind, checked against its types where they are written. */
export const stepsOf = <K extends Kind>() => ({
  set: <F extends FacetName<K>>(facet: F, value: FacetsByKind[K][F] | undefined): readonly Op[] =>
    value === undefined ? [] : [{ op: 'set', facet, value: value as Json }],
  put: (facet: FacetName<K>, path: readonly string[], value: unknown): readonly Op[] =>
    value === undefined ? [] : [{ op: 'put', facet, path, value: value as Json }],
  remove: (facet: FacetName<K>, path: readonly string[]): readonly Op[] => [{ op: 'remove', facet, path }],
  ensure: (facets: { readonly [F in FacetName<K>]?: FacetsByKind[K][F] }): readonly Op[] => [
    { op: 'ensure', facets: facets as JsonObject },
  ],
  allow: (facet: FacetName<K>, sid: string, statement: StatementJson): readonly Op[] => [
    { op: 'allow', facet, sid, statement },
  ],
  disallow: (facet: FacetName<K>, sid: string): readonly Op[] => [{ op: 'disallow', facet, sid }],
  copy: (facet: FacetName<K>, from: FacetName<K>): readonly Op[] => [{ op: 'copy', facet, from }],
  unknown: (facet: FacetName<K>, reason: UnknownReason, detail?: string): readonly Op[] => [
    detail === undefined ? { op: 'unknown', facet, reason } : { op: 'unknown', facet, reason, detail },
  ],
});

/** Why what should be in these parameters, in a member of that name perhaps, is not. */
export const reasonOf = (fields: Fields, member?: string): UnknownReason => {
  if (fields.state === 'omitted') return 'omitted';
  return member !== undefined && fields.hidden(member) ? 'hidden' : 'not-in-record';
};

/** The steps for a policy document, whatever its encoding; one that can not be read is unknown, never empty. */
export const withDocument = (
  value: Json | undefined,
  ops: {
    readonly read: (document: Json) => readonly Op[];
    readonly unreadable: (reason: UnknownReason, detail?: string) => readonly Op[];
    readonly missing: UnknownReason;
  },
): readonly Op[] => {
  const document = policyDocument(value);
  if (document === undefined) return ops.unreadable(ops.missing);
  if (isDocumentProblem(document)) return ops.unreadable('malformed', document.problem);
  return ops.read(document as Json);
};

/** Tags as any service writes them: `[{key,value}]`, `[{tagKey,tagValue}]` or an object. */
export const tagsOf = (value: Json | undefined): { readonly [key: string]: string } => {
  const tags: Record<string, string> = {};
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonObject[]) {
      const key = item?.['key'] ?? item?.['Key'] ?? item?.['tagKey'] ?? item?.['TagKey'];
      const text = item?.['value'] ?? item?.['Value'] ?? item?.['tagValue'] ?? item?.['TagValue'];
      if (typeof key === 'string') tags[key] = typeof text === 'string' ? text : '';
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, text] of Object.entries(value)) if (typeof text === 'string') tags[key] = text;
  }
  return tags;
};

/** A resource of the place where a change happened, unless its ARN or the record says whose it is. */
export const refOf = (change: Change, kind: Kind, arn: Arn, name: string): ResourceRef => {
  const parts = parseArn(arn);
  return {
    kind,
    arn,
    name,
    account: (parts?.account || change.owners[arn] || change.account) as AccountId,
    region: parts?.service === 'iam' ? '' : parts?.region || change.region,
  };
};

/** The account as a resource: what belongs to nothing smaller hangs on it. */
export const accountRef = (change: Change): ResourceRef => ({
  kind: 'account',
  arn: `arn:${change.partition}:iam::${change.account}:root` as Arn,
  name: change.account,
  account: change.account,
  region: '',
});

export const toResourceChange = (change: Change, { ref, ops, details }: Effect): ResourceChange => ({
  ...ref,
  time: change.time,
  id: change.id,
  eventSource: change.eventSource,
  eventName: change.eventName,
  source: change.source,
  call: change.name,
  actor: change.actor,
  ops,
  ...(details === undefined ? {} : { details }),
});
