import { isArn } from '../../arn.ts';
import { isObject } from '../../json.ts';
import type { Change } from '../../trail/change.ts';
import { policyDocument } from '../../trail/encodings.ts';
import { policyArn, roleArn, userArn } from '../../trail/resources.ts';
import type { Op, ResourceRef } from '../document.ts';
import {
  accountRef,
  type Effect,
  type Projections,
  reasonOf,
  refOf,
  stepsOf,
  tagsOf,
  withDocument,
} from '../projection.ts';

const role = stepsOf<'role'>();
const user = stepsOf<'user'>();
const policy = stepsOf<'managed-policy'>();

const lastSegment = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const roleRef = (change: Change): ResourceRef | undefined => {
  const named = change.response.object('role').string('arn') ?? change.request.string('roleName');
  if (named === undefined) return undefined;
  const arn = roleArn(change, named);
  return refOf(change, 'role', arn, lastSegment(arn));
};

const userRef = (change: Change): ResourceRef | undefined => {
  const answered = change.response.object('user').string('arn');
  const named = answered ?? change.request.string('userName') ?? change.response.object('accessKey').string('userName');
  if (named === undefined) return undefined;
  const arn = userArn(change, named);
  return refOf(change, 'user', arn, lastSegment(arn));
};

const policyRef = (change: Change): ResourceRef | undefined => {
  const named = change.response.object('policy').string('arn') ?? change.request.string('policyArn');
  if (named === undefined || !isArn(named)) return undefined;
  return refOf(change, 'managed-policy', policyArn(change, named), lastSegment(named));
};

type Read = (change: Change) => readonly Op[];

const on =
  (find: (change: Change) => ResourceRef | undefined) =>
  (read: Read, details?: (change: Change) => Effect['details']) =>
  (change: Change): readonly Effect[] => {
    const ref = find(change);
    if (ref === undefined) return [];
    const extra = details?.(change);
    return [{ ref, ops: read(change), ...(extra === undefined ? {} : { details: extra }) }];
  };

const onRole = on(roleRef);
const onUser = on(userRef);
const onPolicy = on(policyRef);

const trustOps: Read = (change) => {
  const asked = change.request.get('assumeRolePolicyDocument') ?? change.request.get('policyDocument');
  return withDocument(asked ?? change.response.object('role').get('assumeRolePolicyDocument'), {
    read: (document) => role.set('trustPolicy', document),
    unreadable: (reason, detail) => role.unknown('trustPolicy', reason, detail),
    missing: reasonOf(change.request),
  });
};

/** Inline policies and attachments mean the same for roles and users, whose facets have the same names. */
const identityOps = {
  putInline: (change: Change): readonly Op[] => {
    const name = change.request.string('policyName');
    if (name === undefined) return role.unknown('inlinePolicies', reasonOf(change.request));
    return withDocument(change.request.get('policyDocument'), {
      read: (document) => role.put('inlinePolicies', [name], document),
      unreadable: (reason, detail) => role.unknown('inlinePolicies', reason, detail),
      missing: reasonOf(change.request),
    });
  },
  deleteInline: (change: Change): readonly Op[] => {
    const name = change.request.string('policyName');
    return name === undefined
      ? role.unknown('inlinePolicies', reasonOf(change.request))
      : role.remove('inlinePolicies', [name]);
  },
  attach: (change: Change): readonly Op[] => {
    const arn = change.request.string('policyArn');
    return arn === undefined
      ? role.unknown('attachedPolicies', reasonOf(change.request))
      : role.put('attachedPolicies', [arn], true);
  },
  detach: (change: Change): readonly Op[] => {
    const arn = change.request.string('policyArn');
    return arn === undefined
      ? role.unknown('attachedPolicies', reasonOf(change.request))
      : role.remove('attachedPolicies', [arn]);
  },
};

const policyDetails = (change: Change): Effect['details'] => ({
  policy: change.request.string('policyName') ?? change.request.string('policyArn') ?? null,
});

const createRole: Read = (change) => [
  { op: 'create' },
  ...role.set('path', change.request.string('path') ?? '/'),
  ...role.set('inlinePolicies', {}),
  ...role.set('attachedPolicies', {}),
  ...(change.request.state === 'present'
    ? [
        ...role.set('boundary', change.request.string('permissionsBoundary') ?? null),
        ...role.set('tags', tagsOf(change.request.get('tags'))),
      ]
    : [...role.unknown('boundary', reasonOf(change.request)), ...role.unknown('tags', reasonOf(change.request))]),
  ...trustOps(change),
];

