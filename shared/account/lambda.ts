import {
  type FunctionConfiguration,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionRecursionConfigCommand,
  GetLayerVersionPolicyCommand,
  GetPolicyCommand,
  GetRuntimeManagementConfigCommand,
  LambdaClient,
  ListCodeSigningConfigsCommand,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
  ListTagsCommand,
  paginateListAliases,
  paginateListFunctionEventInvokeConfigs,
  paginateListFunctionUrlConfigs,
} from '@aws-sdk/client-lambda';
import { isArn } from '../arn.ts';
import type { Op } from '../inventory/document.ts';
import type { Alias, FunctionUrl, InvokeDestinations } from '../inventory/kinds/lambda.ts';
import { codeSigningCalls } from '../inventory/projections/lambda/code-signing.ts';
import { statementsBySid } from '../inventory/projections/lambda/policy.ts';
import type { Json } from '../json.ts';
import { layerVersionArn, parseFunctionName, roleArn } from '../trail/resources.ts';
import { foundAs } from './as-called.ts';
import { type Collector, type Found, nestedList, type Place, placeOf, type Read, refIn, set } from './reading.ts';
import { environmentOf } from './secrets.ts';
import { defineService } from './service.ts';

const configurationOps = (place: Place, configuration: FunctionConfiguration): readonly Op[] => {
  const { VpcConfig: vpc, Role: role } = configuration;
  return [
    ...(role === undefined ? [] : [set('role', roleArn(place, role))]),
    set('runtime', configuration.Runtime),
    set('handler', configuration.Handler),
    set('packageType', configuration.PackageType ?? 'Zip'),
    set(
      'layers',
      (configuration.Layers ?? []).flatMap(({ Arn: arn }) => arn ?? []),
    ),
    // Where the code came from is said only by who brought it.
    { op: 'identify', facet: 'code', entries: { sha256: configuration.CodeSha256 ?? null } },
    set('kmsKey', configuration.KMSKeyArn),
    set('deadLetterTarget', configuration.DeadLetterConfig?.TargetArn),
    set('tracing', configuration.TracingConfig?.Mode ?? 'PassThrough'),
    set('logging', {
      ...(configuration.LoggingConfig?.LogGroup === undefined
        ? {}
        : { logGroup: configuration.LoggingConfig.LogGroup }),
      ...(configuration.LoggingConfig?.ApplicationLogLevel === undefined
        ? {}
        : { applicationLogLevel: configuration.LoggingConfig.ApplicationLogLevel }),
    }),
    set(
      'fileSystems',
      (configuration.FileSystemConfigs ?? []).flatMap(({ Arn: arn }) => arn ?? []),
    ),
    set('vpc', vpc?.SubnetIds?.length ? { subnets: vpc.SubnetIds, securityGroups: vpc.SecurityGroupIds ?? [] } : null),
    // Encrypted with a key that the reader may not use, the answer has an error in place of the variables.
    configuration.Environment?.Error === undefined
      ? set('environment', environmentOf(configuration.Environment?.Variables))
      : {
          op: 'unknown',
          facet: 'environment',
          reason: 'not-allowed',
          detail: 'needs kms:Decrypt on the key of the function',
        },
  ];
};

const configured = [
  'role',
  'runtime',
  'handler',
  'packageType',
  'layers',
  'code',
  'kmsKey',
  'deadLetterTarget',
  'tracing',
  'logging',
  'fileSystems',
  'vpc',
  'environment',
];

const configuration: Read<LambdaClient> = {
  facets: configured,
  // Never GetFunction: it hands out a link to the code.
  actions: ['lambda:GetFunctionConfiguration'],
  read: async (client, ref) =>
    configurationOps(placeOf(ref), await client.send(new GetFunctionConfigurationCommand({ FunctionName: ref.arn }))),
};

const qualifierOf = (arn: string | undefined): string => (arn === undefined ? '' : (arn.split(':')[7] ?? ''));

const policyAt = async (
  client: LambdaClient,
  arn: string,
  qualifier: string,
): Promise<readonly [string, Json] | undefined> => {
  try {
    const { Policy } = await client.send(
      new GetPolicyCommand({ FunctionName: arn, ...(qualifier === '' ? {} : { Qualifier: qualifier }) }),
    );
    return [qualifier, statementsBySid(JSON.parse(Policy ?? '{}') as Json) as unknown as Json];
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'ResourceNotFoundException') return undefined;
    throw thrown;
  }
};

