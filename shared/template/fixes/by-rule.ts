import type { Finding } from '../../engine/finding.ts';
import { isObject, type Json } from '../../json.ts';
import type { StackEffect } from '../facets/mappers.ts';
import type { Path } from '../parse.ts';
import type { TemplateStack } from '../resolve.ts';
import { statementPath, writtenAt, writtenType } from '../statement-place.ts';
import type { Edit } from './edit.ts';

/** What made a finding: a resource of a template, and the step it takes on the inventory. */
export interface Cause {
  readonly stack: TemplateStack;
  readonly effect: StackEffect;
}

/** A finding with what it comes from. */
export interface Fixable {
  readonly finding: Finding;
  readonly cause: Cause;
  /** What makes the resource with this ARN. */
  readonly maker: (arn: string) => Cause | undefined;
}

/** The edits after which the finding is gone; none where a person has to decide. */
type Fix = (fixable: Fixable) => readonly Edit[];

const ownAccount = { Ref: 'AWS::AccountId' };

const inProperties = ({ stack, effect }: Cause, property: Path, value: Json): Edit => ({
  path: stack.pathOf(effect.logicalId, ['Properties', ...property]),
  value,
});

/** Gives a property of the resource that is the cause a value, where it is written as one of these types. */
const setting =
  (types: readonly string[], property: Path, value: Json): Fix =>
  ({ cause }) =>
    types.includes(writtenType(cause.stack, cause.effect)) ? [inProperties(cause, property, value)] : [];

const functions = ['AWS::Lambda::Function', 'AWS::Serverless::Function'];
const permissions = ['AWS::Lambda::Permission'];

const signedUrl = setting(['AWS::Lambda::Url', 'AWS::Serverless::Function'], ['AuthType'], 'AWS_IAM');

/** The grant to everybody that SAM makes for a URL without authentication goes with it. */
const signedUrlBehind: Fix = ({ cause }) => {
  const path = cause.stack.pathOf(cause.effect.logicalId, []);
  return path.at(-1) === 'FunctionUrlConfig' ? [{ path: [...path, 'AuthType'], value: 'AWS_IAM' }] : [];
};

const signedRoute: Fix = (fixable) => {
  const { stack, effect } = fixable.cause;
  const path = stack.pathOf(effect.logicalId, ['Properties', ...effect.from]);
  const event = writtenAt(stack, effect);
  if (isObject(event) && event['Type'] === 'Api') {
    return [{ path: [...path, 'Properties', 'Auth', 'Authorizer'], value: 'AWS_IAM' }];
  }
  return setting(['AWS::ApiGateway::Method', 'AWS::ApiGatewayV2::Route'], ['AuthorizationType'], 'AWS_IAM')(fixable);
};

/** Closes the part of a way that the template opens: the URL or the route. */
const closedWay: Fix = (fixable) => {
  const { op } = fixable.cause.effect;
  if (!('facet' in op)) return [];
  return op.facet === 'urls' ? signedUrl(fixable) : op.facet === 'routes' ? signedRoute(fixable) : [];
};

/** Narrows the statement of a policy document to the own account. */
const ownStatement: Fix = ({ finding, cause }) => {
  const path = statementPath(cause.stack, cause.effect, String(finding.evidence['statement']));
  return path ? [inProperties(cause, [...path, 'Condition', 'StringEquals', 'aws:SourceAccount'], ownAccount)] : [];
};

const blockedBucket: Fix = ({ finding, maker }) => {
  const bucket = maker(finding.resource.arn);
  if (!bucket || writtenType(bucket.stack, bucket.effect) !== 'AWS::S3::Bucket') return [];
  const switches = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
  // Each goes before the ones that are there.
  return switches.toReversed().map((name) => inProperties(bucket, ['PublicAccessBlockConfiguration', name], true));
};

const enforcedSigning: Fix = ({ finding, maker }) => {
  const signing = maker(String(finding.evidence['codeSigning']));
  if (!signing || writtenType(signing.stack, signing.effect) !== 'AWS::Lambda::CodeSigningConfig') return [];
  return [inProperties(signing, ['CodeSigningPolicies', 'UntrustedArtifactOnDeployment'], 'Enforce')];
};

const ownPermission = setting(permissions, ['SourceAccount'], ownAccount);

/**
 * What can be mended without anybody deciding anything, by rule. A rule that is not here needs a decision: whom a
 * statement is meant for, which power a role can do without.
 */
export const fixes: Readonly<Record<string, Fix>> = {
  'api-authorizer-caching': setting(
    ['AWS::ApiGateway::Authorizer', 'AWS::ApiGatewayV2::Authorizer'],
    ['AuthorizerResultTtlInSeconds'],
    300,
  ),
  'api-route-open': signedRoute,
  'api-websocket-open': signedRoute,
  'appsync-introspection': setting(['AWS::AppSync::GraphQLApi'], ['IntrospectionConfig'], 'DISABLED'),
  'cognito-guests-allowed': setting(['AWS::Cognito::IdentityPool'], ['AllowUnauthenticatedIdentities'], false),
  'ecr-repository-confused-deputy': ownStatement,
  'events-bus-confused-deputy': ownStatement,
  'kms-key-confused-deputy': ownStatement,
  'lambda-code-signing-warns': enforcedSigning,
  'lambda-permission-bucket-reclaimable': ownPermission,
  'lambda-permission-confused-deputy': ownPermission,
  'lambda-permission-powerful-action': setting(permissions, ['Action'], 'lambda:InvokeFunction'),
  'lambda-permission-url-public': signedUrlBehind,
  'lambda-reachable-from-internet': closedWay,
  'lambda-recursion-allowed': setting(functions, ['RecursiveLoop'], 'Terminate'),
  'lambda-runtime-updates-manual': setting(functions, ['RuntimeManagementConfig', 'UpdateRuntimeOn'], 'Auto'),
  'lambda-url-unauthenticated': signedUrl,
  's3-bucket-acl-open': setting(['AWS::S3::Bucket'], ['AccessControl'], 'Private'),
  's3-bucket-confused-deputy': ownStatement,
  's3-bucket-public': blockedBucket,
  'secretsmanager-secret-confused-deputy': ownStatement,
  'sns-topic-confused-deputy': ownStatement,
  'sqs-queue-confused-deputy': ownStatement,
};
