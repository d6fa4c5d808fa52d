import { isObject, type Json } from '../../json.ts';
import { gotOf } from '../raw.ts';
import { checkEventAuth, secure } from './api-security.ts';
import { type ApiState, apiState } from './api-state.ts';
import { permitAuthorizers, readAuth } from './authorizers.ts';
import { checkProperties } from './check.ts';
import { checkDocument } from './check-api.ts';
import { s3Location } from './code.ts';
import {
  compact,
  type Draft,
  inherited,
  isIntrinsic,
  known,
  make,
  pick,
  refTo,
  type Sam,
  SamError,
  shortHash,
  stageIdOf,
  tagList,
} from './context.ts';
import { addCors, corsSettings } from './cors.ts';
import { makeDomain } from './domain.ts';
import { type ApiDocument, conditionPath } from './openapi.ts';
import { resourcePolicy } from './resource-policy.ts';
import { makeUsagePlan } from './usage-plan.ts';

/** Puts each path that only conditional events make under their conditions. */
export const conditionPaths = (state: ApiState, document: ApiDocument): void => {
  const byPath = new Map<string, (Json | undefined)[]>();
  for (const { path, condition } of state.added) byPath.set(path, [...(byPath.get(path) ?? []), condition]);
  for (const [path, conditions] of byPath) conditionPath(document, path, conditions);
};

const passed = [
  'AccessLogSetting',
  'CacheClusterEnabled',
  'CacheClusterSize',
  'CanarySetting',
  'MethodSettings',
  'TracingEnabled',
  'Variables',
];

const endpoint = (draft: Draft): Json | undefined => {
  const config = draft.properties['EndpointConfiguration'];
  if (config === undefined || config === null) return undefined;
  if (!isObject(config) || config['Ref'] !== undefined || config['Fn::If'] !== undefined) return { Types: [config] };
  const path = [...draft.path, 'Properties', 'EndpointConfiguration'];
  if (config['VPCEndpointIds'] !== undefined && config['VpcEndpointIds'] !== undefined) {
    throw new SamError(path, 'EndpointConfiguration has VPCEndpointIds and VpcEndpointIds, allowed is one of them');
  }
  return compact({
    Types: config['Type'] === undefined ? undefined : [config['Type']],
    VpcEndpointIds: config['VPCEndpointIds'] ?? config['VpcEndpointIds'],
    IpAddressType: config['IpAddressType'],
  });
};

const checkVersion = (sam: Sam, draft: Draft): void => {
  const version = known(sam, draft.properties['OpenApiVersion']);
  if (version === undefined) return;
  const path = [...draft.path, 'Properties', 'OpenApiVersion'];
  const text = typeof version === 'number' ? version.toFixed(1) : version;
  if (typeof text !== 'string')
    throw new SamError(path, `OpenApiVersion is ${gotOf(version)}, allowed is text like 3.0.1`);
  if (!/^(2\.0(\.\d)?|3\.\d(\.\d)?)$/.test(text))
    throw new SamError(path, `OpenApiVersion is ${gotOf(version)}, allowed is text like 3.0.1`);
};

const writeDocument = (sam: Sam, draft: Draft, state: ApiState, document: ApiDocument): void => {
  checkDocument(document, false);
  const auth = readAuth(sam, draft);
  const { properties } = draft;
  conditionPaths(state, document);
  const cors = corsSettings(known(sam, properties['Cors']), [...draft.path, 'Properties', 'Cors']);
  if (cors) addCors(document, cors);
  for (const added of state.added) checkEventAuth(sam, auth, added, added.from);
  secure(sam, state, document, auth);
  const stage = properties['StageName'] ?? '';
  const targets = [...state.added];
  const own = auth.settings['ResourcePolicy'];
  const entries = state.added.flatMap((added) => {
    const policy = added.auth['ResourcePolicy'];
    return policy === undefined || policy === null
      ? []
      : [{ policy, targets: [added], path: [...added.from, 'Auth', 'ResourcePolicy'] }];
  });
  if (own !== undefined && own !== null) entries.push({ policy: own, targets, path: [...auth.path, 'ResourcePolicy'] });
  const policy = resourcePolicy(sam, entries, stage);
  if (policy) document.root['x-amazon-apigateway-policy'] = policy;
  if (properties['DisableExecuteApiEndpoint'] !== undefined) {
    const setting = { disableExecuteApiEndpoint: properties['DisableExecuteApiEndpoint'] };
    if (document.root['openapi'] === undefined) {
      document.root['x-amazon-apigateway-endpoint-configuration'] = setting;
    } else document.root['servers'] = [{ 'x-amazon-apigateway-endpoint-configuration': setting }];
  }
  writeModels(draft, document);
};

