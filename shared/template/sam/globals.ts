import { isObject, type Json, type JsonObject } from '../../json.ts';
import { gotOf, type ProblemLog } from '../raw.ts';
import { isIntrinsic } from './context.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * What `Globals` may set, per section.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
const sections: Readonly<Record<string, ReadonlySet<string>>> = {
  Function: words(`Handler Runtime CodeUri DeadLetterQueue Description MemorySize Timeout VpcConfig Environment Tags
    PropagateTags Tracing KmsKeyArn AutoPublishAlias AutoPublishAliasAllProperties Layers DeploymentPreference RolePath
    PermissionsBoundary ReservedConcurrentExecutions ProvisionedConcurrencyConfig AssumeRolePolicyDocument
    EventInvokeConfig FileSystemConfigs CodeSigningConfigArn Architectures SnapStart EphemeralStorage FunctionUrlConfig
    RuntimeManagementConfig LoggingConfig RecursiveLoop SourceKMSKeyArn TenancyConfig DurableConfig
    CapacityProviderConfig FunctionScalingConfig PublishToLatestPublished VersionDeletionPolicy`),
  Api: words(`Auth Name DefinitionUri CacheClusterEnabled CacheClusterSize MergeDefinitions Variables
    EndpointConfiguration MethodSettings BinaryMediaTypes MinimumCompressionSize Cors GatewayResponses AccessLogSetting
    CanarySetting TracingEnabled OpenApiVersion Domain AlwaysDeploy PropagateTags SecurityPolicy EndpointAccessMode`),
  HttpApi: words(`Auth AccessLogSettings StageVariables Tags CorsConfiguration DefaultRouteSettings Domain RouteSettings
    FailOnWarnings PropagateTags`),
  WebSocketApi: words(`AccessLogSettings ApiKeySelectionExpression DefaultRouteSettings DisableExecuteApiEndpoint
    DisableSchemaValidation Domain IpAddressType PropagateTags RouteSettings StageVariables Tags`),
  SimpleTable: words('SSESpecification'),
  StateMachine: words('PropagateTags'),
  LayerVersion: words('PublishLambdaVersion'),
  CapacityProvider: words(`VpcConfig OperatorRole Tags InstanceRequirements ScalingConfig KmsKeyArn PropagateTags`),
};

/** The value of the resource over the global one: mappings are merged, lists put behind each other. */
export const mergeGlobal = (global: Json, local: Json): Json => {
  if (isIntrinsic(global) || isIntrinsic(local)) return local;
  if (Array.isArray(global) && Array.isArray(local)) return [...global, ...local];
  if (!isObject(global) || !isObject(local)) return local;
  const out: Record<string, Json> = { ...global };
  for (const [key, value] of Object.entries(local)) {
    const under = out[key];
    out[key] = under === undefined ? value : mergeGlobal(under, value);
  }
  return out;
};

/** Checks `Globals` and answers what it sets for each kind of SAM resource. */
export const readGlobals = (globals: Json | undefined, log: ProblemLog): ReadonlyMap<string, JsonObject> => {
  const out = new Map<string, JsonObject>();
  if (globals === undefined) return out;
  if (!isObject(globals)) {
    log.add(['Globals'], `Globals is ${gotOf(globals)}, allowed is a mapping`);
    return out;
  }
  for (const [section, properties] of Object.entries(globals)) {
    const allowed = sections[section];
    if (!allowed) {
      log.add(
        ['Globals', section],
        `Globals has a section ${section}, allowed are ${Object.keys(sections).join(', ')}`,
      );
    } else if (!isObject(properties)) {
      log.add(['Globals', section], `Globals.${section} is ${gotOf(properties)}, allowed is a mapping`);
    } else {
      for (const name of Object.keys(properties)) {
        if (allowed.has(name)) continue;
        const list = [...allowed].join(', ');
        log.add(['Globals', section, name], `Globals.${section} has a property ${name}, allowed are ${list}`);
      }
      out.set(`AWS::Serverless::${section}`, properties);
    }
  }
  return out;
};

/** The resource's properties with the globals of its kind under them; `IgnoreGlobals` names what it wants none of. */
export const withGlobals = (
  global: JsonObject | undefined,
  local: JsonObject,
  ignored: Json | undefined,
): JsonObject => {
  if (!global || ignored === '*') return local;
  const without: readonly Json[] = Array.isArray(ignored) ? ignored : [];
  const kept = Object.fromEntries(Object.entries(global).filter(([name]) => !without.includes(name)));
  return mergeGlobal(kept, local) as JsonObject;
};
