import { parseArn } from '../arn.ts';

export type PrincipalKind =
  | 'anyone'
  | 'account'
  | 'role'
  | 'user'
  | 'assumed-role'
  | 'federated-user'
  | 'service'
  | 'federated'
  | 'canonical-user'
  | 'deleted'
  | 'unknown';

/**
 * Who a statement speaks of. `value` is what the document says; `account` is twelve digits, or `*` where an ARN leaves
 * it open. A `deleted` principal is the unique id that IAM leaves behind when a user or role is gone.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export interface Principal {
  readonly kind: PrincipalKind;
  readonly value: string;
  readonly account?: string;
  readonly partition?: string;
  /** Name of a role, user or session, path included; host or ARN of a federated provider. */
  readonly name?: string;
}

const uniqueId = /^A(?:IDA|ROA|GPA|NPA|IPA)[A-Z0-9]{12,}$/;
const openAccount = /[*?]/;

const ofArn = (value: string): Principal => {
  const arn = parseArn(value);
  if (!arn) return { kind: 'unknown', value };
  const { partition, service, account, resource } = arn;
  if (service !== 'iam' && service !== 'sts') return { kind: 'unknown', value, partition };
  if (account === 'cloudfront') return { kind: 'canonical-user', value, partition };
  const known = /^\d{12}$/.test(account) ? account : openAccount.test(account) ? '*' : undefined;
  if (known === undefined) return { kind: 'unknown', value, partition };
  if (resource === 'root' || resource === '*') return { kind: 'account', value, account: known, partition };
  const slash = resource.indexOf('/');
  const name = resource.slice(slash + 1);
  const type = resource.slice(0, slash);
  if (service === 'iam') {
    if (type === 'role' || type === 'user') return { kind: type, value, account: known, partition, name };
    if (type === 'oidc-provider' || type === 'saml-provider')
      return { kind: 'federated', value, account: known, partition, name: resource };
  }
  if (service === 'sts' && (type === 'assumed-role' || type === 'federated-user'))
    return { kind: type, value, account: known, partition, name };
  return { kind: 'unknown', value, account: known, partition };
};

/** Reads one value of the `AWS` key of a `Principal` element, or the bare string form. */
const awsPrincipal = (value: string): Principal => {
  if (value === '*') return { kind: 'anyone', value };
  if (/^\d{12}$/.test(value)) return { kind: 'account', value, account: value };
  if (uniqueId.test(value)) return { kind: 'deleted', value };
  if (/^[0-9a-f]{64}$/i.test(value)) return { kind: 'canonical-user', value };
  return ofArn(value);
};

/** Reads one principal; `type` is the key it stood under, in lower case. */
export const parsePrincipal = (type: string, value: string): Principal => {
  switch (type) {
    case 'aws':
      return awsPrincipal(value);
    case 'service':
      return { kind: 'service', value, name: value.toLowerCase() };
    case 'federated': {
      if (value === '*') return { kind: 'federated', value, name: '*' };
      const arn = ofArn(value);
      return arn.kind === 'federated' ? arn : { kind: 'federated', value, name: value };
    }
    case 'canonicaluser':
      return { kind: 'canonical-user', value };
    case '*':
      return { kind: 'anyone', value };
    default:
      return { kind: 'unknown', value };
  }
};
