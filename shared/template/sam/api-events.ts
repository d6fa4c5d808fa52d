import { isObject, type Json, type JsonObject } from '../../json.ts';
import { gotOf } from '../raw.ts';
import { intrinsicOf } from '../values.ts';
import { apiState } from './api-state.ts';
import { checkApiEvent } from './check-api.ts';
import {
  alphanumeric,
  compact,
  type Draft,
  known,
  onlyIf,
  pick,
  refTo,
  type Sam,
  SamError,
  shortHash,
  subText,
} from './context.ts';
import { type EventNeeds, eventsOf, permit, type SamEvent, type Target } from './event.ts';
import { addMethod, hasIntegration, methodKey, pathsOf } from './openapi.ts';

const kindOf = (event: SamEvent): { readonly property: string; readonly type: string; readonly implicit: string } =>
  event.type === 'HttpApi'
    ? { property: 'ApiId', type: 'AWS::Serverless::HttpApi', implicit: 'ServerlessHttpApi' }
    : { property: 'RestApiId', type: 'AWS::Serverless::Api', implicit: 'ServerlessRestApi' };

/** The API that an event adds to: of the template, or one that is only named. */
export interface ApiLink {
  readonly draft: Draft | undefined;
  readonly id: Json;
  readonly path: string;
  readonly method: string;
}

/** Finds the API of an event and checks its path and method. */
export const apiLink = (sam: Sam, event: SamEvent): ApiLink => {
  const { property, type, implicit } = kindOf(event);
  const given = event.properties[property];
  const at = [...event.path, 'Properties', property];
  const id = given === undefined || given === null ? refTo(implicit) : given;
  const [name, argument] = intrinsicOf(id) ?? [];
  if (name !== undefined && name !== 'Ref') {
    throw new SamError(at, `${property} is ${name}, allowed is a Ref to an ${type} or the id of an API`);
  }
  let draft: Draft | undefined;
  if (typeof id === 'string') draft = sam.drafts.get(id)?.type === type ? sam.drafts.get(id) : undefined;
  else if (name === 'Ref') {
    const target = String(argument);
    draft = sam.drafts.get(target);
    const parameter = sam.values.has(target);
    if (draft?.type !== type) {
      if (!parameter)
        throw new SamError(at, `${property} refers to ${target}, allowed is an ${type} of the same template`);
      draft = undefined;
    }
  } else if (typeof id !== 'string')
    throw new SamError(at, `${property} is ${gotOf(id)}, allowed is a Ref to an ${type}`);
  const whole =
    event.type === 'HttpApi' && event.properties['Path'] === undefined && event.properties['Method'] === undefined;
  const path = whole ? '$default' : known(sam, event.properties['Path']);
  const method = whole ? 'any' : known(sam, event.properties['Method']);
  if (typeof path !== 'string')
    throw new SamError(event.path, `event ${event.id} has ${gotOf(path)} as Path, allowed is text`);
  if (typeof method !== 'string')
    throw new SamError(event.path, `event ${event.id} has ${gotOf(method)} as Method, allowed is text`);
  return { draft, id, path, method: methodKey(method) };
};

/** The `Auth` of an event. */
export const eventAuth = (event: SamEvent): JsonObject => {
  const auth = event.properties['Auth'];
  if (auth === undefined || auth === null) return {};
  if (isObject(auth)) return auth;
  throw new SamError(
    [...event.path, 'Properties', 'Auth'],
    `Auth of event ${event.id} is ${gotOf(auth)}, allowed is a mapping`,
  );
};

/** The part of a permission's name that tells stages apart. */
const stageSuffix = (draft: Draft | undefined): string => {
  const stage = draft?.properties['StageName'];
  if (typeof stage !== 'string') return 'Stage';
  return alphanumeric(stage) === stage ? stage : shortHash(stage);
};

const methodInArn = (method: string): string => (method.startsWith('x-amazon') ? '*' : method.toUpperCase());

const pathInArn = (path: string): string => path.replace(/\{[A-Za-z0-9._+-]+\}/g, '*').replace(/^\/?/, '/');

/** Adds the operation of an event to its API, once for each path and method. */
export const addToApi = (sam: Sam, event: SamEvent, link: ApiLink, operation: Json, attributes: JsonObject): void => {
  if (!link.draft) return;
  const state = apiState(sam, link.draft);
  const auth = eventAuth(event);
  const { path, method } = link;
  if (!state.document || !state.open) return;
  if (hasIntegration(state.document, path, method) && link.draft.properties['MergeDefinitions'] !== true) {
    throw new SamError(event.path, `method ${method} of path ${path} is defined twice, allowed is one event for each`);
  }
  const condition = attributes['Condition'];
  state.added.push({ path, method, condition, auth, from: [...event.path, 'Properties'] });
  sam.routes.set(`${link.draft.logicalId} ${path} ${method}`, event.path);
  addMethod(state.document, path, method, onlyIf(condition, operation));
};

const integrationUri = (target: Target): JsonObject =>
  subText(
    `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${target.uriId}}/invocations`,
  );

const operationOf = (event: SamEvent, target: Target): Json => {
  const timeout = event.properties['TimeoutInMillis'];
  const stream = event.properties['ResponseTransferMode'] === 'STREAM';
  const uri = stream
    ? subText(
        `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2021-11-15/functions/\${${target.uriId}}/response-streaming-invocations`,
      )
    : integrationUri(target);
  return {
    responses: {},
    'x-amazon-apigateway-integration': compact({
      type: 'aws_proxy',
      httpMethod: 'POST',
      payloadFormatVersion: event.type === 'HttpApi' ? (event.properties['PayloadFormatVersion'] ?? '2.0') : undefined,
      uri: onlyIf(target.attributes['Condition'], uri),
      timeoutInMillis: timeout,
      ...(stream ? pick(event.properties, ['ResponseTransferMode']) : {}),
    }),
  };
};

/** Whether another event of the function takes every route of the same API, so that its permission covers this one. */
const catchesAll = (event: SamEvent, target: Target): boolean =>
  eventsOf(target.draft).some(
    ({ type, properties }) =>
      type === event.type &&
      properties['Path'] === undefined &&
      properties['Method'] === undefined &&
      JSON.stringify(properties['ApiId']) === JSON.stringify(event.properties['ApiId']),
  );

/** An `Api` or `HttpApi` event of a function: the path of the API and the permission to call the function. */
export const makeApiEvent = (sam: Sam, event: SamEvent, target: Target): EventNeeds => {
  const link = apiLink(sam, event);
  const http = event.type === 'HttpApi';
  if (link.draft) {
    const state = apiState(sam, link.draft);
    if (state.document) pathsOf(state.document);
  }
  checkApiEvent(event, eventAuth(event));
  addToApi(sam, event, link, operationOf(event, target), target.attributes);
  if (http && link.path !== '$default' && catchesAll(event, target)) return {};
  const whole = link.path === '$default' && event.properties['Path'] === undefined;
  const isDefault = link.path === '$default' || link.path === '/$default';
  const place = whole ? '*' : isDefault ? '$default' : `${methodInArn(link.method)}${pathInArn(link.path)}`;
  const arn = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${place}`;
  const source = subText(arn, { __ApiId__: link.id, __Stage__: '*' });
  permit(sam, event, target, 'apigateway.amazonaws.com', { SourceArn: source }, http ? '' : stageSuffix(link.draft));
  return {};
};