const writeModels = (draft: Draft, document: ApiDocument): void => {
  const { Models: models, GatewayResponses: responses, BinaryMediaTypes: binary } = draft.properties;
  if (models !== undefined && models !== null) {
    if (!isObject(models))
      throw new SamError([...draft.path, 'Properties', 'Models'], `Models is ${gotOf(models)}, allowed is a mapping`);
    const lower = Object.fromEntries(Object.entries(models).map(([name, schema]) => [name.toLowerCase(), schema]));
    if (document.root['openapi'] === undefined) document.root['definitions'] = lower;
    else {
      const components = isObject(document.root['components']) ? document.root['components'] : {};
      document.root['components'] = { ...components, schemas: lower };
    }
  }
  if (responses !== undefined && responses !== null) {
    document.root['x-amazon-apigateway-gateway-responses'] = gatewayResponses(draft, responses);
  }
  if (Array.isArray(binary)) {
    document.root['x-amazon-apigateway-binary-media-types'] = binary.map((one: Json) =>
      typeof one === 'string' ? one.replaceAll('~1', '/') : one,
    );
  }
};

const gatewayResponses = (draft: Draft, responses: Json): Json => {
  const path = [...draft.path, 'Properties', 'GatewayResponses'];
  if (!isObject(responses)) throw new SamError(path, `GatewayResponses is ${gotOf(responses)}, allowed is a mapping`);
  const out: Record<string, Json> = {};
  for (const [name, response] of Object.entries(responses)) {
    const at = [...path, name];
    if (!isObject(response)) throw new SamError(at, `the response ${name} is ${gotOf(response)}, allowed is a mapping`);
    const allowed = ['ResponseParameters', 'ResponseTemplates', 'StatusCode'];
    const odd = Object.keys(response).find((key) => !allowed.includes(key));
    if (odd !== undefined)
      throw new SamError([...at, odd], `the response ${name} has a property ${odd}, allowed are ${allowed.join(', ')}`);
    const { StatusCode: status, ResponseParameters: parameters, ResponseTemplates: templates } = response;
    if (status !== undefined && !/^\d+$/.test(String(status))) {
      throw new SamError([...at, 'StatusCode'], `StatusCode is ${gotOf(status)}, allowed is a number`);
    }
    if (parameters !== undefined && !isObject(parameters)) {
      throw new SamError(
        [...at, 'ResponseParameters'],
        `ResponseParameters is ${gotOf(parameters)}, allowed is a mapping`,
      );
    }
    const flat: Record<string, Json> = {};
    const places: Readonly<Record<string, string>> = { Headers: 'header', Paths: 'path', QueryStrings: 'querystring' };
    for (const [place, values] of Object.entries(parameters ?? {})) {
      const prefix = places[place];
      if (prefix === undefined) {
        throw new SamError(
          [...at, 'ResponseParameters', place],
          `ResponseParameters has ${place}, allowed are Headers, Paths, QueryStrings`,
        );
      }
      for (const [key, value] of Object.entries(isObject(values) ? values : {}))
        flat[`gatewayresponse.${prefix}.${key}`] = value;
    }
    out[name] = compact({
      responseParameters: Object.keys(flat).length > 0 ? flat : undefined,
      responseTemplates: templates,
      statusCode: status === undefined ? undefined : String(status),
    });
  }
  return out;
};

