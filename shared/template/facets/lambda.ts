import { looksSecret } from '../../inventory/secret-like.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { layerVersionArn, roleArn } from '../../trail/arns.ts';
import { scalarText } from '../values.ts';
import { functionNamed } from './functions.ts';
import { readStatement } from './policy.ts';
import { effectsOn, refOf, type TemplateEffect, tagsOf, type View } from './view.ts';

const strings = (list: readonly Json[]): readonly string[] => list.flatMap((item) => scalarText(item) ?? []);

const environmentOf = (view: View): { readonly names: readonly string[]; readonly secretLike: readonly string[] } => {
  const variables = view.map('Environment', 'Variables');
  const names = Object.keys(variables);
  return {
    names,
    secretLike: names.filter((name) => {
      const value = view.text('Environment', 'Variables', name);
      return value !== undefined && looksSecret(name, value.replace(secretReference, someSecret));
    }),
  };
};

/** CloudFormation puts the secret itself in the place of this, so the function holds it in plain text. */
const secretReference = /\{\{resolve:(?:secretsmanager|ssm-secure):[^}]*\}\}/g;
const someSecret = '0123456789abcdef';

/** The environment; known in part where a value that nobody knows yet has the name of a secret. */
const environmentSteps = (view: View, on: ReturnType<typeof effectsOn<'function'>>): readonly TemplateEffect[] => {
  const environment = environmentOf(view);
  const open = environment.names.filter(
    (name) => view.at('Environment', 'Variables', name).open.length > 0 && looksSecret(name, someSecret),
  );
  return open.length === 0
    ? [on.set('environment', environment, 'Environment')]
    : on.partial('environment', environment, open, 'Environment');
};

const codeOf = (view: View): Readonly<Record<string, string>> => {
  const parts = {
    s3Bucket: view.text('Code', 'S3Bucket'),
    s3Key: view.text('Code', 'S3Key'),
    imageUri: view.text('Code', 'ImageUri'),
  };
  return Object.fromEntries(Object.entries(parts).filter((entry): entry is [string, string] => entry[1] !== undefined));
};

const textOr =
  <T>(otherwise: T) =>
  (value: Json | undefined): string | T =>
    scalarText(value) ?? otherwise;

const fn = (view: View): readonly TemplateEffect[] => {
  const { place } = view.renderer;
  const on = effectsOn<'function'>(refOf(view, 'function'));
  const subnets = strings(view.list('VpcConfig', 'SubnetIds'));
  const logGroup = view.text('LoggingConfig', 'LogGroup');
  const level = view.text('LoggingConfig', 'ApplicationLogLevel');
  const role = view.at('Role');
  return [
    on.create(),
    typeof role.value === 'string' && role.open.length === 0
      ? on.set('role', roleArn(place, role.value), 'Role')
      : on.unresolved('role', role.open, 'Role'),
    on.read('runtime', view.at('Runtime'), textOr(null), 'Runtime'),
    on.read('handler', view.at('Handler'), textOr(null), 'Handler'),
    on.read('packageType', view.at('PackageType'), textOr('Zip'), 'PackageType'),
    on.read('layers', view.at('Layers'), () => strings(view.list('Layers')), 'Layers'),
    ...environmentSteps(view, on),
    on.read('code', view.at('Code'), () => codeOf(view), 'Code'),
    on.set('resourcePolicy', {}),
    on.set('urls', {}),
    on.set('aliases', {}),
    on.set('destinations', {}),
    on.read(
      'reservedConcurrency',
      view.at('ReservedConcurrentExecutions'),
      (value) => (value === undefined ? null : Number(value)),
      'ReservedConcurrentExecutions',
    ),
    on.read('recursiveLoop', view.at('RecursiveLoop'), textOr('Terminate'), 'RecursiveLoop'),
    on.read('codeSigning', view.at('CodeSigningConfigArn'), textOr(null), 'CodeSigningConfigArn'),
    on.set(
      'vpc',
      subnets.length === 0 ? null : { subnets, securityGroups: strings(view.list('VpcConfig', 'SecurityGroupIds')) },
      'VpcConfig',
    ),
    on.read('kmsKey', view.at('KmsKeyArn'), textOr(null), 'KmsKeyArn'),
    on.read('deadLetterTarget', view.at('DeadLetterConfig', 'TargetArn'), textOr(null), 'DeadLetterConfig'),
    on.read('tracing', view.at('TracingConfig', 'Mode'), textOr('PassThrough'), 'TracingConfig'),
    on.set(
      'logging',
      {
        ...(logGroup === undefined ? {} : { logGroup }),
        ...(level === undefined ? {} : { applicationLogLevel: level }),
      },
      'LoggingConfig',
    ),
    on.read(
      'fileSystems',
      view.at('FileSystemConfigs'),
      (value) => strings((Array.isArray(value) ? value : []).filter(isObject).map(({ Arn }) => Arn ?? null)),
      'FileSystemConfigs',
    ),
    on.read(
      'runtimeUpdates',
      view.at('RuntimeManagementConfig', 'UpdateRuntimeOn'),
      textOr('Auto'),
      'RuntimeManagementConfig',
    ),
    on.set('edgeReplicated', false),
    on.set('publicAccessBlocked', false),
    on.set('stack', place.stackName ?? 'this template'),
    on.set('tags', tagsOf(view.at('Tags').value), 'Tags'),
  ];
};