const versionOps = (change: Change, id: string, isDefault: boolean): readonly Op[] =>
  withDocument(change.request.get('policyDocument'), {
    read: (document) => [
      ...policy.put('versions', [id], document),
      ...(isDefault ? policy.set('defaultVersion', id) : []),
    ],
    unreadable: (reason, detail) => [
      ...policy.unknown('versions', reason, detail),
      ...(isDefault ? policy.set('defaultVersion', id) : []),
    ],
    missing: reasonOf(change.request),
  });

const createPolicyVersion: Read = (change) => {
  const answered = change.response.object('policyVersion');
  const isDefault = change.request.boolean('setAsDefault') ?? answered.boolean('isDefaultVersion') ?? false;
  // Without an answer the number is not known; the document is what matters, so it is kept under the event's id.
  return versionOps(change, answered.string('versionId') ?? `event:${change.id}`, isDefault);
};

const createPolicy = (change: Change): readonly Effect[] => {
  const answered = change.response.object('policy');
  const name = change.request.string('policyName') ?? answered.string('policyName');
  const arn =
    answered.string('arn') ?? (name === undefined ? undefined : policyArn(change, name, change.request.string('path')));
  if (arn === undefined || !isArn(arn)) return [];
  return [
    {
      ref: refOf(change, 'managed-policy', arn, lastSegment(arn)),
      ops: [
        { op: 'create' },
        ...policy.set('versions', {}),
        ...versionOps(change, answered.string('defaultVersionId') ?? 'v1', true),
      ],
    },
  ];
};

const setDefaultVersion: Read = (change) => {
  const id = change.request.string('versionId');
  return id === undefined
    ? policy.unknown('defaultVersion', reasonOf(change.request))
    : policy.set('defaultVersion', id);
};

const createUser: Read = () => [
  { op: 'create' },
  ...user.set('inlinePolicies', {}),
  ...user.set('attachedPolicies', {}),
  ...user.set('groups', {}),
  ...user.set('accessKeys', {}),
  ...user.set('consolePassword', false),
];

const createAccessKey: Read = (change) => {
  const key = change.response.object('accessKey');
  const id = key.string('accessKeyId');
  return id === undefined
    ? user.unknown('accessKeys', reasonOf(change.response))
    : user.put('accessKeys', [id], 'Active');
};

/** Where the record has no answer, a new provider is called what AWS calls it: after its address or its name. */
const newProvider = ({ name: call, request, partition, account }: Change): string | undefined => {
  const [address, name] = [request.string('url'), request.string('name')];
  if (call === 'CreateOpenIDConnectProvider' && address !== undefined)
    return `arn:${partition}:iam::${account}:oidc-provider/${address.replace(/^https:\/\//, '')}`;
  if (call === 'CreateSAMLProvider' && name !== undefined)
    return `arn:${partition}:iam::${account}:saml-provider/${name}`;
  return undefined;
};

const identityProvider =
  (type: string) =>
  (change: Change): readonly Effect[] => {
    const arn =
      change.response.string('openIDConnectProviderArn') ??
      change.response.string('sAMLProviderArn') ??
      change.request.string('openIDConnectProviderArn') ??
      change.request.string('sAMLProviderArn') ??
      change.response.object('trustAnchor').string('trustAnchorArn') ??
      newProvider(change);
    if (arn === undefined || !isArn(arn)) return [{ ref: accountRef(change), ops: [], details: { type } }];
    const steps = stepsOf<'identity-provider'>();
    const ref = refOf(change, 'identity-provider', arn, lastSegment(arn));
    if (change.name.startsWith('Delete')) return [{ ref, ops: [{ op: 'delete' }] }];
    const created = change.name.startsWith('Create');
    return [
      {
        ref,
        ops: [
          ...(created ? [{ op: 'create' } as const] : []),
          ...steps.set('type', type),
          ...(created ? steps.set('url', change.request.string('url') ?? null) : []),
        ],
      },
    ];
  };

/**
 * A role that changes identities, or asks who it is, did something itself: it is told so, that what a role does can be judged by what it is
 * for. Where it changed itself, both is told of one resource.
 */
const withActor = (change: Change, effects: readonly Effect[]): readonly Effect[] => {
  const { actor } = change;
  if (actor.role === undefined || actor.crossAccount) return effects;
  const arn = roleArn(change, actor.role);
  const acted = { acted: true, on: effects[0]?.ref.arn ?? null };
  if (effects.some(({ ref }) => ref.arn === arn))
    return effects.map((effect) =>
      effect.ref.arn === arn ? { ...effect, details: { ...effect.details, ...acted } } : effect,
    );
  return [...effects, { ref: refOf(change, 'role', arn, lastSegment(arn)), ops: [], details: acted }];
};

/** Calls that change identities which are not followed (of groups, factors, service credentials): only who made them counts. */
const nothing = (): readonly Effect[] => [];

