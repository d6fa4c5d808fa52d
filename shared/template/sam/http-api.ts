import { isObject, type Json, type JsonObject } from '../../json.ts';
import { gotOf } from '../raw.ts';
import { checkEventAuth, secure } from './api-security.ts';
import { apiState } from './api-state.ts';
import { permitAuthorizers, readAuth } from './authorizers.ts';
import { checkProperties } from './check.ts';
import { checkDocument } from './check-api.ts';
import { s3Location } from './code.ts';
import {
  type Draft,
  inherited,
  isIntrinsic,
  known,
  make,
  pick,
  refTo,
  type Sam,
  SamError,
  stageIdOf,
} from './context.ts';
import { makeDomain } from './domain.ts';
import type { ApiDocument } from './openapi.ts';
import { changeMethods } from './openapi.ts';
import { conditionPaths } from './rest-api.ts';

const corsOf = (sam: Sam, draft: Draft): Json | undefined => {
  const cors = known(sam, draft.properties['CorsConfiguration']);
  if (cors === undefined || cors === null) return undefined;
  if (cors === true || cors === 'true') return { allowOrigins: ['*'] };
  const path = [...draft.path, 'Properties', 'CorsConfiguration'];
  if (isIntrinsic(cors)) return cors;
  if (!isObject(cors)) throw new SamError(path, `CorsConfiguration is ${gotOf(cors)}, allowed is true or a mapping`);
  const allowed = ['AllowMethods', 'AllowHeaders', 'AllowOrigins', 'MaxAge', 'ExposeHeaders', 'AllowCredentials'];
  const odd = Object.keys(cors).find((key) => !allowed.includes(key));
  if (odd !== undefined)
    throw new SamError([...path, odd], `CorsConfiguration has a property ${odd}, allowed are ${allowed.join(', ')}`);
  return Object.fromEntries(
    Object.entries(cors).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
  );
};

const isDefaultRoute = (document: ApiDocument): void => {
  changeMethods(document, (path, _method, operation) =>
    path === '$default' && operation['isDefaultRoute'] === undefined
      ? { ...operation, isDefaultRoute: true }
      : undefined,
  );
};

const settingOf = (draft: Draft, name: string): Json | undefined => {
  const value = draft.properties[name];
  if (value === undefined || value === null) return undefined;
  if (isObject(value)) return value;
  throw new SamError([...draft.path, 'Properties', name], `${name} is ${gotOf(value)}, allowed is a mapping`);
};

/** Makes what a SAM HTTP API stands for: API, stage, and the permissions of its authorizers. */
export const makeHttpApi = (sam: Sam, draft: Draft): void => {
  const { properties, logicalId, path } = draft;
  const at = [...path, 'Properties'];
  checkProperties(draft.type, properties, at);
  const state = apiState(sam, draft);
  const auth = readAuth(sam, draft);
  const cors = corsOf(sam, draft);
  if (!state.document) {
    for (const name of ['Auth', 'CorsConfiguration', 'Tags', 'DisableExecuteApiEndpoint', 'Description']) {
      if (properties[name] === undefined || name === 'Description') continue;
      throw new SamError([...at, name], `${name} goes with DefinitionBody, not with DefinitionUri`);
    }
  } else {
    const { document } = state;
    if (
      document.root['openapi'] === undefined &&
      (auth.authorizers.size > 0 || auth.defaultAuthorizer !== undefined || cors)
    ) {
      throw new SamError(
        document.path,
        'the definition is no OpenAPI 3 document, which Auth and CorsConfiguration need',
      );
    }
    checkDocument(document, auth.defaultAuthorizer === undefined);
    if (
      !isIntrinsic(properties['DefinitionBody']) &&
      (!document.root['openapi'] || document.root['paths'] === undefined)
    ) {
      throw new SamError(document.path, 'DefinitionBody lacks openapi or paths, it needs both');
    }
    conditionPaths(state, document);
    isDefaultRoute(document);
    for (const added of state.added) checkEventAuth(sam, auth, added, added.from);
    secure(sam, state, document, auth);
    if (cors) document.root['x-amazon-apigateway-cors'] = cors;
    const info = isObject(document.root['info']) ? document.root['info'] : undefined;
    if (properties['Name'] !== undefined && info) document.root['info'] = { ...info, title: properties['Name'] };
    if (properties['Description'] !== undefined && isObject(document.root['info'])) {
      document.root['info'] = { ...document.root['info'], description: properties['Description'] };
    }
    if (properties['DisableExecuteApiEndpoint'] !== undefined) {
      const setting = { disableExecuteApiEndpoint: properties['DisableExecuteApiEndpoint'] };
      document.root['servers'] = [{ 'x-amazon-apigateway-endpoint-configuration': setting }];
    }
    document.root['tags'] = tagEntries(properties['Tags']);
  }
  make(
    sam,
    path,
    logicalId,
    'AWS::ApiGatewayV2::Api',
    {
      ...pick(properties, ['FailOnWarnings']),
      Body: state.document?.root,
      BodyS3Location: state.document
        ? undefined
        : s3Location(properties['DefinitionUri'], 'DefinitionUri', [...at, 'DefinitionUri']),
      Description: state.document ? undefined : properties['Description'],
    },
    draft.attributes,
  );
  const stage = properties['StageName'];
  const isDefault = stage === undefined || stage === '$default';
  const stageId = isDefault ? `${logicalId}ApiGatewayDefaultStage` : stageIdOf(logicalId, stage);
  const tags: JsonObject = { ...(isObject(properties['Tags']) ? properties['Tags'] : {}), 'httpapi:createdBy': 'SAM' };
  make(
    sam,
    path,
    stageId,
    'AWS::ApiGatewayV2::Stage',
    {
      AccessLogSettings: settingOf(draft, 'AccessLogSettings'),
      ApiId: refTo(logicalId),
      AutoDeploy: true,
      DefaultRouteSettings: settingOf(draft, 'DefaultRouteSettings'),
      RouteSettings: settingOf(draft, 'RouteSettings'),
      StageName: stage ?? '$default',
      StageVariables: properties['StageVariables'],
      Tags: tags,
    },
    inherited(draft),
  );
  sam.generated.set(`${logicalId}.Stage`, stageId);
  permitAuthorizers(sam, draft, auth, false);
  makeDomain(sam, draft, stageId);
};

const tagEntries = (tags: Json | undefined): Json => [
  ...Object.entries(isObject(tags) ? tags : {}).map(([name, value]) => ({
    name,
    'x-amazon-apigateway-tag-value': value,
  })),
  { name: 'httpapi:createdBy', 'x-amazon-apigateway-tag-value': 'SAM' },
];