/** Aliases, and the policies of the function and of each alias: a policy hangs on a qualifier. */
const aliasesAndPolicies: Read<LambdaClient> = {
  facets: ['aliases', 'resourcePolicy'],
  actions: ['lambda:ListAliases', 'lambda:GetPolicy'],
  decides: true,
  read: async (client, ref) => {
    const aliases: Record<string, Alias> = {};
    for await (const page of paginateListAliases({ client }, { FunctionName: ref.arn })) {
      for (const { Name, FunctionVersion, RoutingConfig } of page.Aliases ?? []) {
        if (Name === undefined) continue;
        aliases[Name] = {
          ...(FunctionVersion === undefined ? {} : { version: FunctionVersion }),
          ...(RoutingConfig?.AdditionalVersionWeights === undefined
            ? {}
            : { weights: RoutingConfig.AdditionalVersionWeights }),
        };
      }
    }
    const policies = await Promise.all(
      ['', ...Object.keys(aliases)].map((qualifier) => policyAt(client, ref.arn, qualifier)),
    );
    return [
      set('aliases', aliases),
      set('resourcePolicy', Object.fromEntries(policies.filter((found) => found !== undefined))),
    ];
  },
};

const urls: Read<LambdaClient> = {
  facets: ['urls'],
  actions: ['lambda:ListFunctionUrlConfigs'],
  decides: true,
  read: async (client, ref) => {
    const found: Record<string, FunctionUrl> = {};
    for await (const page of paginateListFunctionUrlConfigs({ client }, { FunctionName: ref.arn })) {
      for (const { FunctionArn, AuthType, Cors, InvokeMode, CreationTime } of page.FunctionUrlConfigs ?? []) {
        found[qualifierOf(FunctionArn)] = {
          authType: AuthType ?? 'NONE',
          ...(Cors === undefined
            ? {}
            : { cors: { allowOrigins: Cors.AllowOrigins ?? [], allowCredentials: Cors.AllowCredentials ?? false } }),
          ...(InvokeMode === undefined ? {} : { invokeMode: InvokeMode }),
          ...(CreationTime === undefined ? {} : { created: CreationTime }),
        };
      }
    }
    return [set('urls', found)];
  },
};

const destinations: Read<LambdaClient> = {
  facets: ['destinations'],
  actions: ['lambda:ListFunctionEventInvokeConfigs'],
  read: async (client, ref) => {
    const found: Record<string, InvokeDestinations> = {};
    for await (const page of paginateListFunctionEventInvokeConfigs({ client }, { FunctionName: ref.arn })) {
      for (const { FunctionArn, DestinationConfig } of page.FunctionEventInvokeConfigs ?? []) {
        const qualifier = qualifierOf(FunctionArn);
        found[qualifier === '$LATEST' ? '' : qualifier] = {
          ...(DestinationConfig?.OnSuccess?.Destination === undefined
            ? {}
            : { onSuccess: DestinationConfig.OnSuccess.Destination }),
          ...(DestinationConfig?.OnFailure?.Destination === undefined
            ? {}
            : { onFailure: DestinationConfig.OnFailure.Destination }),
        };
      }
    }
    return [set('destinations', found)];
  },
};

const concurrency: Read<LambdaClient> = {
  facets: ['reservedConcurrency'],
  actions: ['lambda:GetFunctionConcurrency'],
  read: async (client, ref) => [
    set(
      'reservedConcurrency',
      (await client.send(new GetFunctionConcurrencyCommand({ FunctionName: ref.arn }))).ReservedConcurrentExecutions,
    ),
  ],
};

const signing: Read<LambdaClient> = {
  facets: ['codeSigning'],
  actions: ['lambda:GetFunctionCodeSigningConfig'],
  read: async (client, ref) => [
    set(
      'codeSigning',
      (await client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName: ref.arn }))).CodeSigningConfigArn,
    ),
  ],
  none: [set('codeSigning', null)],
};

const updates: Read<LambdaClient> = {
  facets: ['runtimeUpdates'],
  actions: ['lambda:GetRuntimeManagementConfig'],
  read: async (client, ref) => [
    set(
      'runtimeUpdates',
      (await client.send(new GetRuntimeManagementConfigCommand({ FunctionName: ref.arn }))).UpdateRuntimeOn ?? 'Auto',
    ),
  ],
};

const recursion: Read<LambdaClient> = {
  facets: ['recursiveLoop'],
  actions: ['lambda:GetFunctionRecursionConfig'],
  read: async (client, ref) => [
    set(
      'recursiveLoop',
      (await client.send(new GetFunctionRecursionConfigCommand({ FunctionName: ref.arn }))).RecursiveLoop ??
        'Terminate',
    ),
  ],
};

const tags: Read<LambdaClient> = {
  facets: ['tags', 'stack'],
  actions: ['lambda:ListTags'],
  decides: true,
  read: async (client, ref) => {
    const { Tags = {} } = await client.send(new ListTagsCommand({ Resource: ref.arn }));
    return [set('tags', Tags), set('stack', Tags['aws:cloudformation:stack-name'])];
  },
};

/** Everything that can be read of one function; each call is made only when one of its facets is wanted. */
export const functionReads: readonly Read<LambdaClient>[] = [
  configuration,
  aliasesAndPolicies,
  urls,
  destinations,
  concurrency,
  signing,
  updates,
  recursion,
  tags,
];

