import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListGrantsCommand,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import type { Op } from '../inventory/document.ts';
import { kms } from '../inventory/projections/kms.ts';
import { isObject, type Json } from '../json.ts';
import { asCalled } from './as-called.ts';
import { allPages, type Collector, type Found, placeOf, refIn, set } from './reading.ts';
import { defineService } from './service.ts';

/** A key that was made without a policy answers with one that leaves it to the account's IAM; records say none. */
const withoutDefault = (op: Op, account: string): Op => {
  if (op.op !== 'set' || !isObject(op.value)) return op;
  const [statement, ...more] = [op.value['Statement'] ?? []].flat() as readonly Json[];
  if (!isObject(statement) || more.length > 0 || statement['Effect'] !== 'Allow') return op;
  const root = new RegExp(`^\\{"AWS":"arn:[^:]+:iam::${account}:root"\\}$`);
  const isDefault =
    statement['Action'] === 'kms:*' &&
    statement['Condition'] === undefined &&
    root.test(JSON.stringify(statement['Principal'] ?? null));
  return isDefault ? { ...op, value: null } : op;
};

/** Customer managed keys; those of AWS services can neither be changed nor shared. */
const keys: Collector<KMSClient> = {
  kind: 'key',
  actions: ['kms:ListKeys', 'kms:DescribeKey'],
  list: async (client, place, Marker) => {
    const answer = await client.send(new ListKeysCommand({ Marker, Limit: 50 }));
    const described = await Promise.all(
      (answer.Keys ?? []).map(({ KeyId }) => client.send(new DescribeKeyCommand({ KeyId }))),
    );
    const found = described.flatMap(({ KeyMetadata: key }): readonly Found[] => {
      if (key?.Arn === undefined || key.KeyId === undefined || key.KeyManager !== 'CUSTOMER') return [];
      const ref = refIn(place, 'key', key.Arn as Found['ref']['arn'], key.KeyId);
      return [
        {
          ref,
          ops: [set('enabled', key.Enabled === true), set('pendingDeletion', key.KeyState === 'PendingDeletion')],
        },
      ];
    });
    return { found, next: answer.Truncated ? answer.NextMarker : undefined };
  },
  reads: [
    {
      facets: ['resourcePolicy'],
      actions: ['kms:GetKeyPolicy'],
      read: async (client, ref) => {
        const answer = await client.send(new GetKeyPolicyCommand({ KeyId: ref.arn, PolicyName: 'default' }));
        const request = { keyId: ref.arn, policy: answer.Policy };
        const ops = asCalled(placeOf(ref), kms, [{ call: 'PutKeyPolicy', request }], ['resourcePolicy']);
        return ops.map((op) => withoutDefault(op, ref.account));
      },
    },
    {
      facets: ['rotation'],
      actions: ['kms:GetKeyRotationStatus'],
      read: async (client, ref) => {
        const answer = await client.send(new GetKeyRotationStatusCommand({ KeyId: ref.arn }));
        return [set('rotation', answer.KeyRotationEnabled ?? false)];
      },
    },
    {
      facets: ['grants'],
      actions: ['kms:ListGrants'],
      read: async (client, ref) => {
        const grants = await allPages(async (Marker) => {
          const answer = await client.send(new ListGrantsCommand({ KeyId: ref.arn, Marker }));
          return { items: answer.Grants, next: answer.NextMarker };
        });
        const calls = grants.map((grant) => ({
          call: 'CreateGrant',
          request: { ...grant, keyId: ref.arn },
          response: { grantId: grant.GrantId },
        }));
        return asCalled(placeOf(ref), kms, calls, ['grants'], { grants: {} });
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new KMSClient(options),
  collectors: [keys],
  perSecond: 5,
});