/** Makes what a SAM REST API stands for: API, deployment, stage, and the permissions of its authorizers. */
export const makeRestApi = (sam: Sam, draft: Draft): void => {
  const { properties, logicalId, path } = draft;
  const at = [...path, 'Properties'];
  const stage = known(sam, properties['StageName']);
  if (stage === undefined || stage === null)
    throw new SamError(path, `API ${logicalId} has no StageName, which it needs`);
  if (stage === '') throw new SamError([...at, 'StageName'], 'StageName is empty, allowed is the name of a stage');
  checkProperties(draft.type, properties, at);
  checkVersion(sam, draft);
  const state = apiState(sam, draft);
  const auth = readAuth(sam, draft);
  if (!state.document && (auth.authorizers.size > 0 || auth.defaultAuthorizer !== undefined)) {
    throw new SamError(auth.path, 'Auth goes with DefinitionBody, not with DefinitionUri');
  }
  if (!state.document && properties['Cors'] !== undefined)
    throw new SamError([...at, 'Cors'], 'Cors goes with DefinitionBody, not with DefinitionUri');
  if (!state.document && properties['DisableExecuteApiEndpoint'] !== undefined) {
    throw new SamError(
      [...at, 'DisableExecuteApiEndpoint'],
      'DisableExecuteApiEndpoint goes with DefinitionBody, not with DefinitionUri',
    );
  }
  if (properties['DisableExecuteApiEndpoint'] !== undefined && isIntrinsic(properties['DefinitionBody'])) {
    throw new SamError(
      [...at, 'DisableExecuteApiEndpoint'],
      'DisableExecuteApiEndpoint needs a definition that is written in DefinitionBody',
    );
  }
  if (state.document) writeDocument(sam, draft, state, state.document);
  const location = state.document
    ? undefined
    : s3Location(properties['DefinitionUri'], 'DefinitionUri', [...at, 'DefinitionUri']);
  const attributes = inherited(draft);
  const tags =
    properties['PropagateTags'] === true || properties['Tags'] !== undefined ? properties['Tags'] : undefined;
  const warnings = properties['FailOnWarnings'];
  if (warnings !== undefined && typeof warnings !== 'boolean' && !isObject(warnings)) {
    throw new SamError([...at, 'FailOnWarnings'], `FailOnWarnings is ${gotOf(warnings)}, allowed is true or false`);
  }
  make(
    sam,
    path,
    logicalId,
    'AWS::ApiGateway::RestApi',
    {
      ...pick(properties, [
        'ApiKeySourceType',
        'Description',
        'FailOnWarnings',
        'MinimumCompressionSize',
        'Mode',
        'Name',
        'SecurityPolicy',
        'EndpointAccessMode',
      ]),
      Body: state.document?.root,
      BodyS3Location: location,
      EndpointConfiguration: endpoint(draft),
      Parameters: endpointParameters(sam, properties['EndpointConfiguration']),
      Tags: properties['PropagateTags'] === true ? tagList(tags) : undefined,
    },
    draft.attributes,
  );
  const deployment = `${logicalId}Deployment${shortHash(JSON.stringify(state.document?.root ?? location ?? ''))}`;
  make(
    sam,
    path,
    deployment,
    'AWS::ApiGateway::Deployment',
    { RestApiId: refTo(logicalId), StageName: properties['OpenApiVersion'] === undefined ? 'Stage' : undefined },
    attributes,
  );
  const given = properties['StageName'];
  const stageId = stageIdOf(logicalId, given);
  make(
    sam,
    path,
    stageId,
    'AWS::ApiGateway::Stage',
    {
      ...pick(properties, passed),
      DeploymentId: refTo(deployment),
      RestApiId: refTo(logicalId),
      StageName: properties['StageName'],
      Tags: tags === undefined ? undefined : tagList(tags),
    },
    attributes,
  );
  sam.generated.set(`${logicalId}.Stage`, stageId);
  sam.generated.set(`${logicalId}.Deployment`, deployment);
  permitAuthorizers(sam, draft, auth, true);
  makeDomain(sam, draft, stageId);
  makeUsagePlan(sam, draft, auth, stageId);
};

const endpointParameters = (sam: Sam, config: Json | undefined): Json | undefined => {
  const value = known(sam, isObject(config) && config['Type'] !== undefined ? config['Type'] : config);
  return typeof value === 'string' ? { endpointConfigurationTypes: value } : undefined;
};