/** Groups are not followed: what one is given is told to the account, with the policy. */
const onGroup = (change: Change): readonly Effect[] => {
  const { request } = change;
  const document = policyDocument(request.get('policyDocument'));
  const details = {
    group: request.string('groupName') ?? null,
    policy: request.string('policyArn') ?? request.string('policyName') ?? null,
    ...(isObject(document) ? { document } : {}),
  };
  return [{ ref: accountRef(change), ops: [], details }];
};

const iam: Projections = {
  source: 'iam',
  finish: withActor,
  calls: {
    CreateRole: onRole(createRole),
    DeleteRole: onRole(() => [{ op: 'delete' }]),
    UpdateAssumeRolePolicy: onRole(trustOps),
    PutRolePolicy: onRole(identityOps.putInline, policyDetails),
    DeleteRolePolicy: onRole(identityOps.deleteInline, policyDetails),
    AttachRolePolicy: onRole(identityOps.attach, policyDetails),
    DetachRolePolicy: onRole(identityOps.detach, policyDetails),
    PutRolePermissionsBoundary: onRole((change) => {
      const arn = change.request.string('permissionsBoundary');
      return arn === undefined ? role.unknown('boundary', reasonOf(change.request)) : role.set('boundary', arn);
    }),
    DeleteRolePermissionsBoundary: onRole(() => role.set('boundary', null)),
    TagRole: onRole((change) =>
      Object.entries(tagsOf(change.request.get('tags'))).flatMap(([key, value]) => role.put('tags', [key], value)),
    ),
    UntagRole: onRole((change) => change.request.strings('tagKeys').flatMap((key) => role.remove('tags', [key]))),
    CreateServiceLinkedRole: onRole(trustOps),
    CreatePolicy: createPolicy,
    CreatePolicyVersion: onPolicy(createPolicyVersion, policyDetails),
    SetDefaultPolicyVersion: onPolicy(setDefaultVersion, policyDetails),
    DeletePolicyVersion: onPolicy((change) => {
      const id = change.request.string('versionId');
      return id === undefined ? [] : policy.remove('versions', [id]);
    }, policyDetails),
    DeletePolicy: onPolicy(() => [{ op: 'delete' }]),
    CreateUser: onUser(createUser),
    DeleteUser: onUser(() => [{ op: 'delete' }]),
    PutUserPolicy: onUser(identityOps.putInline, policyDetails),
    DeleteUserPolicy: onUser(identityOps.deleteInline, policyDetails),
    AttachUserPolicy: onUser(identityOps.attach, policyDetails),
    DetachUserPolicy: onUser(identityOps.detach, policyDetails),
    CreateAccessKey: onUser(createAccessKey),
    DeleteAccessKey: onUser((change) => {
      const id = change.request.string('accessKeyId');
      return id === undefined ? [] : user.remove('accessKeys', [id]);
    }),
    CreateLoginProfile: onUser(() => user.set('consolePassword', true)),
    UpdateLoginProfile: onUser(() => user.set('consolePassword', true)),
    DeleteLoginProfile: onUser(() => user.set('consolePassword', false)),
    CreateOpenIDConnectProvider: identityProvider('OpenID Connect'),
    UpdateOpenIDConnectProviderThumbprint: identityProvider('OpenID Connect'),
    DeleteOpenIDConnectProvider: identityProvider('OpenID Connect'),
    CreateSAMLProvider: identityProvider('SAML'),
    UpdateSAMLProvider: identityProvider('SAML'),
    DeleteSAMLProvider: identityProvider('SAML'),
    AddUserToGroup: onUser((change) => user.put('groups', [change.request.string('groupName') ?? '?'], true)),
    RemoveUserFromGroup: onUser((change) => user.remove('groups', [change.request.string('groupName') ?? '?'])),
    AttachGroupPolicy: onGroup,
    PutGroupPolicy: onGroup,
    DetachGroupPolicy: onGroup,
    DeleteGroupPolicy: onGroup,
    CreateServiceSpecificCredential: nothing,
    DeactivateMFADevice: nothing,
    UpdateAccessKey: nothing,
  },
};

/** The first thing that is asked with credentials that somebody has got hold of. */
const sts: Projections = { source: 'sts', finish: withActor, calls: { GetCallerIdentity: nothing } };

const rolesAnywhere: Projections = {
  source: 'rolesanywhere',
  calls: {
    CreateTrustAnchor: identityProvider('trust anchor'),
    UpdateTrustAnchor: identityProvider('trust anchor'),
    DeleteTrustAnchor: identityProvider('trust anchor'),
  },
};

/** Services of identities. */
export const identities: readonly Projections[] = [iam, sts, rolesAnywhere];
