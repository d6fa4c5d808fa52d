import type { KeyKind } from './condition-keys.ts';
import type { Condition } from './document.ts';
import type { Narrowing } from './narrowing.ts';
import { hasWildcard } from './pattern.ts';

/** Why a condition keeps strangers out. */
const narrows: { readonly [kind in KeyKind]?: string } = {
  'principal-account': 'only callers of the accounts named',
  'principal-arn': 'only callers of the accounts that the ARNs fix',
  'principal-org': 'only members of the organization',
  'principal-org-paths': 'only members of the organization that the path begins with',
  'source-account': 'a service may call for the accounts named alone, and direct callers do not carry the key',
  'source-arn': 'a service may call for resources of the accounts that the ARNs fix alone',
  'source-org': 'a service may call for members of the organization alone',
  'source-org-paths': 'a service may call for members of the organization alone',
  'source-owner': 'only callers of the accounts named',
  vpc: 'only through a VPC or endpoint that strangers can not send from (whose it is, the policy does not say)',
  'vpc-arn': 'only through a VPC of the accounts that the ARNs fix',
  'vpce-account': 'only through VPC endpoints of the accounts named',
  'vpce-org': 'only through VPC endpoints of the organization',
  'vpce-org-paths': 'only through VPC endpoints of the organization',
  'source-ip': 'the internet routes none of these addresses',
  'mount-target': 'only through a mount target in the VPC',
  'access-point-account': 'only through access points of the accounts named, which have policies of their own',
  'access-point-arn': 'only through access points of the accounts that the ARNs fix',
  'user-id': 'only the users, roles or accounts with these unique ids',
  'is-aws-service': 'only calls that an AWS service makes itself',
  'event-source-token': 'only requests that carry this token (an Alexa skill id)',
  endpoint: 'only subscriptions of endpoints in a domain or account that is fixed',
  'encryption-arn': 'only for encryption contexts of the accounts that the ARNs fix',
  federation: 'only federated identities with these claims',
  'service-name': 'only the services named',
};

/** Why it does not, although it may look so. */
const lets: { readonly [kind in KeyKind]?: string } = {
  'principal-account': 'other accounts satisfy it as well',
  'principal-arn': 'the account part is open, and every account can have a principal of this name',
  'principal-org': 'other organizations satisfy it as well',
  'principal-org-paths': 'the organization part is open',
  'source-account': 'other accounts satisfy it as well',
  'source-arn': 'the account part is open',
  'source-org': 'other organizations satisfy it as well',
  'source-org-paths': 'the organization part is open',
  'source-owner': 'other accounts satisfy it as well',
  vpc: 'other VPCs satisfy it as well',
  'source-ip': 'addresses say where a request comes from, not who sends it, and these are public ones',
  'vpc-source-ip': 'every VPC may use these addresses',
  'user-name': 'every account can have a user of this name',
  'user-id': 'the unique id is open',
  session: 'every AWS account can arrange it for its own principals',
  'principal-type': 'every AWS account has principals of every type',
  'via-service': 'every account can call through that service',
  'external-id': 'an external id is no secret: it keeps a third party from being confused, not strangers out',
  'is-aws-service': 'it says nothing about on whose behalf a service calls',
  'service-name': 'it says nothing about on whose behalf the service calls',
  'url-auth': 'it says how the URL authenticates, not who may call',
  'via-url': 'it says that the call comes through the function URL, not who sends it',
  'event-source-token': 'the token is open',
  endpoint: 'the endpoint is open',
  resource: 'it narrows what is reached, not who reaches it',
  time: 'it says when, not who',
  request: 'whoever sends the request chooses it',
  unknown: 'what this key means for the caller is not known',
};

const noAccount = (values: readonly string[]): string | undefined =>
  values.find((value) => /^arn:[^:]*:[^:]*:[^:]*::/.test(value));

/** In words, why a condition counts or does not. */
export const explain = ({ condition, kind, values, malformed }: Narrowing, counts: boolean, dead: boolean): string => {
  const { parsed: operator } = condition as Condition;
  if (!operator) return 'IAM has no such operator';
  if (malformed) return `${condition.operator} can not compare its value`;
  if (dead) {
    return operator.family === 'string' && operator.comparison !== 'like' && condition.values.some(hasWildcard)
      ? `${condition.operator} takes * and ? literally, so that nothing matches`
      : 'no request can satisfy it';
  }
  if (counts)
    return operator.negated || operator.family === 'null'
      ? 'strangers never satisfy it'
      : (narrows[kind] ?? 'strangers never satisfy it');
  if (kind === 'unknown') return lets.unknown ?? '';
  if (operator.ifExists && !operator.negated) return 'IfExists is satisfied by requests that do not carry the key';
  if (operator.set === 'all') return 'ForAllValues is satisfied by requests that do not carry the key';
  if (operator.negated) return 'it excludes some and lets everyone else in';
  if (operator.family === 'null') return 'it asks whether the key is there, not what it says';
  if (values.some((value) => /^\*+$/.test(value))) return '* matches everything';
  if (kind === 'source-arn') {
    const open = noAccount(values);
    if (open?.includes(':s3:'))
      return 'the ARN of a bucket carries no account: whoever owns the name, or takes it once the bucket is deleted';
    if (open) return 'the ARN carries no account';
  }
  return lets[kind] ?? 'strangers can satisfy it';
};
