import { type Arn, isArn } from '../../arn.ts';
import { isThroughCloudFormation } from '../../engine/actors.ts';
import type { Json } from '../../json.ts';
import type { Change } from '../../trail/change.ts';
import type { Fields } from '../../trail/fields.ts';
import { eventSourceMappingArn, functionRef, layerVersionArn, roleArn } from '../../trail/resources.ts';
import type { Op, ResourceRef } from '../document.ts';
import type { Alias, FunctionFacets, FunctionUrl, InvokeDestinations } from '../kinds/lambda.ts';
import type { StatementJson } from '../kinds/statement.ts';
import { type Effect, type Projections, reasonOf, refOf, stepsOf, tagsOf, withDocument } from '../projection.ts';

/** The stack of what CloudFormation made where the record says no more. */
export const unnamedStack = 'a stack that the record does not name';

const { set, put, remove, unknown } = stepsOf<'function'>();

interface Named {
  readonly ref: ResourceRef;
  /** `''` for the unqualified function. */
  readonly qualifier: string;
}

const named = (change: Change): Named | undefined => {
  const found = functionRef(change) ?? functionRef(change, change.request.string('resourceArn') ?? '');
  if (!found) return undefined;
  return { ref: refOf(change, 'function', found.arn, found.name), qualifier: found.qualifier ?? '' };
};

/** Effects on the function that a call names. */
const onFunction =
  (read: (change: Change, qualifier: string) => readonly Op[], details?: (change: Change) => Effect['details']) =>
  (change: Change): readonly Effect[] => {
    const found = named(change);
    if (!found) return [];
    const extra = details?.(change);
    return [{ ref: found.ref, ops: read(change, found.qualifier), ...(extra === undefined ? {} : { details: extra }) }];
  };

/**
 * A response carries the whole configuration: what it leaves out is empty. A request carries only what was asked for.
 */
const isWhole = (fields: Fields): boolean => fields.has('functionArn') && fields.has('role');

const layerArns = (fields: Fields): readonly string[] =>
  fields.list('layers').flatMap((layer) => {
    if (typeof layer === 'string') return [layer];
    const arn = typeof layer === 'object' && layer !== null ? (layer as { arn?: Json }).arn : undefined;
    return typeof arn === 'string' ? [arn] : [];
  });

const vpcOf = (fields: Fields): FunctionFacets['vpc'] => {
  const vpc = fields.object('vpcConfig');
  const subnets = vpc.strings('subnetIds');
  return subnets.length === 0 ? null : { subnets, securityGroups: vpc.strings('securityGroupIds') };
};

const loggingOf = (fields: Fields): FunctionFacets['logging'] => {
  const logging = fields.object('loggingConfig');
  const logGroup = logging.string('logGroup');
  const applicationLogLevel = logging.string('applicationLogLevel');
  return {
    ...(logGroup === undefined ? {} : { logGroup }),
    ...(applicationLogLevel === undefined ? {} : { applicationLogLevel }),
  };
};

/** Members of a configuration that may be left out of a response because they are empty. */
const optionalParts: readonly { member: string; read: (fields: Fields) => readonly Op[] }[] = [
  { member: 'layers', read: (fields) => set('layers', layerArns(fields)) },
  { member: 'vpcConfig', read: (fields) => set('vpc', vpcOf(fields)) },
  { member: 'kMSKeyArn', read: (fields) => set('kmsKey', fields.string('kMSKeyArn') || null) },
  {
    member: 'deadLetterConfig',
    read: (fields) => set('deadLetterTarget', fields.object('deadLetterConfig').string('targetArn') || null),
  },
  {
    member: 'fileSystemConfigs',
    read: (fields) =>
      set(
        'fileSystems',
        fields.objects('fileSystemConfigs').flatMap((fs) => fs.string('arn') ?? []),
      ),
  },
];

