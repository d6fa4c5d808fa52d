import type { Arn } from '../arn.ts';
import { isAccountId, isArn, parseArn } from '../arn.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { canonicalRoleArn } from './arns.ts';

/** Who made an API call, read from `userIdentity` and its neighbours. */
export interface Actor {
  /**
   * `identity-center`: a person signed in through IAM Identity Center, also as a session of an `AWSReservedSSO_…` role;
   * `account`: somebody of another account whom CloudTrail does not name; `service`: an AWS service on its own behalf.
   */
  readonly type:
    | 'user'
    | 'role'
    | 'service'
    | 'root'
    | 'identity-center'
    | 'federated'
    | 'account'
    | 'anonymous'
    | 'unknown';
  /** `userIdentity.arn` as recorded. */
  readonly arn?: string;
  /** The function that Lambda issued the credentials to, where recorded. */
  readonly issuedTo?: Arn;
  /** The record tells that somebody else than a function got the credentials. */
  readonly isForOthers?: true;
  /** The account the caller belongs to. */
  readonly account?: string;
  /** The role behind a session: its canonical ARN, without path. */
  readonly role?: Arn;
  /** The name of the role session. */
  readonly session?: string;
  readonly userName?: string;
  readonly accessKeyId?: string;
  /** `sourceIPAddress` as recorded: an address, or the DNS name of the AWS service that called. */
  readonly sourceIp?: string;
  readonly userAgent?: string;
  /** The service that acted, or on whose behalf the role was used: `lambda`, `cloudformation`. */
  readonly service?: string;
  /** How the call was made when not by the caller's own client: `console`, or the service in between (`cloudformation`). */
  readonly via?: string;
  /** The caller's account is known and is not the account that received the record. */
  readonly crossAccount: boolean;
  /** Whether the session was authenticated with a second factor, where recorded. */
  readonly mfa?: boolean;
}

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

const SERVICE_DOMAINS = ['.amazonaws.com', '.amazonaws.com.cn', '.aws.internal', '.api.aws'] as const;
const SERVICE_NAME = /^[\w.-]+$/;

/** `lambda` of `lambda.amazonaws.com`, also in China; `undefined` for what is no service. */
export const serviceOf = (name: string | undefined): string | undefined => {
  if (name === undefined) return undefined;
  for (const domain of SERVICE_DOMAINS) {
    if (!name.endsWith(domain)) continue;
    const service = name.slice(0, -domain.length);
    return SERVICE_NAME.test(service) ? service : undefined;
  }
  return undefined;
};

const isSsoRole = (role: Arn | undefined): boolean => role?.includes(':role/AWSReservedSSO_') === true;

const typeOf = (identity: JsonObject, role: Arn | undefined, service: string | undefined): Actor['type'] => {
  if (textOf(identity['accountId'])?.toLowerCase() === 'anonymous' || identity['accountId'] === 'ANONYMOUS_PRINCIPAL')
    return 'anonymous';
  switch (identity['type']) {
    case 'Root':
      return 'root';
    case 'IAMUser':
      return 'user';
    case 'IdentityCenterUser':
      return 'identity-center';
    case 'AssumedRole':
    case 'Role':
      return isSsoRole(role) ? 'identity-center' : 'role';
    case 'FederatedUser':
    case 'SAMLUser':
    case 'WebIdentityUser':
    case 'Directory':
      return 'federated';
    case 'AWSService':
      return 'service';
    case 'AWSAccount':
      return textOf(identity['principalId'])?.toLowerCase() === 'anonymous' ? 'anonymous' : 'account';
    default:
      return service === undefined ? 'unknown' : 'service';
  }
};

