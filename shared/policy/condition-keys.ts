/**
 * What a condition key says about a request, as far as exposure hangs on it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export type KeyKind =
  /** The caller's account, ARN, organization; absent for callers without credentials and for services. */
  | 'principal-account'
  | 'principal-arn'
  | 'principal-org'
  | 'principal-org-paths'
  /** The resource on whose behalf a service calls; absent for direct callers. */
  | 'source-account'
  | 'source-arn'
  | 'source-org'
  | 'source-org-paths'
  /** The account of whoever calls, directly or through a service (SNS). */
  | 'source-owner'
  /** Where the request comes from. */
  | 'vpc'
  | 'vpc-arn'
  | 'vpce-account'
  | 'vpce-org'
  | 'vpce-org-paths'
  | 'source-ip'
  | 'vpc-source-ip'
  | 'mount-target'
  /** The access point in between, which has an owner and a policy of its own. */
  | 'access-point-account'
  | 'access-point-arn'
  /** Something the signed caller is or has, but that every account can have as well. */
  | 'user-id'
  | 'user-name'
  | 'session'
  | 'principal-type'
  | 'via-service'
  | 'external-id'
  | 'is-aws-service'
  | 'service-name'
  | 'url-auth'
  | 'via-url'
  | 'event-source-token'
  | 'endpoint'
  | 'encryption-arn'
  /** A claim of a federated identity. */
  | 'federation'
  /** About the target, not the caller. */
  | 'resource'
  /** When, not who. */
  | 'time'
  /** Chosen by whoever sends the request. */
  | 'request'
  | 'unknown';

const kinds: ReadonlyMap<string, KeyKind> = new Map<string, KeyKind>([
  ['aws:principalaccount', 'principal-account'],
  ['kms:calleraccount', 'principal-account'],
  ['events:creatoraccount', 'principal-account'],
  ['vpc-lattice-svcs:sourcevpcowneraccount', 'vpce-account'],
  ['aws:principalarn', 'principal-arn'],
  ['lambda:sourcefunctionarn', 'principal-arn'],
  ['ec2:sourceinstancearn', 'principal-arn'],
  ['ecs:sourcetaskarn', 'principal-arn'],
  ['aws:federatedprovider', 'principal-arn'],
  ['aws:principalorgid', 'principal-org'],
  ['aws:principalorgmasteraccountid', 'principal-org'],
  ['aws:principalorgpaths', 'principal-org-paths'],
  ['aws:sourceaccount', 'source-account'],
  ['aws:sourcearn', 'source-arn'],
  ['aws:sourceorgid', 'source-org'],
  ['aws:sourceorgpaths', 'source-org-paths'],
  ['aws:sourceowner', 'source-owner'],
  ['aws:sourcevpc', 'vpc'],
  ['aws:sourcevpce', 'vpc'],
  ['vpc-lattice-svcs:sourcevpc', 'vpc'],
  ['aws:sourcevpcarn', 'vpc-arn'],
  ['aws:vpceaccount', 'vpce-account'],
  ['aws:vpceorgid', 'vpce-org'],
  ['aws:vpceorgpaths', 'vpce-org-paths'],
  ['aws:sourceip', 'source-ip'],
  ['aws:vpcsourceip', 'vpc-source-ip'],
  ['elasticfilesystem:accessedviamounttarget', 'mount-target'],
  ['s3:dataaccesspointaccount', 'access-point-account'],
  ['s3:dataaccesspointarn', 'access-point-arn'],
  ['aws:userid', 'user-id'],
  ['aws:username', 'user-name'],
  ['aws:principaltype', 'principal-type'],
  ['aws:multifactorauthpresent', 'session'],
  ['aws:multifactorauthage', 'session'],
  ['aws:tokenissuetime', 'session'],
  ['aws:sourceidentity', 'session'],
  ['sts:sourceidentity', 'session'],
  ['aws:assumedroot', 'session'],
  ['aws:chatbotsourcearn', 'session'],
  ['aws:ec2instancesourcevpc', 'session'],
  ['aws:ec2instancesourceprivateipv4', 'session'],
  ['ec2:roledelivery', 'session'],
  ['aws:viaawsservice', 'via-service'],
  ['aws:calledvia', 'via-service'],
  ['aws:calledviafirst', 'via-service'],
  ['aws:calledvialast', 'via-service'],
  ['kms:viaservice', 'via-service'],
  ['kms:grantisforawsresource', 'via-service'],
  ['sts:externalid', 'external-id'],
  ['aws:principalisawsservice', 'is-aws-service'],
  ['aws:principalservicename', 'service-name'],
  ['aws:principalservicenameslist', 'service-name'],
  ['lambda:functionurlauthtype', 'url-auth'],
  ['lambda:invokedviafunctionurl', 'via-url'],
  ['lambda:eventsourcetoken', 'event-source-token'],
  ['sns:endpoint', 'endpoint'],
  ['aws:resourceaccount', 'resource'],
  ['aws:resourceorgid', 'resource'],
  ['aws:resourceorgpaths', 'resource'],
  ['s3:resourceaccount', 'resource'],
  ['s3:accessgrantsinstancearn', 'resource'],
  ['aws:currenttime', 'time'],
  ['aws:epochtime', 'time'],
  ['aws:referer', 'request'],
  ['aws:useragent', 'request'],
  ['aws:securetransport', 'request'],
  ['aws:requestedregion', 'request'],
  ['aws:tagkeys', 'request'],
  ['aws:isdpop', 'request'],
  ['s3:accesspointnetworkorigin', 'request'],
]);

/** Services whose remaining keys describe the request or the resource: the caller chooses what is in them. */
const requestKeys: ReadonlySet<string> = new Set(
  (
    's3 s3express s3-object-lambda sns sqs lambda events kms ecr dynamodb secretsmanager execute-api es aoss ' +
    'kinesis logs iam sts elasticfilesystem codeartifact glue backup ssm cloudformation states iot apigateway ' +
    'ec2 ec2-instance-connect rds vpc-lattice vpc-lattice-svcs ram organizations acm acm-pca bedrock sagemaker ' +
    'cognito-idp codebuild codepipeline scheduler pipes schemas autoscaling elasticloadbalancing ssmmessages ' +
    'kafka kafka-cluster glacier mediastore'
  ).split(' '),
);

/** True for the keys that are listed here by name, whether or not AWS's tables have them. */
export const isListedKey = (name: string): boolean => kinds.has(name);

/** Kind of a key (in lower case). `unknown` where this table can not say what the key means for the caller. */
export const keyKind = (name: string): KeyKind => {
  const kind = kinds.get(name);
  if (kind) return kind;
  const colon = name.indexOf(':');
  if (colon <= 0) return 'unknown';
  const prefix = name.slice(0, colon);
  if (prefix === 'aws') {
    if (name.startsWith('aws:principaltag/')) return 'session';
    if (name.startsWith('aws:requesttag/')) return 'request';
    if (name.startsWith('aws:resourcetag/')) return 'resource';
    return 'unknown';
  }
  if (name.includes('resourcetag/') || name.includes('existingobjecttag/')) return 'resource';
  if (name.startsWith('kms:encryptioncontext:aws:') && name.endsWith(':arn')) return 'encryption-arn';
  // Claims of identity providers: `token.actions.githubusercontent.com:sub`, `saml:aud`.
  if (prefix === 'saml' || prefix.includes('.') || prefix.includes('/')) return 'federation';
  return requestKeys.has(prefix) ? 'request' : 'unknown';
};