/** Where a resource that belongs to a function finds it. */
const owner = (view: View, ...path: readonly string[]) => {
  const found = functionNamed(view.renderer, view.at(...path));
  return (
    found && { ref: refOf(view, 'function', found.arn, found.name), qualifier: found.qualifier ?? '', arn: found.arn }
  );
};

const principalOf = (principal: Json | undefined): Json | undefined => {
  const text = scalarText(principal);
  if (text === undefined || text === '*') return text;
  return /\.amazon(?:aws)?\.com(?:\.cn)?$/.test(text) ? { Service: text } : { AWS: text };
};

/** The statement that Lambda makes of a permission, with the logical id as its Sid. */
const permission = (view: View): readonly TemplateEffect[] => {
  const target = owner(view, 'FunctionName');
  if (!target) return [];
  const conditions: Record<string, Record<string, Json>> = {};
  const add = (operator: string, key: string, property: string): void => {
    const { value } = view.at(property);
    if (value !== undefined && value !== null)
      conditions[operator] = { ...conditions[operator], [key]: scalarText(value) ?? value };
  };
  add('ArnLike', 'AWS:SourceArn', 'SourceArn');
  add('StringEquals', 'AWS:SourceAccount', 'SourceAccount');
  add('StringEquals', 'aws:PrincipalOrgID', 'PrincipalOrgID');
  add('StringEquals', 'lambda:EventSourceToken', 'EventSourceToken');
  add('StringEquals', 'lambda:FunctionUrlAuthType', 'FunctionUrlAuthType');
  add('Bool', 'lambda:InvokedViaFunctionUrl', 'InvokedViaFunctionUrl');
  const sid = view.resource.logicalId;
  const statement: JsonObject = {
    Sid: sid,
    Effect: 'Allow',
    Principal: principalOf(view.at('Principal').value) ?? '*',
    Action: view.at('Action').value ?? 'lambda:InvokeFunction',
    Resource: target.qualifier === '' ? target.arn : `${target.arn}:${target.qualifier}`,
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
  const { open } = view.at();
  const on = effectsOn<'function'>(target.ref);
  const known = readStatement({ value: statement, open });
  if (known === undefined) return [on.unresolved('resourcePolicy', open, 'Principal')];
  return [on.put('resourcePolicy', [target.qualifier, sid], known, 'Principal')];
};

const url = (view: View): readonly TemplateEffect[] => {
  const target = owner(view, 'TargetFunctionArn');
  if (!target) return [];
  const qualifier = view.text('Qualifier') ?? target.qualifier;
  const on = effectsOn<'function'>(target.ref);
  const authType = view.text('AuthType');
  if (authType === undefined) return [on.unresolved('urls', view.at('AuthType').open, 'AuthType')];
  const cors = view.at('Cors').value;
  const invokeMode = view.text('InvokeMode');
  const value = {
    authType,
    ...(isObject(cors)
      ? {
          cors: {
            allowOrigins: strings(view.list('Cors', 'AllowOrigins')),
            allowCredentials: view.flag('Cors', 'AllowCredentials') ?? false,
          },
        }
      : {}),
    ...(invokeMode === undefined ? {} : { invokeMode }),
  };
  return [on.put('urls', [qualifier], value, 'AuthType')];
};

const alias = (view: View): readonly TemplateEffect[] => {
  const target = owner(view, 'FunctionName');
  const name = view.text('Name');
  if (!target || name === undefined) return [];
  const version = view.text('FunctionVersion');
  const weights = view.list('RoutingConfig', 'AdditionalVersionWeights').filter(isObject);
  const value = {
    ...(version === undefined ? {} : { version }),
    ...(weights.length === 0
      ? {}
      : {
          weights: Object.fromEntries(
            weights.map((one) => [scalarText(one['FunctionVersion']) ?? '', Number(one['FunctionWeight'])]),
          ),
        }),
  };
  return [effectsOn<'function'>(target.ref).put('aliases', [name], value, 'Name')];
};

const invokeConfig = (view: View): readonly TemplateEffect[] => {
  const target = owner(view, 'FunctionName');
  if (!target) return [];
  const given = view.text('Qualifier') ?? '';
  const qualifier = given === '$LATEST' ? '' : given;
  const onSuccess = view.text('DestinationConfig', 'OnSuccess', 'Destination');
  const onFailure = view.text('DestinationConfig', 'OnFailure', 'Destination');
  const on = effectsOn<'function'>(target.ref);
  const { open } = view.at('DestinationConfig');
  if (open.length > 0) return [on.unresolved('destinations', open, 'DestinationConfig')];
  const value = {
    ...(onSuccess === undefined ? {} : { onSuccess }),
    ...(onFailure === undefined ? {} : { onFailure }),
  };
  return [on.put('destinations', [qualifier], value, 'DestinationConfig')];
};

const mapping = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'event-source-mapping'>(refOf(view, 'event-source-mapping'));
  const endpoints = strings(view.list('SelfManagedEventSource', 'Endpoints', 'KafkaBootstrapServers'));
  const target = functionNamed(view.renderer, view.at('FunctionName'));
  const access = view.list('SourceAccessConfigurations').filter(isObject);
  return [
    on.create(),
    on.read('eventSource', view.at('EventSourceArn'), textOr(null), 'EventSourceArn'),
    target
      ? on.set('function', target.arn, 'FunctionName')
      : on.unresolved('function', view.at('FunctionName').open, 'FunctionName'),
    on.read('enabled', view.at('Enabled'), (value) => scalarText(value) !== 'false', 'Enabled'),
    on.read('onFailure', view.at('DestinationConfig', 'OnFailure', 'Destination'), textOr(null), 'DestinationConfig'),
    on.set('filtered', view.list('FilterCriteria', 'Filters').length > 0, 'FilterCriteria'),
    on.read('endpoints', view.at('SelfManagedEventSource'), () => endpoints, 'SelfManagedEventSource'),
    on.set(
      'inVpc',
      access.some(({ Type }) => Type === 'VPC_SUBNET'),
      'SourceAccessConfigurations',
    ),
  ];
};

