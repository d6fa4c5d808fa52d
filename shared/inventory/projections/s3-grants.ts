import type { Fields } from '../../trail/fields.ts';
import type { BucketFacets } from '../kinds/data.ts';

type Grants = BucketFacets['grants'];

const group = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);

/**
 * The grants of an ACL to others than the bucket's owner. Where the ACL does not name its owner, the grantee with full
 * control is taken for the owner, which every ACL that the console writes has.
 */
export const grantsIn = (acl: Fields): Grants => {
  const owner = acl.object('Owner').string('ID');
  return acl
    .object('AccessControlList')
    .objects('Grant')
    .flatMap((grant) => {
      const grantee = grant.object('Grantee');
      const permission = grant.string('Permission') ?? 'unknown';
      const uri = grantee.string('URI');
      if (uri !== undefined) return [{ grantee: group(uri), permission }];
      const who = grantee.string('ID') ?? (grantee.has('EmailAddress') ? 'a mail address' : undefined);
      if (who === undefined) return [];
      const isOwner = owner === undefined ? permission === 'FULL_CONTROL' : who === owner;
      return isOwner ? [] : [{ grantee: who, permission }];
    });
};

/**
 * What the canned ACLs grant to others.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 */
const canned: { readonly [name: string]: Grants } = {
  'public-read': [{ grantee: 'AllUsers', permission: 'READ' }],
  'public-read-write': [
    { grantee: 'AllUsers', permission: 'READ' },
    { grantee: 'AllUsers', permission: 'WRITE' },
  ],
  'authenticated-read': [{ grantee: 'AuthenticatedUsers', permission: 'READ' }],
  'log-delivery-write': [
    { grantee: 'LogDelivery', permission: 'WRITE' },
    { grantee: 'LogDelivery', permission: 'READ_ACP' },
  ],
};

export const cannedGrants = (name: string): Grants => (Object.hasOwn(canned, name) ? (canned[name] ?? []) : []);

const headers: readonly (readonly [string, string])[] = [
  ['x-amz-grant-read', 'READ'],
  ['x-amz-grant-write', 'WRITE'],
  ['x-amz-grant-read-acp', 'READ_ACP'],
  ['x-amz-grant-write-acp', 'WRITE_ACP'],
  ['x-amz-grant-full-control', 'FULL_CONTROL'],
];

/** Grants given as request headers: `uri="http://acs.amazonaws.com/groups/global/AllUsers", id="…"`. */
export const headerGrants = (request: Fields): Grants =>
  headers.flatMap(([header, permission]) =>
    request
      .strings(header)
      .flatMap((text) => [...text.matchAll(/(uri|id|emailAddress)="?([^",]+)"?/g)])
      .map(([, kind, value = '']) => ({
        grantee: kind === 'uri' ? group(value) : kind === 'id' ? value : 'a mail address',
        permission,
      })),
  );
