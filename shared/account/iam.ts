import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateGetAccountAuthorizationDetails,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
import type { Arn } from '../arn.ts';
import type { Op, ResourceRef } from '../inventory/document.ts';
import type { Json } from '../json.ts';
import { policyDocument } from '../trail/encodings.ts';
import { roleArn } from '../trail/resources.ts';
import { type Collector, type Place, type Read, set } from './reading.ts';

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

/** One call tells everything about all roles: far fewer calls than one after the other. */
export const roles: Collector<IAMClient> = {
  kind: 'role',
  actions: ['iam:GetAccountAuthorizationDetails'],
  async *list(client, place) {
    for await (const page of paginateGetAccountAuthorizationDetails({ client }, { Filter: ['Role'] })) {
      for (const role of page.RoleDetailList ?? []) {
        if (role.Arn === undefined || role.RoleName === undefined) continue;
        yield {
          ref: { kind: 'role', arn: roleArn(place, role.Arn), name: role.RoleName, account: place.account, region: '' },
          ops: [
            set('path', role.Path ?? '/'),
            set('trustPolicy', documentOf(role.AssumeRolePolicyDocument)),
            set(
              'inlinePolicies',
              Object.fromEntries(
                (role.RolePolicyList ?? []).map(({ PolicyName, PolicyDocument }) => [
                  PolicyName ?? '',
                  documentOf(PolicyDocument),
                ]),
              ),
            ),
            set(
              'attachedPolicies',
              Object.fromEntries(
                (role.AttachedManagedPolicies ?? []).flatMap(({ PolicyArn }) =>
                  PolicyArn === undefined ? [] : [[PolicyArn, true]],
                ),
              ),
            ),
            set('boundary', role.PermissionsBoundary?.PermissionsBoundaryArn),
            set('tags', tagsOf(role.Tags)),
          ],
        };
      }
    }
  },
  reads: [],
};

const managedRef = (place: Place, arn: string, name: string): ResourceRef => ({
  kind: 'managed-policy',
  arn: arn as Arn,
  name,
  account: place.account,
  region: '',
});

export const managedPolicies: Collector<IAMClient> = {
  kind: 'managed-policy',
  actions: ['iam:GetAccountAuthorizationDetails'],
  async *list(client, place) {
    for await (const page of paginateGetAccountAuthorizationDetails({ client }, { Filter: ['LocalManagedPolicy'] })) {
      for (const policy of page.Policies ?? []) {
        if (policy.Arn === undefined || policy.PolicyName === undefined) continue;
        const versions = (policy.PolicyVersionList ?? []).flatMap(({ VersionId, Document }) =>
          VersionId === undefined ? [] : [[VersionId, documentOf(Document)] as const],
        );
        yield {
          ref: managedRef(place, policy.Arn, policy.PolicyName),
          ops: [set('versions', Object.fromEntries(versions)), set('defaultVersion', policy.DefaultVersionId ?? 'v1')],
        };
      }
    }
  },
  reads: [],
};