const configurationOps = (change: Change): readonly Op[] => {
  const { request, response } = change;
  const whole = isWhole(response);
  const fields = whole ? response : request;
  const role = fields.string('role');
  const ops: Op[] = [
    ...set('role', role === undefined ? undefined : roleArn(change, role)),
    ...set('runtime', fields.string('runtime')),
    ...set('handler', fields.string('handler')),
    ...set('packageType', fields.string('packageType')),
    ...set('tracing', fields.object('tracingConfig').string('mode')),
    ...(fields.has('loggingConfig') ? set('logging', loggingOf(fields)) : []),
  ];
  for (const { member, read } of optionalParts) {
    // Old records drop members from the response that the request still has.
    const said = fields.has(member) ? fields : request.has(member) ? request : undefined;
    if (said) ops.push(...read(said));
    else if (whole) ops.push(...read(fields));
  }
  if (request.has('environment')) ops.push(...unknown('environment', 'hidden'));
  if (request.state === 'omitted') {
    ops.push(...unknown('environment', 'omitted'));
    if (!whole)
      for (const facet of ['role', 'handler', 'layers', 'vpc'] as const) ops.push(...unknown(facet, 'omitted'));
  }
  return ops;
};

const codeOps = (change: Change, from: Fields): readonly Op[] => {
  const code = {
    sha256: change.response.string('codeSha256'),
    s3Bucket: from.string('s3Bucket'),
    s3Key: from.string('s3Key'),
    imageUri: from.string('imageUri'),
  };
  const said = Object.fromEntries(Object.entries(code).filter(([, value]) => value !== undefined));
  if (Object.keys(said).length > 0) return set('code', said);
  return unknown('code', reasonOf(change.request));
};

/** CloudFormation tags what it makes with the stack's name; a record that lacks the tag still tells who called. */
const stackOf = (change: Change): string | null =>
  tagsOf(change.request.get('tags'))['aws:cloudformation:stack-name'] ??
  (isThroughCloudFormation(change.actor) ? unnamedStack : null);

const createOps = (change: Change): readonly Op[] => {
  const { request } = change;
  const nothingYet: Op[] = [
    { op: 'create' },
    ...set('resourcePolicy', {}),
    ...set('urls', {}),
    ...set('aliases', {}),
    ...set('destinations', {}),
    ...set('reservedConcurrency', null),
    ...set('recursiveLoop', 'Terminate'),
    ...set('runtimeUpdates', 'Auto'),
    ...set('edgeReplicated', false),
  ];
  if (request.state !== 'present') {
    const facets = ['role', 'layers', 'environment', 'code', 'codeSigning', 'tags'] as const;
    return [
      ...nothingYet,
      ...facets.flatMap((facet) => unknown(facet, reasonOf(request))),
      ...configurationOps(change),
    ];
  }
  return [
    ...nothingYet,
    ...set('runtime', null),
    ...set('handler', null),
    ...set('packageType', 'Zip'),
    ...set('tracing', 'PassThrough'),
    ...set('logging', {}),
    ...optionalParts.flatMap(({ read }) => read(request)),
    ...(request.has('environment') ? [] : set('environment', { names: [], secretLike: [] })),
    ...set('codeSigning', request.string('codeSigningConfigArn') ?? null),
    ...set('tags', tagsOf(request.get('tags'))),
    ...set('stack', stackOf(change)),
    ...codeOps(change, request.object('code')),
    ...configurationOps(change),
  ];
};