const layerVersion = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'layer-version'>(refOf(view, 'layer-version'));
  return [on.create(), on.set('resourcePolicy', {}), on.set('publisher', view.renderer.place.account)];
};

const layerPermission = (view: View): readonly TemplateEffect[] => {
  const arn = view.text('LayerVersionArn');
  if (arn === undefined) return [];
  const { place } = view.renderer;
  const target = layerVersionArn(place, arn);
  const on = effectsOn<'layer-version'>(refOf(view, 'layer-version', target, target.split(':')[6] ?? target));
  const organization = view.text('OrganizationId');
  const principal = view.text('Principal');
  if (principal === undefined) return [on.unresolved('resourcePolicy', view.at('Principal').open, 'Principal')];
  const sid = view.resource.logicalId;
  const statement = {
    Sid: sid,
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { AWS: principal },
    Action: view.at('Action').value ?? 'lambda:GetLayerVersion',
    Resource: target,
    ...(organization === undefined ? {} : { Condition: { StringEquals: { 'aws:PrincipalOrgID': organization } } }),
  };
  return [on.put('resourcePolicy', [sid], statement, 'Principal')];
};

const signing = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'code-signing-config'>(refOf(view, 'code-signing-config'));
  const policy = view.at('CodeSigningPolicies', 'UntrustedArtifactOnDeployment');
  return [on.create(), on.read('untrustedArtifactOnDeployment', policy, textOr('Warn'), 'CodeSigningPolicies')];
};

export const lambdaMappers = {
  'AWS::Lambda::Function': fn,
  'AWS::Lambda::Permission': permission,
  'AWS::Lambda::Url': url,
  'AWS::Lambda::Alias': alias,
  'AWS::Lambda::EventInvokeConfig': invokeConfig,
  'AWS::Lambda::EventSourceMapping': mapping,
  'AWS::Lambda::LayerVersion': layerVersion,
  'AWS::Lambda::LayerVersionPermission': layerPermission,
  'AWS::Lambda::CodeSigningConfig': signing,
};
