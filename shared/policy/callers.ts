import type { Exposure } from './exposure-order.ts';
import { awsOwnAccounts } from './services.ts';

/** What is known about the surroundings of a policy. Whatever is missing is unknown, not empty. */
export interface ExposureContext {
  readonly type: 'resource' | 'trust' | 'identity';
  /** ARN of the resource the policy is attached to, or its service (`sqs`). */
  readonly resource?: string;
  /** The owner's account; several where the operator has several. */
  readonly account?: string | readonly string[];
  readonly trustedAccounts?: readonly string[];
  readonly organization?: string | readonly string[];
  readonly functionUrlAuthType?: 'NONE' | 'AWS_IAM';
  readonly blockPublicAccess?: {
    readonly blockPublicAcls?: boolean;
    readonly ignorePublicAcls?: boolean;
    readonly blockPublicPolicy?: boolean;
    readonly restrictPublicBuckets?: boolean;
  };
}

/** The context with its lists made sets once. `undefined` is unknown. */
export interface Surroundings {
  readonly own: ReadonlySet<string> | undefined;
  readonly trusted: ReadonlySet<string>;
  readonly organizations: ReadonlySet<string> | undefined;
  readonly functionUrlAuthType: 'NONE' | 'AWS_IAM' | undefined;
}

/**
 * A representative of all callers that a policy can not tell apart. Exposure is judged by asking which of them get
 * through: one without credentials, one of an account nobody named, the owner, and one for each account and
 * organization that the statement names.
 */
export interface Caller {
  readonly who: 'anonymous' | 'stranger' | 'owner' | 'account' | 'member' | 'opaque';
  readonly via: 'direct' | 'service';
  readonly account?: string;
  readonly organization?: string;
  /** Named by the principal element itself, so that a network condition may well be about its network. */
  readonly named: boolean;
  /** The principal as the document writes it, where one is named. */
  readonly value?: string;
  readonly exposure: Exposure;
}

const asSet = (value: string | readonly string[] | undefined): ReadonlySet<string> | undefined => {
  if (value === undefined) return undefined;
  const list = typeof value === 'string' ? [value] : value;
  return list.length === 0 ? undefined : new Set(list);
};

const none: ReadonlySet<string> = new Set();
const accountOfArn = (resource: string | undefined): string | undefined => {
  const account = resource?.split(':')[4];
  return account && /^\d{12}$/.test(account) ? account : undefined;
};

/** The owner is known from the context and from the ARN of the resource that the policy is attached to. */
const owners = ({ account, resource }: ExposureContext): ReadonlySet<string> | undefined => {
  const listed = asSet(account);
  const ofResource = accountOfArn(resource);
  if (ofResource === undefined || listed?.has(ofResource)) return listed;
  return new Set([...(listed ?? []), ofResource]);
};

export const surroundingsOf = (context: ExposureContext): Surroundings => ({
  own: owners(context),
  trusted: asSet(context.trustedAccounts) ?? none,
  organizations: asSet(context.organization),
  functionUrlAuthType: context.functionUrlAuthType,
});

/** How far a named account is from the owner. */
export const exposureOfAccount = (account: string, { own, trusted }: Surroundings): Exposure => {
  if (own?.has(account)) return 'account';
  if (trusted.has(account)) return 'organization';
  if (awsOwnAccounts.has(account)) return 'account';
  return own ? 'other-account' : 'unknown';
};

/**
 * An organization that is not known to be a foreign one counts as the operator's. It may be named by its management
 * account as well.
 */
export const exposureOfOrganization = (id: string, { organizations, own, trusted }: Surroundings): Exposure => {
  if (!organizations || organizations.has(id) || id === ownOrganization) return 'organization';
  if (!/^\d{12}$/.test(id)) return 'other-account';
  return own?.has(id) || trusted.has(id) ? 'organization' : 'unknown';
};

/** Stand for the owner's account and organization where a variable names them. */
export const ownAccount = '<own account>';
export const ownOrganization = '<own organization>';

export const anonymous: Caller = { who: 'anonymous', via: 'direct', named: false, exposure: 'internet' };
export const stranger: Caller = { who: 'stranger', via: 'direct', named: false, exposure: 'any-aws-account' };
export const strangersService: Caller = { who: 'stranger', via: 'service', named: false, exposure: 'any-aws-account' };
export const owner: Caller = { who: 'owner', via: 'direct', named: false, exposure: 'account' };
export const ownersService: Caller = { who: 'owner', via: 'service', named: false, exposure: 'account' };

export const callerOfAccount = (
  account: string,
  via: Caller['via'],
  surroundings: Surroundings,
  value?: string,
): Caller => {
  const exposure = exposureOfAccount(account, surroundings);
  return {
    who: exposure === 'account' && !awsOwnAccounts.has(account) ? 'owner' : 'account',
    via,
    account,
    named: value !== undefined,
    exposure,
    ...(value !== undefined && { value }),
  };
};

export const memberOf = (organization: string, via: Caller['via'], surroundings: Surroundings): Caller => ({
  who: 'member',
  via,
  organization,
  named: false,
  exposure: exposureOfOrganization(organization, surroundings),
});
