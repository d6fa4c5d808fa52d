import type { Change } from '../../../trail/change.ts';
import type { Fields } from '../../../trail/fields.ts';
import { functionRef } from '../../../trail/resources.ts';
import type { Op } from '../../document.ts';
import type { Alias, FunctionUrl, InvokeDestinations } from '../../kinds/lambda.ts';
import { type Effect, reasonOf, refOf, tagsOf } from '../../projection.ts';
import { onFunction, orUnknown, steps } from './function.ts';

const { set, put, remove, unknown } = steps;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

const urlOps = (change: Change, qualifier: string): readonly Op[] => {
  const { request, response } = change;
  const created = change.name.startsWith('Create');
  const whole = response.has('authType');
  const fields = whole ? response : request;
  const authType = fields.string('authType');
  if (authType === undefined && (created || request.state !== 'present')) return unknown('urls', reasonOf(request));
  const cors = fields.object('cors');
  const made = response.string('creationTime');
  const invokeMode = fields.string('invokeMode');
  const described: Partial<FunctionUrl> = {
    ...(authType === undefined ? {} : { authType }),
    ...(cors.state === 'present'
      ? {
          cors: {
            allowOrigins: cors.strings('allowOrigins'),
            allowCredentials: cors.boolean('allowCredentials') ?? false,
          },
        }
      : {}),
    ...(created ? { created: change.time } : made !== undefined && INSTANT.test(made) ? { created: made } : {}),
    ...(invokeMode === undefined ? {} : { invokeMode }),
  };
  if (created) return put('urls', [qualifier], described);
  // An update changes only what it names; what a whole answer leaves out is not set.
  return [
    ...(whole && cors.state !== 'present' ? remove('urls', [qualifier, 'cors']) : []),
    ...Object.entries(described).flatMap(([member, value]) => put('urls', [qualifier, member], value)),
  ];
};

/** Version → share of the traffic; `undefined` where none is told. */
const weightsIn = (fields: Fields): Alias['weights'] | undefined => {
  const weights = fields.object('routingConfig').object('additionalVersionWeights');
  if (weights.state !== 'present') return undefined;
  return Object.fromEntries(
    Object.keys(weights.raw).flatMap((version) => {
      const share = weights.number(version);
      return share === undefined ? [] : [[version, share]];
    }),
  );
};

const aliasOps = (change: Change): readonly Op[] => {
  const name = change.request.string('name') ?? change.response.string('name');
  if (name === undefined) return unknown('aliases', reasonOf(change.request));
  const whole = change.response.has('functionVersion');
  const fields = whole ? change.response : change.request;
  const version = fields.string('functionVersion');
  const weights = weightsIn(fields);
  if (version === undefined && weights === undefined) return unknown('aliases', reasonOf(change.request));
  const alias: Alias = {
    ...(version === undefined ? {} : { version }),
    ...(weights === undefined ? {} : { weights }),
  };
  return whole || change.name.startsWith('Create')
    ? put('aliases', [name], alias)
    : Object.entries(alias).flatMap(([member, value]) => put('aliases', [name, member], value));
};

const destinationOps = (change: Change, qualifier: string): readonly Op[] => {
  const fields = change.response.has('destinationConfig') ? change.response : change.request;
  if (fields.state !== 'present') return unknown('destinations', reasonOf(change.request));
  // An update that leaves the destinations alone does not name them.
  if (change.name.startsWith('Update') && !fields.has('destinationConfig')) return [];
  const config = fields.object('destinationConfig');
  const onSuccess = config.object('onSuccess').string('destination');
  const onFailure = config.object('onFailure').string('destination');
  const destinations: InvokeDestinations = {
    ...(onSuccess === undefined ? {} : { onSuccess }),
    ...(onFailure === undefined ? {} : { onFailure }),
  };
  return put('destinations', [qualifier], destinations);
};

const textOps = (change: Change, facet: 'recursiveLoop' | 'runtimeUpdates', member: string): readonly Op[] =>
  orUnknown(
    change.request.string(member) ?? change.response.string(member),
    (text) => set(facet, text),
    unknown(facet, reasonOf(change.request)),
  );

const aliasDetails = (change: Change): Effect['details'] => ({
  alias: change.request.string('name') ?? change.response.string('name') ?? null,
});

const published = onFunction(
  () => [],
  (change) => ({ version: change.response.string('version') ?? null }),
);

/** `TagResource` names any resource of Lambda by ARN; only functions keep tags here. */
const tagging =
  (ops: (change: Change) => readonly Op[]) =>
  (change: Change): readonly Effect[] => {
    const arn = change.request.string('resource') ?? change.request.string('resourceArn') ?? '';
    const found = functionRef(change, arn);
    if (!found || !arn.includes(':function:')) return [];
    return [{ ref: refOf(change, 'function', found.arn, found.name), ops: ops(change) }];
  };

/** The calls that set what stands beside the configuration of a function: URLs, aliases, destinations, limits, tags. */
export const settingsCalls = {
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
  PutFunctionRecursionConfig: onFunction((change) => textOps(change, 'recursiveLoop', 'recursiveLoop')),
  PutRuntimeManagementConfig: onFunction((change) => textOps(change, 'runtimeUpdates', 'updateRuntimeOn')),
  EnableReplication: onFunction(() => set('edgeReplicated', true)),
  TagResource: tagging((change) =>
    Object.entries(tagsOf(change.request.get('tags'))).flatMap(([key, value]) => put('tags', [key], value)),
  ),
  UntagResource: tagging((change) => change.request.strings('tagKeys').flatMap((key) => remove('tags', [key]))),
};
