import {
  type AttachedPolicy,
  GetAccountAuthorizationDetailsCommand,
  GetLoginProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  type PolicyDetail,
  paginateListAccessKeys,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
import type { Arn } from '../arn.ts';
import type { Op } from '../inventory/document.ts';
import type { Json } from '../json.ts';
import { policyDocument } from '../trail/encodings.ts';
import { roleArn, userArn } from '../trail/resources.ts';
import { type Collector, type Found, type Read, refIn, set } from './reading.ts';
import { defineService } from './service.ts';

type Tagged = readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined;

const tagsOf = (tags: Tagged): { readonly [key: string]: string } =>
  Object.fromEntries((tags ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])));

/** IAM answers with URL-encoded documents. */
const documentOf = (text: string | undefined): Json => (policyDocument(text) ?? null) as Json;

const trust: Read<IAMClient> = {
  facets: ['trustPolicy', 'boundary', 'path', 'tags'],
  actions: ['iam:GetRole'],
  read: async (client, ref) => {
    const { Role } = await client.send(new GetRoleCommand({ RoleName: ref.name }));
    return [
      set('trustPolicy', documentOf(Role?.AssumeRolePolicyDocument)),
      set('boundary', Role?.PermissionsBoundary?.PermissionsBoundaryArn),
      set('path', Role?.Path ?? '/'),
      set('tags', tagsOf(Role?.Tags)),
    ];
  },
};

const inline: Read<IAMClient> = {
  facets: ['inlinePolicies'],
  actions: ['iam:ListRolePolicies', 'iam:GetRolePolicy'],
  read: async (client, ref) => {
    const policies: Record<string, Json> = {};
    for await (const page of paginateListRolePolicies({ client }, { RoleName: ref.name })) {
      for (const PolicyName of page.PolicyNames ?? []) {
        const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName: ref.name, PolicyName }));
        policies[PolicyName] = documentOf(PolicyDocument);
      }
    }
    return [set('inlinePolicies', policies)];
  },
};

const attached: Read<IAMClient> = {
  facets: ['attachedPolicies'],
  actions: ['iam:ListAttachedRolePolicies'],
  read: async (client, ref) => {
    const policies: Record<string, true> = {};
    for await (const page of paginateListAttachedRolePolicies({ client }, { RoleName: ref.name })) {
      for (const { PolicyArn } of page.AttachedPolicies ?? []) if (PolicyArn !== undefined) policies[PolicyArn] = true;
    }
    return [set('attachedPolicies', policies)];
  },
};

export const roleReads: readonly Read<IAMClient>[] = [trust, inline, attached];

/** The default version of a customer managed policy; the others are not in force. */
export const managedPolicyReads: readonly Read<IAMClient>[] = [
  {
    facets: ['versions', 'defaultVersion'],
    actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
    read: async (client, ref) => {
      const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn: ref.arn }));
      const VersionId = Policy?.DefaultVersionId ?? 'v1';
      const { PolicyVersion } = await client.send(new GetPolicyVersionCommand({ PolicyArn: ref.arn, VersionId }));
      const put: Op = { op: 'put', facet: 'versions', path: [VersionId], value: documentOf(PolicyVersion?.Document) };
      return [put, set('defaultVersion', VersionId)];
    },
  },
];

/** How many a page of the account's details has: the documents of so many fit well into one write. */
const MaxItems = 50;

const inlineOf = (policies: readonly PolicyDetail[] = []): { readonly [name: string]: Json } =>
  Object.fromEntries(policies.map(({ PolicyName, PolicyDocument }) => [PolicyName ?? '', documentOf(PolicyDocument)]));

const attachedOf = (policies: readonly AttachedPolicy[] = []): { readonly [arn: string]: true } =>
  Object.fromEntries(policies.flatMap(({ PolicyArn }) => (PolicyArn === undefined ? [] : [[PolicyArn, true]])));

