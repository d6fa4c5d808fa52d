import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import { type Draft, known, type Sam, SamError } from './context.ts';
import { type ApiDocument, emptyDocument } from './openapi.ts';

/** A method that an event adds to an API. */
export interface AddedMethod {
  readonly path: string;
  readonly method: string;
  readonly condition: Json | undefined;
  readonly auth: JsonObject;
  /** Where the properties of the event stand. */
  readonly from: Path;
}

/** An API while events add to it. */
export interface ApiState {
  readonly draft: Draft;
  /** `undefined` when the definition lies in S3 (or in a file), where nothing can be added to it. */
  readonly document: ApiDocument | undefined;
  /** Whether events add their paths: to a document of SAM's own making, or with `MergeDefinitions`. */
  readonly open: boolean;
  readonly added: AddedMethod[];
}

const states = new WeakMap<Draft, ApiState>();

const copy = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(copy);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
};

/** The state of an API of the template, made when first asked for. */
export const apiState = (sam: Sam, draft: Draft): ApiState => {
  const existing = states.get(draft);
  if (existing) return existing;
  const { DefinitionBody: body, DefinitionUri: uri, MergeDefinitions: merge } = draft.properties;
  const path = [...draft.path, 'Properties', 'DefinitionBody'];
  if (body !== undefined && body !== null && uri !== undefined && uri !== null) {
    throw new SamError(path, 'the API has DefinitionBody and DefinitionUri, allowed is one of them');
  }
  if (body !== undefined && body !== null && !isObject(body)) {
    throw new SamError(path, `DefinitionBody is ${gotOf(body)}, allowed is a mapping`);
  }
  if (merge === true && uri !== undefined) {
    throw new SamError(
      [...draft.path, 'Properties', 'MergeDefinitions'],
      'MergeDefinitions goes with DefinitionBody, not with DefinitionUri',
    );
  }
  const http = draft.type === 'AWS::Serverless::HttpApi';
  const version = known(sam, draft.properties['OpenApiVersion']);
  const three = typeof version === 'string' && version.startsWith('3');
  const written = isObject(body);
  const document = written
    ? { root: copy(body) as Record<string, Json>, path }
    : uri !== undefined && uri !== null
      ? undefined
      : emptyDocument(http || three ? 'openapi' : 'swagger', path);
  if (document && three && !written) document.root['openapi'] = version;
  const state: ApiState = {
    draft,
    document,
    open: document !== undefined && (!written || merge === true),
    added: [],
  };
  states.set(draft, state);
  return state;
};
