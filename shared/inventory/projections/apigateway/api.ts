import { createHash } from 'node:crypto';
import type { Json } from '../../../json.ts';
import type { Change } from '../../../trail/change.ts';
import { type Fields, isHidden } from '../../../trail/fields.ts';
import { apiArn, functionInUri } from '../../../trail/resources.ts';
import type { Op, ResourceRef } from '../../document.ts';
import type { ApiFacets, Authorizer, Integration } from '../../kinds/apis.ts';
import { type Effect, reasonOf, refOf, stepsOf, tagsOf } from '../../projection.ts';

export const api = stepsOf<'api'>();

/** 1: REST APIs; 2: HTTP and WebSocket APIs. Both log under the same event source, and share names of calls. */
export type ApiVersion = 1 | 2;

/** An API, though its ARN names no account. */
export const apiRef = (change: Change, version: ApiVersion, id: string): ResourceRef =>
  refOf(change, 'api', apiArn(change, version, id), id);

const idOf = (change: Change, version: ApiVersion): string | undefined =>
  change.request.string(version === 1 ? 'restApiId' : 'apiId');

/** Effects on the API that a call names. */
export const onApi =
  (version: ApiVersion) =>
  (read: (change: Change) => readonly Op[], details?: (change: Change) => Effect['details']) =>
  (change: Change): readonly Effect[] => {
    const id = idOf(change, version);
    if (id === undefined) return [];
    const extra = details?.(change);
    return [
      { ref: apiRef(change, version, id), ops: read(change), ...(extra === undefined ? {} : { details: extra }) },
    ];
  };

/** Members whose value is known, so that a `put` never writes over what it does not know. */
export const said = <T extends object>(members: { readonly [P in keyof T]: T[P] | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>;

/** One step for each known member of an entry, so that an update changes only what it names. */
export const putEach = (facet: keyof ApiFacets, key: string, members: object): readonly Op[] =>
  Object.entries(members).flatMap(([member, value]) => api.put(facet, [key, member], value));

/** How an update spoke of a value: `value` is `undefined` for a `remove`. */
export interface Patch {
  readonly op: string;
  readonly path: string;
  readonly segments: readonly string[];
  readonly value: string | undefined;
}

/** `patchOperations`, wherever the request has them: at the top or inside `update…Input`. */
export const patchesOf = (request: Fields): readonly Patch[] =>
  request.objects('patchOperations').flatMap((patch) => {
    const path = patch.string('path');
    if (path === undefined) return [];
    const segments = path
      .split('/')
      .slice(1)
      .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
    const op = patch.string('op') ?? 'replace';
    return [{ op, path, segments, value: op === 'remove' ? undefined : patch.string('value') }];
  });

export const patchTo = (request: Fields, path: string): Patch | undefined =>
  patchesOf(request).findLast((patch) => patch.path.toLowerCase() === path.toLowerCase());

/** A patched boolean, in either of JSON Patch's spellings. */
export const patchedBoolean = (request: Fields, path: string): boolean | undefined => {
  const patch = patchTo(request, path);
  if (patch === undefined) return undefined;
  return patch.value?.toLowerCase() === 'true';
};

/** A patched text; removing it leaves the empty text. */
export const patchedText = (request: Fields, path: string): string | undefined => {
  const patch = patchTo(request, path);
  return patch === undefined ? undefined : (patch.value ?? '');
};

const functionOf = (change: Change, uri: string | undefined): string | undefined =>
  uri === undefined || !uri.includes(':lambda:') ? undefined : functionInUri(change, uri)?.arn;

/** Query strings of integration addresses can hold keys; the address is what matters. */
const withoutQuery = (uri: string): string => (uri.startsWith('http') ? uri.replace(/\?.*$/, '') : uri);

export const integrationMembers = (
  change: Change,
  parts: {
    readonly type?: string | undefined;
    readonly uri?: string | undefined;
    readonly credentials?: string | undefined;
  },
): Partial<Integration> =>
  said<Integration>({
    type: parts.type,
    uri: parts.uri === undefined ? undefined : withoutQuery(parts.uri),
    function: functionOf(change, parts.uri),
    credentials: parts.credentials,
  });

export const authorizerMembers = (change: Change, fields: Fields): Partial<Authorizer> => {
  const sources = fields.list('identitySource').filter((source) => typeof source === 'string');
  const jwt = fields.object('jwtConfiguration');
  return said<Authorizer>({
    type: fields.string('authorizerType') ?? fields.string('type'),
    function: functionOf(change, fields.string('authorizerUri')),
    identitySource: sources.length === 0 ? undefined : sources.join(','),
    resultTtlSeconds: fields.number('authorizerResultTtlInSeconds'),
    credentials: fields.string('authorizerCredentials') ?? fields.string('authorizerCredentialsArn'),
    issuer: jwt.string('issuer'),
    audience: jwt.state === 'present' ? jwt.strings('audience') : undefined,
  });
};

/**
 * Stage variables may hold anything, secrets too: what is kept of a value is only that it changed.
 * A masked value tells nothing, so the variables are left out.
 */
export const variablesOf = (value: Json | undefined): { readonly [name: string]: string } | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).filter(([, text]) => typeof text === 'string' && !isHidden(text));
  return Object.fromEntries(entries.map(([name, text]) => [name, fingerprint(text as string)]));
};

export const fingerprint = (text: string): string =>
  `sha256:${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;

/** `$default` is written `%24default` where it stood in the path of the request. */
export const stageNameOf = (change: Change): string | undefined => {
  const name = change.response.string('stageName') ?? change.request.string('stageName');
  if (name === undefined) return undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

export const onStage = (change: Change, ops: (name: string) => readonly Op[]): readonly Op[] => {
  const name = stageNameOf(change);
  return name === undefined ? api.unknown('stages', reasonOf(change.request)) : ops(name);
};

export const stageDetails = (change: Change): Effect['details'] => ({ stage: stageNameOf(change) ?? null });

const TAGGED = /^arn:[^:]+:apigateway:[^:]*:[^:]*:\/(restapis|apis)\/([^/]+)$/;

/** `TagResource` names an API by its ARN; only tags of the API itself are kept, not those of its stages. */
export const tagging =
  (ops: (change: Change) => readonly Op[]) =>
  (change: Change): readonly Effect[] => {
    const [, version, id] = TAGGED.exec(decodedArn(change.request.string('resourceArn') ?? '')) ?? [];
    if (id === undefined) return [];
    return [{ ref: apiRef(change, version === 'restapis' ? 1 : 2, id), ops: ops(change) }];
  };

const decodedArn = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

export const tagCalls = {
  TagResource: tagging(({ request }) =>
    Object.entries(tagsOf(request.get('tags'))).flatMap(([key, value]) => api.put('tags', [key], value)),
  ),
  UntagResource: tagging(({ request }) => request.strings('tagKeys').flatMap((key) => api.remove('tags', [key]))),
};
