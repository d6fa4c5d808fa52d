import { isArn } from '../../arn.ts';
import type { Change } from '../../trail/change.ts';
import type { Fields } from '../../trail/fields.ts';
import { functionRef, identityPoolArn, roleArn, userPoolArn } from '../../trail/resources.ts';
import type { Op, ResourceRef } from '../document.ts';
import { type Effect, type Projections, reasonOf, refOf, stepsOf, tagsOf } from '../projection.ts';

const pool = stepsOf<'user-pool'>();
const identities = stepsOf<'identity-pool'>();

const poolRef = (change: Change): ResourceRef | undefined => {
  const id = change.response.object('userPool').string('id') ?? change.request.string('userPoolId');
  return id === undefined ? undefined : refOf(change, 'user-pool', userPoolArn(change, id), id);
};

const onPool =
  (read: (change: Change) => readonly Op[], details?: (change: Change) => Effect['details']) =>
  (change: Change): readonly Effect[] => {
    const ref = poolRef(change);
    if (ref === undefined) return [];
    const extra = details?.(change);
    return [{ ref, ops: read(change), ...(extra === undefined ? {} : { details: extra }) }];
  };

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `preSignUp` is a function; newer triggers (`preTokenGenerationConfig`) carry it beside a version. */
const triggersOf = (change: Change, config: Fields): { readonly [trigger: string]: string } => {
  const triggers: Record<string, string> = {};
  for (const [member, value] of Object.entries(config.raw)) {
    const named = typeof value === 'string' ? value : config.object(member).string('lambdaArn');
    if (named === undefined || !named.includes(':lambda:')) continue;
    triggers[pascal(member.replace(/Config$/, ''))] = functionRef(change, named)?.arn ?? named;
  }
  return triggers;
};

/**
 * Both calls set every trigger: one that the request leaves out is gone.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
 */
const triggerOps = (change: Change): readonly Op[] => {
  const answered = change.response.object('userPool');
  const fields = change.request.state === 'present' ? change.request : answered;
  if (fields.state !== 'present' || fields.hidden('lambdaConfig'))
    return pool.unknown('triggers', fields.state === 'present' ? 'hidden' : reasonOf(change.request));
  return pool.set('triggers', triggersOf(change, fields.object('lambdaConfig')));
};

const clientId = ({ request, response }: Change): string | undefined =>
  response.object('userPoolClient').string('clientId') ?? request.string('clientId');

const clientOps = (change: Change): readonly Op[] => {
  const { request, response } = change;
  const answered = response.object('userPoolClient');
  const fields = request.state === 'present' ? request : answered;
  if (fields.state !== 'present') return pool.unknown('clients', reasonOf(request));
  const created = change.name.startsWith('Create');
  const secret = request.boolean('generateSecret') ?? (answered.has('clientSecret') || (created ? false : undefined));
  const id = clientId(change) ?? `event:${change.id}`;
  const client = {
    flows: fields.strings('explicitAuthFlows'),
    callbacks: fields.strings('callbackURLs'),
    ...(secret === undefined ? {} : { secret }),
  };
  return created
    ? pool.put('clients', [id], client)
    : Object.entries(client).flatMap(([member, value]) => pool.put('clients', [id, member], value));
};

const clientDetails = (change: Change): Effect['details'] => ({ client: clientId(change) ?? null });

const poolOfArn =
  (ops: (change: Change) => readonly Op[]) =>
  (change: Change): readonly Effect[] => {
    const arn = change.request.string('resourceArn') ?? '';
    return isArn(arn) && arn.includes(':userpool/')
      ? [{ ref: refOf(change, 'user-pool', arn, arn.slice(arn.lastIndexOf('/') + 1)), ops: ops(change) }]
      : [];
  };

export const userPools: Projections = {
  source: 'cognito-idp',
  calls: {
    CreateUserPool: onPool((change) => [
      { op: 'create' },
      ...pool.set('title', change.request.string('poolName') ?? change.response.object('userPool').string('name')),
      ...pool.set('clients', {}),
      ...pool.set('tags', tagsOf(change.request.get('userPoolTags'))),
      ...triggerOps(change),
    ]),
    UpdateUserPool: onPool(triggerOps),
    DeleteUserPool: onPool(() => [{ op: 'delete' }]),
    CreateUserPoolClient: onPool(clientOps, clientDetails),
    UpdateUserPoolClient: onPool(clientOps, clientDetails),
    DeleteUserPoolClient: onPool((change) => {
      const id = clientId(change);
      return id === undefined ? pool.unknown('clients', reasonOf(change.request)) : pool.remove('clients', [id]);
    }, clientDetails),
    TagResource: poolOfArn(({ request }) =>
      Object.entries(tagsOf(request.get('tags'))).flatMap(([key, value]) => pool.put('tags', [key], value)),
    ),
    UntagResource: poolOfArn(({ request }) => request.strings('tagKeys').flatMap((key) => pool.remove('tags', [key]))),
  },
};

const onIdentities =
  (read: (change: Change) => readonly Op[]) =>
  (change: Change): readonly Effect[] => {
    const id = change.response.string('identityPoolId') ?? change.request.string('identityPoolId');
    if (id === undefined) return [];
    return [{ ref: refOf(change, 'identity-pool', identityPoolArn(change, id), id), ops: read(change) }];
  };

const identityPoolOps = (change: Change): readonly Op[] => {
  const { request, response } = change;
  const allows =
    request.boolean('allowUnauthenticatedIdentities') ?? response.boolean('allowUnauthenticatedIdentities');
  return [
    ...identities.set('title', request.string('identityPoolName') ?? response.string('identityPoolName')),
    ...(allows === undefined
      ? identities.unknown('allowsUnauthenticated', reasonOf(request))
      : identities.set('allowsUnauthenticated', allows)),
  ];
};

/** The roles of the pool itself and those that rules of a provider map to, under `<provider>#<n>`. */
const rolesOf = (change: Change): { readonly [name: string]: string } => {
  const roles: Record<string, string> = {};
  for (const [name, value] of Object.entries(change.request.object('roles').raw))
    if (typeof value === 'string') roles[name] = roleArn(change, value);
  const mappings = change.request.object('roleMappings');
  for (const provider of Object.keys(mappings.raw)) {
    const rules = mappings.object(provider).object('rulesConfiguration').objects('rules');
    rules.forEach((rule, index) => {
      const role = rule.string('roleARN');
      if (role !== undefined) roles[`${provider}#${index}`] = roleArn(change, role);
    });
  }
  return roles;
};

export const identityPools: Projections = {
  source: 'cognito-identity',
  calls: {
    CreateIdentityPool: onIdentities((change) => [
      { op: 'create' },
      ...identities.set('roles', {}),
      ...identityPoolOps(change),
    ]),
    UpdateIdentityPool: onIdentities(identityPoolOps),
    DeleteIdentityPool: onIdentities(() => [{ op: 'delete' }]),
    SetIdentityPoolRoles: onIdentities((change) =>
      change.request.object('roles').state === 'present'
        ? identities.set('roles', rolesOf(change))
        : identities.unknown('roles', reasonOf(change.request)),
    ),
  },
};
