import type { ResourceChange } from '../../shared/inventory/document.ts';
import type { Kind } from '../../shared/inventory/kinds.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { account, stranger } from './calls.ts';
import { type Case, type Cases, defineCases, type FailCase } from './cases.ts';
import { allow, policyOf } from './resources.ts';

interface Surface {
  readonly kind: Kind;
  readonly action: string;
  readonly make: (resourcePolicy: Json) => ResourceChange;
}

/** Cases that only one kind of resource has. */
interface More {
  readonly fail?: readonly FailCase[];
  readonly pass?: readonly Case[];
}

const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-shop' } };
const sourceOf = (owner: string): JsonObject => ({
  ArnLike: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${owner}:rule/orders` },
});
const root = (owner: string): JsonObject => ({ AWS: `arn:aws:iam::${owner}:root` });

/** The statement `it` of a policy for a surface. */
const policies = ({ action, make }: Surface) => {
  const statement = (principal: Json, conditions?: JsonObject, more: JsonObject = {}): JsonObject => ({
    ...allow(principal, { action, ...(conditions === undefined ? {} : { conditions }) }),
    Resource: '*',
    ...more,
  });
  return {
    statement,
    given: (...statements: readonly JsonObject[]) => [make(policyOf(...statements))],
    without: [make(null)],
  };
};

/** What every rule about policies that are open to anybody has to tell apart. */
export const publicCases = (surface: Surface, more: More = {}): Cases => {
  const { statement, given, without } = policies(surface);
  return defineCases({
    fail: [
      { name: 'every principal', given: given(statement('*')), keys: ['it'], says: surface.action },
      { name: 'every account', given: given(statement({ AWS: '*' })), keys: ['it'] },
      {
        name: 'a condition that keeps nobody out',
        given: given(statement('*', { Bool: { 'aws:SecureTransport': 'true' } })),
        keys: ['it'],
      },
      {
        name: 'one statement of several, without a Sid',
        given: given(statement(root(account)), statement('*', undefined, { Sid: '' })),
        keys: ['#1'],
      },
      ...(more.fail ?? []),
    ],
    pass: [
      { name: 'no policy at all', given: without },
      { name: 'the own account', given: given(statement(root(account))) },
      {
        name: 'the own organization',
        given: given(statement('*', organization)),
        context: { organizations: ['o-shop'] },
      },
      { name: 'another account, which is a matter of its own', given: given(statement(root(stranger))) },
      { name: 'a deny', given: given(statement('*', undefined, { Effect: 'Deny' })) },
      ...(more.pass ?? []),
    ],
  });
};

/** What every rule about policies that name strangers has to tell apart. */
export const foreignCases = (surface: Surface, more: More = {}): Cases => {
  const { statement, given, without } = policies(surface);
  return defineCases({
    fail: [
      { name: 'the root of another account', given: given(statement(root(stranger))), keys: ['it'], says: stranger },
      { name: 'another account by its number', given: given(statement({ AWS: stranger })), keys: ['it'] },
      {
        name: 'every principal of another account',
        given: given(statement('*', { StringEquals: { 'aws:PrincipalAccount': stranger } })),
        keys: ['it'],
      },
      {
        name: 'another organization',
        given: given(statement('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-else' } })),
        context: { organizations: ['o-shop'] },
        keys: ['it'],
      },
      {
        name: 'a condition that can not be judged',
        given: given(statement('*', { StringEquals: { 'example:Thing': 'x' } })),
        keys: ['it'],
        severity: 'medium',
      },
      ...(more.fail ?? []),
    ],
    pass: [
      { name: 'no policy at all', given: without },
      { name: 'a role of the own account', given: given(statement({ AWS: `arn:aws:iam::${account}:role/a` })) },
      {
        name: 'a trusted account',
        given: given(statement(root(stranger))),
        context: { trustedAccounts: [stranger as never] },
      },
      {
        name: 'another own account',
        given: given(statement(root(stranger))),
        context: { accounts: [stranger as never] },
      },
      { name: 'anybody, which is a matter of its own', given: given(statement('*')) },
      ...(more.pass ?? []),
    ],
  });
};

/** What every rule about services that strangers can make call has to tell apart. */
export const deputyCases = (surface: Surface, more: More = {}): Cases => {
  const { statement, given, without } = policies(surface);
  const service = 'events.amazonaws.com';
  return defineCases({
    fail: [
      { name: 'a service without a source', given: given(statement(service)), keys: [`it ${service}`], says: service },
      {
        name: 'a bucket as source, whose ARN names no account',
        given: given(statement('s3.amazonaws.com', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::uploads' } })),
        keys: ['it s3.amazonaws.com'],
      },
      ...(more.fail ?? []),
    ],
    pass: [
      { name: 'no policy at all', given: without },
      { name: 'a source of the own account', given: given(statement(service, sourceOf(account))) },
      {
        name: 'the own account as source',
        given: given(statement(service, { StringEquals: { 'aws:SourceAccount': account } })),
      },
      { name: 'principals that are no service', given: given(statement(root(account))) },
      ...(more.pass ?? []),
    ],
  });
};