/** The statement as Lambda answered it; where only the request is there, the one Lambda makes of it. */
const statementOf = (change: Change, arn: string): StatementJson | undefined => {
  const { request, response } = change;
  const answered = response.string('statement');
  if (answered !== undefined) {
    try {
      return JSON.parse(answered) as StatementJson;
    } catch {
      return undefined;
    }
  }
  const principal = request.string('principal');
  const action = request.string('action');
  if (principal === undefined || action === undefined) return undefined;
  const conditions: Record<string, Record<string, string>> = {};
  const condition = (operator: string, key: string, value: string | undefined): void => {
    if (value !== undefined) conditions[operator] = { ...conditions[operator], [key]: value };
  };
  condition('ArnLike', 'AWS:SourceArn', request.string('sourceArn'));
  condition('StringEquals', 'AWS:SourceAccount', request.string('sourceAccount'));
  condition('StringEquals', 'aws:PrincipalOrgID', request.string('principalOrgID') ?? request.string('organizationId'));
  condition('StringEquals', 'lambda:EventSourceToken', request.string('eventSourceToken'));
  condition('StringEquals', 'lambda:FunctionUrlAuthType', request.string('functionUrlAuthType'));
  const viaUrl = request.boolean('invokedViaFunctionUrl');
  condition('Bool', 'lambda:InvokedViaFunctionUrl', viaUrl === undefined ? undefined : String(viaUrl));
  return {
    Sid: request.string('statementId') ?? '',
    Effect: 'Allow',
    Principal:
      principal.endsWith('.amazonaws.com') || principal.endsWith('.amazon.com')
        ? { Service: principal }
        : principal === '*'
          ? '*'
          : { AWS: principal },
    Action: action,
    Resource: arn,
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
};

const qualifiedArn = ({ ref, qualifier }: Named): string => (qualifier === '' ? ref.arn : `${ref.arn}:${qualifier}`);

const addPermission = (change: Change): readonly Effect[] => {
  const found = named(change);
  if (!found) return [];
  const statement = statementOf(change, qualifiedArn(found));
  const sid = change.request.string('statementId') ?? (statement?.['Sid'] as string | undefined);
  if (statement === undefined || sid === undefined) {
    return [{ ref: found.ref, ops: unknown('resourcePolicy', reasonOf(change.request)) }];
  }
  return [{ ref: found.ref, ops: put('resourcePolicy', [found.qualifier, sid], statement), details: { sid } }];
};

const removePermission = onFunction(
  (change, qualifier) => {
    const sid = change.request.string('statementId');
    return sid === undefined
      ? unknown('resourcePolicy', reasonOf(change.request))
      : remove('resourcePolicy', [qualifier, sid]);
  },
  (change) => ({ sid: change.request.string('statementId') ?? null, qualifier: named(change)?.qualifier ?? '' }),
);

const putResourcePolicy = onFunction((change, qualifier) =>
  withDocument(change.request.get('policy') ?? change.response.get('policy'), {
    read: (document) => put('resourcePolicy', [qualifier], statementsBySid(document)),
    unreadable: (reason, detail) => unknown('resourcePolicy', reason, detail),
    missing: reasonOf(change.request),
  }),
);

/** The statements of a policy by Sid; those without one by their place. */
export const statementsBySid = (document: Json): { readonly [sid: string]: StatementJson } => {
  const statement = (document as { readonly Statement?: Json })?.Statement;
  const list = Array.isArray(statement) ? statement : statement === undefined ? [] : [statement];
  return Object.fromEntries(
    list.map((item, index) => {
      const sid = (item as { readonly Sid?: Json })?.Sid;
      return [typeof sid === 'string' && sid !== '' ? sid : `#${index}`, item as StatementJson];
    }),
  );
};

const urlOps = (change: Change, qualifier: string): readonly Op[] => {
  const fields = change.response.has('authType') ? change.response : change.request;
  const authType = fields.string('authType');
  const cors = fields.object('cors');
  const described: Partial<FunctionUrl> = {
    ...(cors.state === 'present'
      ? {
          cors: {
            allowOrigins: cors.strings('allowOrigins'),
            allowCredentials: cors.boolean('allowCredentials') ?? false,
          },
        }
      : {}),
    ...(change.name.startsWith('Create') ? { created: change.time } : {}),
    ...(fields.string('invokeMode') === undefined ? {} : { invokeMode: fields.string('invokeMode') as string }),
  };
  if (authType !== undefined) return put('urls', [qualifier], { authType, ...described });
  if (change.request.state !== 'present') return unknown('urls', reasonOf(change.request));
  // An update that leaves the authentication alone changes only what it names.
  return Object.entries(described).flatMap(([member, value]) => put('urls', [qualifier, member], value));
};

const aliasOps = (change: Change): readonly Op[] => {
  const name = change.request.string('name') ?? change.response.string('name');
  if (name === undefined) return unknown('aliases', reasonOf(change.request));
  const fields = change.response.has('functionVersion') ? change.response : change.request;
  const version = fields.string('functionVersion');
  const weights = fields.object('routingConfig').get('additionalVersionWeights') as Alias['weights'];
  if (version === undefined && weights === undefined) return unknown('aliases', reasonOf(change.request));
  return put('aliases', [name], {
    ...(version === undefined ? {} : { version }),
    ...(weights === undefined ? {} : { weights }),
  } satisfies Alias);
};

const destinationOps = (change: Change, qualifier: string): readonly Op[] => {
  const fields = change.response.has('destinationConfig') ? change.response : change.request;
  if (fields.state !== 'present') return unknown('destinations', reasonOf(change.request));
  const config = fields.object('destinationConfig');
  const onSuccess = config.object('onSuccess').string('destination');
  const onFailure = config.object('onFailure').string('destination');
  const destinations: InvokeDestinations = {
    ...(onSuccess === undefined ? {} : { onSuccess }),
    ...(onFailure === undefined ? {} : { onFailure }),
  };
  return put('destinations', [qualifier], destinations);
};

const orUnknown = <T>(value: T | undefined, known: (value: T) => readonly Op[], otherwise: readonly Op[]) =>
  value === undefined ? otherwise : known(value);

/** CloudTrail masks the criteria as `{}`: given on creation there are some, but an update may as well have removed them. */
const filterOps = ({ request }: Change, created: boolean): readonly Op[] => {
  const steps = stepsOf<'event-source-mapping'>();
  if (!request.has('filterCriteria')) return created ? steps.set('filtered', false) : [];
  const criteria = request.object('filterCriteria');
  if (criteria.has('filters')) return steps.set('filtered', criteria.list('filters').length > 0);
  return created ? steps.set('filtered', true) : steps.unknown('filtered', 'hidden');
};

const isInVpc = (...places: readonly Fields[]): boolean =>
  places.some((fields) =>
    fields.objects('sourceAccessConfigurations').some((access) => access.string('type') === 'VPC_SUBNET'),
  );

const onEventSourceMapping = (change: Change): readonly Effect[] => {
  const steps = stepsOf<'event-source-mapping'>();
  const uuid = change.response.string('uUID') ?? change.request.string('uUID');
  const own = change.response.string('eventSourceMappingArn');
  if (uuid === undefined && own === undefined) return [];
  const arn = own !== undefined && isArn(own) ? own : eventSourceMappingArn(change, uuid ?? '');
  const ref = refOf(change, 'event-source-mapping', arn, uuid ?? arn);
  if (change.name.startsWith('Delete')) return [{ ref, ops: [{ op: 'delete' }] }];
  const created = change.name.startsWith('Create');
  const { request, response } = change;
  const fields = response.has('functionArn') ? response : request;
  const asked = response.string('functionArn') ?? request.string('functionName');
  const target = asked === undefined ? undefined : functionRef(change, asked);
  const enabled = request.boolean('enabled') ?? (created ? true : undefined);
  const state = response.string('state');
  const endpoints = fields.object('selfManagedEventSource').object('endpoints').strings('KAFKA_BOOTSTRAP_SERVERS');
  const said = (member: string): boolean => fields.has(member) || request.has(member);
  return [
    {
      ref,
      ops: [
        ...(created ? [{ op: 'create' } as const] : []),
        ...steps.set(
          'eventSource',
          fields.string('eventSourceArn') ??
            request.string('eventSourceArn') ??
            (created && request.state === 'present' ? null : undefined),
        ),
        ...orUnknown<Arn>(
          target?.arn,
          (value) => steps.set('function', value),
          created ? steps.unknown('function', reasonOf(request)) : [],
        ),
        ...steps.set('enabled', state === undefined ? enabled : !/^Disabl/.test(state)),
        ...(created || said('destinationConfig')
          ? steps.set('onFailure', fields.object('destinationConfig').object('onFailure').string('destination') ?? null)
          : []),
        ...filterOps(change, created),
        ...(created || endpoints.length > 0 ? steps.set('endpoints', endpoints) : []),
        ...(created || said('sourceAccessConfigurations') ? steps.set('inVpc', isInVpc(fields, request)) : []),
      ],
    },
  ];
};

const mappingDisabledByService = (change: Change): readonly Effect[] => {
  const named = change.resources.find((arn) => arn.includes(':event-source-mapping:'));
  const uuid =
    change.serviceDetails.string('ESMUUID') ??
    change.serviceDetails.string('uUID') ??
    change.serviceDetails.string('eventSourceMappingId');
  const arn = named ?? (uuid === undefined ? undefined : eventSourceMappingArn(change, uuid));
  if (arn === undefined || !isArn(arn)) return [];
  const reason = change.serviceDetails.string('ESMDisableReason') ?? null;
  const ref = refOf(change, 'event-source-mapping', arn, arn.slice(arn.lastIndexOf(':') + 1));
  return [{ ref, ops: stepsOf<'event-source-mapping'>().set('enabled', false), details: { reason } }];
};

const onLayerVersion =
  (ops: (change: Change) => readonly Op[]) =>
  (change: Change): readonly Effect[] => {
    const version = change.request.number('versionNumber') ?? change.response.number('version');
    const name = change.response.string('layerVersionArn') ?? change.request.string('layerName');
    if (name === undefined) return [];
    const arn = layerVersionArn(change, name, version);
    const parts = arn.split(':');
    return [{ ref: refOf(change, 'layer-version', arn, parts.slice(6).join(':')), ops: ops(change) }];
  };

const layerSteps = stepsOf<'layer-version'>();

const addLayerPermission = onLayerVersion((change) => {
  const sid = change.request.string('statementId');
  const statement = statementOf(change, '');
  if (statement === undefined || sid === undefined)
    return layerSteps.unknown('resourcePolicy', reasonOf(change.request));
  return layerSteps.put('resourcePolicy', [sid], statement);
});

const removeLayerPermission = onLayerVersion((change) => {
  const sid = change.request.string('statementId');
  return sid === undefined
    ? layerSteps.unknown('resourcePolicy', reasonOf(change.request))
    : layerSteps.remove('resourcePolicy', [sid]);
});

const onSigningConfig = (change: Change): readonly Effect[] => {
  const steps = stepsOf<'code-signing-config'>();
  const answered = change.response.object('codeSigningConfig');
  const arn = answered.string('codeSigningConfigArn') ?? change.request.string('codeSigningConfigArn');
  if (arn === undefined || !isArn(arn)) return [];
  const ref = refOf(change, 'code-signing-config', arn, arn.slice(arn.lastIndexOf(':') + 1));
  if (change.name.startsWith('Delete')) return [{ ref, ops: [{ op: 'delete' }] }];
  const policies = (answered.has('codeSigningPolicies') ? answered : change.request).object('codeSigningPolicies');
  const policy = policies.string('untrustedArtifactOnDeployment');
  const created = change.name.startsWith('Create');
  return [
    {
      ref,
      ops: [
        ...(created ? [{ op: 'create' } as const] : []),
        ...steps.set('untrustedArtifactOnDeployment', policy ?? (created ? 'Warn' : undefined)),
      ],
    },
  ];
};

const published = onFunction(
  () => [],
  (change) => ({ version: change.response.string('version') ?? null }),
);

export const lambda: Projections = {
  source: 'lambda',
  calls: {
    CreateFunction: onFunction(createOps),
    DeleteFunction: onFunction((_, qualifier) => (qualifier === '' ? [{ op: 'delete' }] : [])),
    UpdateFunctionCode: onFunction(
      (change) =>
        change.request.boolean('dryRun') ? [] : [...configurationOps(change), ...codeOps(change, change.request)],
      (change) => ({ dryRun: change.request.boolean('dryRun') ?? false }),
    ),
    UpdateFunctionConfiguration: onFunction(configurationOps, (change) => ({
      asked: Object.keys(change.request.raw).sort(),
    })),
    AddPermission: addPermission,
    RemovePermission: removePermission,
    PutResourcePolicy: putResourcePolicy,
    DeleteResourcePolicy: onFunction((_, qualifier) => remove('resourcePolicy', [qualifier])),
    PutPublicAccessBlockConfig: onFunction((change) => {
      const config = change.request.object('publicAccessBlockConfig');
      const blocks = [config.boolean('blockPublicPolicy'), config.boolean('restrictPublicResource')];
      return config.state === 'present'
        ? set('publicAccessBlocked', !blocks.includes(false))
        : unknown('publicAccessBlocked', reasonOf(change.request));
    }),
    DisablePublicAccessBlockConfig: onFunction(() => set('publicAccessBlocked', false)),
    CreateFunctionUrlConfig: onFunction(urlOps),
    UpdateFunctionUrlConfig: onFunction(urlOps),
    DeleteFunctionUrlConfig: onFunction((_, qualifier) => remove('urls', [qualifier])),
    PublishVersion: published,
    CreateAlias: onFunction(aliasOps, aliasDetails),
    UpdateAlias: onFunction(aliasOps, aliasDetails),
    DeleteAlias: onFunction((change) =>
      orUnknown(
        change.request.string('name'),
        (name) => remove('aliases', [name]),
        unknown('aliases', reasonOf(change.request)),
      ),
    ),
    PutFunctionConcurrency: onFunction((change) =>
      orUnknown(
        change.request.number('reservedConcurrentExecutions') ?? change.response.number('reservedConcurrentExecutions'),
        (value) => set('reservedConcurrency', value),
        unknown('reservedConcurrency', reasonOf(change.request)),
      ),
    ),
    DeleteFunctionConcurrency: onFunction(() => set('reservedConcurrency', null)),
    PutFunctionEventInvokeConfig: onFunction(destinationOps),
    UpdateFunctionEventInvokeConfig: onFunction(destinationOps),
    DeleteFunctionEventInvokeConfig: onFunction((_, qualifier) => remove('destinations', [qualifier])),
    PutFunctionCodeSigningConfig: onFunction((change) =>
      orUnknown(
        change.request.string('codeSigningConfigArn') ?? change.response.string('codeSigningConfigArn'),
        (arn) => set('codeSigning', arn),
        unknown('codeSigning', reasonOf(change.request)),
      ),
    ),
    DeleteFunctionCodeSigningConfig: onFunction(() => set('codeSigning', null)),
    PutFunctionRecursionConfig: onFunction((change) => set('recursiveLoop', change.request.string('recursiveLoop'))),
    PutRuntimeManagementConfig: onFunction((change) => set('runtimeUpdates', change.request.string('updateRuntimeOn'))),
    EnableReplication: onFunction(() => set('edgeReplicated', true)),
    TagResource: tagging((change) =>
      Object.entries(tagsOf(change.request.get('tags'))).flatMap(([key, value]) => put('tags', [key], value)),
    ),
    UntagResource: tagging((change) => change.request.strings('tagKeys').flatMap((key) => remove('tags', [key]))),
    CreateEventSourceMapping: onEventSourceMapping,
    UpdateEventSourceMapping: onEventSourceMapping,
    DeleteEventSourceMapping: onEventSourceMapping,
    LambdaESMDisabled: mappingDisabledByService,
    PublishLayerVersion: onLayerVersion((change) => [
      { op: 'create' },
      ...layerSteps.set('resourcePolicy', {}),
      ...layerSteps.set('publisher', change.actor.arn ?? change.actor.type),
    ]),
    DeleteLayerVersion: onLayerVersion(() => [{ op: 'delete' }]),
    AddLayerVersionPermission: addLayerPermission,
    RemoveLayerVersionPermission: removeLayerPermission,
    CreateCodeSigningConfig: onSigningConfig,
    UpdateCodeSigningConfig: onSigningConfig,
    DeleteCodeSigningConfig: onSigningConfig,
  },
};

function aliasDetails(change: Change): Effect['details'] {
  return { alias: change.request.string('name') ?? change.response.string('name') ?? null };
}

/** `TagResource` names any resource of Lambda by ARN; only functions keep tags here. */
function tagging(ops: (change: Change) => readonly Op[]): (change: Change) => readonly Effect[] {
  return (change) => {
    const arn = change.request.string('resource') ?? change.request.string('resourceArn') ?? '';
    const found = functionRef(change, arn);
    if (!found || !arn.includes(':function:')) return [];
    return [{ ref: refOf(change, 'function', found.arn, found.name), ops: ops(change) }];
  };
}