/** Functions. The list tells the configuration, so a sweep does not read it again. */
export const functions: Collector<LambdaClient> = {
  kind: 'function',
  actions: ['lambda:ListFunctions'],
  list: async (client, place, Marker) => {
    const { Functions = [], NextMarker } = await client.send(new ListFunctionsCommand({ Marker }));
    const found = Functions.flatMap((each): readonly Found[] => {
      const named = each.FunctionArn === undefined ? undefined : parseFunctionName(place, each.FunctionArn);
      if (named === undefined) return [];
      return [{ ref: refIn(place, 'function', named.arn, named.name), ops: configurationOps(place, each) }];
    });
    return { found, next: NextMarker };
  },
  reads: functionReads.filter((read) => read !== configuration),
};

export const eventSourceMappings: Collector<LambdaClient> = {
  kind: 'event-source-mapping',
  actions: ['lambda:ListEventSourceMappings'],
  list: async (client, place, Marker) => {
    const { EventSourceMappings = [], NextMarker } = await client.send(new ListEventSourceMappingsCommand({ Marker }));
    const found = EventSourceMappings.flatMap((each): readonly Found[] => {
      const arn =
        each.EventSourceMappingArn ??
        `arn:${place.partition}:lambda:${place.region}:${place.account}:event-source-mapping:${each.UUID}`;
      const target = each.FunctionArn === undefined ? undefined : parseFunctionName(place, each.FunctionArn);
      if (!isArn(arn) || target === undefined) return [];
      return [
        {
          ref: refIn(place, 'event-source-mapping', arn, each.UUID ?? arn),
          ops: [
            set('eventSource', each.EventSourceArn),
            set('function', target.arn),
            set('enabled', !/^Disabl/.test(each.State ?? 'Enabled')),
            set('onFailure', each.DestinationConfig?.OnFailure?.Destination),
            set('filtered', (each.FilterCriteria?.Filters ?? []).length > 0),
            set('endpoints', each.SelfManagedEventSource?.Endpoints?.KAFKA_BOOTSTRAP_SERVERS ?? []),
          ],
        },
      ];
    });
    return { found, next: NextMarker };
  },
  reads: [],
};

const codeSigningConfigs: Collector<LambdaClient> = {
  kind: 'code-signing-config',
  actions: ['lambda:ListCodeSigningConfigs'],
  list: async (client, place, Marker) => {
    const { CodeSigningConfigs = [], NextMarker } = await client.send(new ListCodeSigningConfigsCommand({ Marker }));
    const found = CodeSigningConfigs.flatMap((codeSigningConfig) =>
      foundAs(
        place,
        { source: 'lambda', calls: codeSigningCalls },
        { call: 'UpdateCodeSigningConfig', request: {}, response: { codeSigningConfig } },
        ['untrustedArtifactOnDeployment'],
      ),
    );
    return { found, next: NextMarker };
  },
  reads: [],
};

/** Every version of every layer: each has a policy of its own. */
const layerVersions: Collector<LambdaClient> = {
  kind: 'layer-version',
  actions: ['lambda:ListLayers', 'lambda:ListLayerVersions'],
  list: nestedList(
    async (client, Marker) => {
      const { Layers = [], NextMarker } = await client.send(new ListLayersCommand({ Marker }));
      return { names: Layers.flatMap(({ LayerName }) => LayerName ?? []), next: NextMarker };
    },
    async (client, place, LayerName, Marker) => {
      const { LayerVersions = [], NextMarker } = await client.send(new ListLayerVersionsCommand({ LayerName, Marker }));
      const found = LayerVersions.flatMap(({ Version }): readonly Found[] => {
        const arn = layerVersionArn(place, LayerName, Version);
        return [{ ref: refIn(place, 'layer-version', arn, `${LayerName}:${Version}`), ops: [] }];
      });
      return { found, next: NextMarker };
    },
  ),
  reads: [
    {
      facets: ['resourcePolicy'],
      actions: ['lambda:GetLayerVersionPolicy'],
      read: async (client, ref) => {
        const [LayerName = '', version] = ref.name.split(':');
        const query = { LayerName, VersionNumber: Number(version) };
        const { Policy } = await client.send(new GetLayerVersionPolicyCommand(query));
        return [set('resourcePolicy', statementsBySid(JSON.parse(Policy ?? '{}') as Json))];
      },
      none: [set('resourcePolicy', {})],
    },
  ],
};

export const service = defineService({
  client: (options) => new LambdaClient(options),
  collectors: [functions, eventSourceMappings, codeSigningConfigs, layerVersions],
  // All calls but a few share 15 a second with whoever deploys; GetPolicy has 15 of its own.
  perSecond: 5,
  apart: { GetPolicy: 5 },
});