const CONSOLE_AGENT =
  /^\[?(?:console(?:\.\w+)?\.amazonaws\.com|signin\.amazonaws\.com|S3Console\/|AWSCloudWatchLogs\/)/i;

const viaOf = (record: JsonObject, service: string | undefined): string | undefined => {
  const agent = textOf(record['userAgent']);
  if (service !== undefined) return service === 'signin' ? 'console' : service;
  if (String(record['sessionCredentialFromConsole']) === 'true') return 'console';
  if (record['eventType'] === 'AwsConsoleSignIn' || record['eventType'] === 'AwsConsoleAction') return 'console';
  if (CONSOLE_AGENT.test(agent ?? '')) return 'console';
  return serviceOf(agent);
};

const lambdaIssuer = 'AWS::Lambda::Function';

/** Whether a session was got in a way that no function gets one: by a token, with a second factor, by an instance. */
const isForOthers = (context: JsonObject, scope: JsonObject): boolean => {
  const attributes = objectOf(context['attributes']);
  const issuer = textOf(scope['issuerType']);
  return (
    Object.keys(objectOf(context['webIdFederationData'])).length > 0 ||
    textOf(context['sourceIdentity']) !== undefined ||
    context['ec2RoleDelivery'] !== undefined ||
    String(attributes['mfaAuthenticated']) === 'true' ||
    (issuer !== undefined && issuer !== lambdaIssuer)
  );
};

/**
 * Reads the actor of a record received by `recipient`.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export const readActor = (record: JsonObject, recipient: string): Actor => {
  const identity = objectOf(record['userIdentity']);
  const context = objectOf(identity['sessionContext']);
  const issuer = objectOf(context['sessionIssuer']);
  const arn = textOf(identity['arn']);
  const sourceIp = textOf(record['sourceIPAddress']);
  const issued = textOf(issuer['arn']);
  const role = canonicalRoleArn(issued ?? '') ?? canonicalRoleArn(arn ?? '');
  const service = serviceOf(textOf(identity['invokedBy'])) ?? serviceOf(sourceIp);
  const type = typeOf(identity, role, service);
  const account = textOf(identity['accountId']) ?? (parseArn(arn ?? '')?.account || textOf(issuer['accountId']));
  const scope = objectOf(identity['inScopeOf']);
  const issuedTo = scope['issuerType'] === lambdaIssuer ? textOf(scope['credentialsIssuedTo']) : undefined;
  const mfa = objectOf(context['attributes'])['mfaAuthenticated'];
  const [, session] = /:assumed-role\/[^/]+\/(.+)$/.exec(arn ?? '') ?? [];
  const userName = textOf(identity['userName']) ?? textOf(issuer['userName']);
  const accessKeyId = textOf(identity['accessKeyId']);
  const userAgent = textOf(record['userAgent']);
  const via = type === 'service' ? undefined : viaOf(record, service);
  const foreign = account !== undefined && account !== recipient && isAccountId(account) && isAccountId(recipient);
  return {
    type,
    ...(arn !== undefined && { arn }),
    ...(issuedTo !== undefined && isArn(issuedTo) && { issuedTo }),
    ...(type === 'role' && isForOthers(context, scope) && { isForOthers: true as const }),
    ...(account !== undefined && { account }),
    ...(role !== undefined && { role }),
    ...(session !== undefined && { session }),
    ...(userName !== undefined && { userName }),
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(sourceIp !== undefined && { sourceIp }),
    ...(userAgent !== undefined && { userAgent }),
    ...(service !== undefined && { service }),
    ...(via !== undefined && { via }),
    crossAccount: type !== 'service' && foreign,
    ...(mfa !== undefined && mfa !== null && { mfa: String(mfa) === 'true' }),
  };
};

/**
 * Whether a person did it by hand: an IAM user, the root user, a federated or Identity Center user, or a role used
 * from the console. What CloudFormation or another service does on a person's behalf does not count.
 */
export const isHuman = (actor: Actor): boolean => {
  // `via` alone may come from a user agent, which proves nothing.
  if (actor.service !== undefined && actor.via !== 'console') return false;
  switch (actor.type) {
    case 'user':
    case 'root':
    case 'federated':
    case 'identity-center':
      return true;
    case 'role':
      return actor.via === 'console';
    case 'service':
    case 'account':
    case 'anonymous':
    case 'unknown':
      return false;
  }
};