/** One call tells everything about many roles: far fewer calls than one after the other. */
export const roles: Collector<IAMClient> = {
  kind: 'role',
  actions: ['iam:GetAccountAuthorizationDetails'],
  list: async (client, place, Marker) => {
    const answer = await client.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'], MaxItems, Marker }));
    const found = (answer.RoleDetailList ?? []).flatMap((role): readonly Found[] => {
      if (role.Arn === undefined || role.RoleName === undefined) return [];
      return [
        {
          ref: refIn(place, 'role', roleArn(place, role.Arn), role.RoleName),
          ops: [
            set('path', role.Path ?? '/'),
            set('trustPolicy', documentOf(role.AssumeRolePolicyDocument)),
            set('inlinePolicies', inlineOf(role.RolePolicyList)),
            set('attachedPolicies', attachedOf(role.AttachedManagedPolicies)),
            set('boundary', role.PermissionsBoundary?.PermissionsBoundaryArn),
            set('tags', tagsOf(role.Tags)),
          ],
        },
      ];
    });
    return { found, next: answer.IsTruncated ? answer.Marker : undefined };
  },
  reads: [],
};

export const managedPolicies: Collector<IAMClient> = {
  kind: 'managed-policy',
  actions: ['iam:GetAccountAuthorizationDetails'],
  list: async (client, place, Marker) => {
    const Filter = ['LocalManagedPolicy' as const];
    const answer = await client.send(new GetAccountAuthorizationDetailsCommand({ Filter, MaxItems, Marker }));
    const found = (answer.Policies ?? []).flatMap((policy): readonly Found[] => {
      if (policy.Arn === undefined || policy.PolicyName === undefined) return [];
      const versions = (policy.PolicyVersionList ?? []).flatMap(({ VersionId, Document }) =>
        VersionId === undefined ? [] : [[VersionId, documentOf(Document)] as const],
      );
      return [
        {
          ref: refIn(place, 'managed-policy', policy.Arn as Arn, policy.PolicyName),
          ops: [set('versions', Object.fromEntries(versions)), set('defaultVersion', policy.DefaultVersionId ?? 'v1')],
        },
      ];
    });
    return { found, next: answer.IsTruncated ? answer.Marker : undefined };
  },
  reads: [],
};

/** Users as roles are told, and with which keys and passwords they can sign in; never a key itself. */
const users: Collector<IAMClient> = {
  kind: 'user',
  actions: ['iam:GetAccountAuthorizationDetails'],
  list: async (client, place, Marker) => {
    const answer = await client.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['User'], MaxItems, Marker }));
    const found = (answer.UserDetailList ?? []).flatMap((user): readonly Found[] => {
      if (user.Arn === undefined || user.UserName === undefined) return [];
      return [
        {
          ref: refIn(place, 'user', userArn(place, user.Arn), user.UserName),
          ops: [
            set('inlinePolicies', inlineOf(user.UserPolicyList)),
            set('attachedPolicies', attachedOf(user.AttachedManagedPolicies)),
            set('groups', Object.fromEntries((user.GroupList ?? []).map((group) => [group, true]))),
          ],
        },
      ];
    });
    return { found, next: answer.IsTruncated ? answer.Marker : undefined };
  },
  reads: [
    {
      facets: ['accessKeys'],
      actions: ['iam:ListAccessKeys'],
      read: async (client, { name: UserName }) => {
        const keys: Record<string, string> = {};
        for await (const page of paginateListAccessKeys({ client }, { UserName }))
          for (const { AccessKeyId, Status } of page.AccessKeyMetadata ?? [])
            if (AccessKeyId !== undefined) keys[AccessKeyId] = Status ?? 'Active';
        return [set('accessKeys', keys)];
      },
    },
    {
      facets: ['consolePassword'],
      actions: ['iam:GetLoginProfile'],
      read: async (client, { name: UserName }) => {
        await client.send(new GetLoginProfileCommand({ UserName }));
        return [set('consolePassword', true)];
      },
      none: [set('consolePassword', false)],
    },
  ],
};

export const service = defineService({
  client: (options) => new IAMClient(options),
  collectors: [roles, managedPolicies, users],
  perSecond: 3,
});
