import type { Change } from '../../../trail/change.ts';
import { functionRef } from '../../../trail/resources.ts';
import type { Op } from '../../document.ts';
import type { Alias, FunctionUrl, InvokeDestinations } from '../../kinds/lambda.ts';
import { type Effect, reasonOf, refOf, tagsOf } from '../../projection.ts';
import { onFunction, orUnknown, steps } from './function.ts';

const { set, put, remove, unknown } = steps;

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
  PutFunctionRecursionConfig: onFunction((change) => set('recursiveLoop', change.request.string('recursiveLoop'))),
  PutRuntimeManagementConfig: onFunction((change) => set('runtimeUpdates', change.request.string('updateRuntimeOn'))),
  EnableReplication: onFunction(() => set('edgeReplicated', true)),
  TagResource: tagging((change) =>
    Object.entries(tagsOf(change.request.get('tags'))).flatMap(([key, value]) => put('tags', [key], value)),
  ),
  UntagResource: tagging((change) => change.request.strings('tagKeys').flatMap((key) => remove('tags', [key]))),
};
