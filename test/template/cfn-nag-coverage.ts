/** What covers a rule of cfn_nag here; where a case is judged otherwise, the resources and why. */
export interface NagCoverage {
  readonly rules: readonly string[];
  /** Logical ids that cfn_nag reports and that are not reported here. */
  readonly notHere?: readonly string[];
  /** Logical ids that are reported here only. */
  readonly onlyHere?: readonly string[];
  readonly why?: string;
}

const alsoTheOther = 'one rule here looks at every public access list, two there at one kind each';

const oneForEachTopic = 'two policies for one topic: the later one stands, and the topic has one finding';

/** The rules of cfn_nag that ask what one of ours asks. */
export const nagCoverage: Readonly<Record<string, NagCoverage>> = {
  ApiGatewayMethodAuthorizationTypeRule: { rules: ['api-route-open'] },
  CognitoIdentityPoolAllowUnauthenticatedIdentitiesRule: { rules: ['cognito-guests-allowed'] },
  IamRoleAdministratorAccessPolicyRule: { rules: ['iam-managed-admin-attached'] },
  IamRoleElevatedManagedPolicyRule: { rules: ['iam-managed-admin-attached'] },
  IamRoleNotPrincipalOnTrustPolicyRule: { rules: ['iam-trust-public'] },
  KMSKeyWildcardPrincipalRule: { rules: ['kms-key-public'] },
  LambdaPermissionInvokeFunctionActionRule: { rules: ['lambda-permission-powerful-action'] },
  LambdaPermissionWildcardPrincipalRule: {
    rules: ['lambda-permission-public', 'lambda-permission-other-account'],
  },
  S3BucketPolicyNotPrincipalRule: { rules: ['s3-bucket-public'] },
  S3BucketPolicyWildcardPrincipalRule: { rules: ['s3-bucket-public'] },
  S3BucketPublicReadAclRule: { rules: ['s3-bucket-acl-open'], onlyHere: ['S3BucketReadWrite'], why: alsoTheOther },
  S3BucketPublicReadWriteAclRule: { rules: ['s3-bucket-acl-open'], onlyHere: ['S3BucketRead'], why: alsoTheOther },
  SnsTopicPolicyNotPrincipalRule: { rules: ['sns-topic-public'] },
  SnsTopicPolicyWildcardPrincipalRule: {
    rules: ['sns-topic-public'],
    notHere: ['mysnspolicy1', 'mysnspolicy3'],
    why: oneForEachTopic,
  },
  SqsQueuePolicyNotPrincipalRule: { rules: ['sqs-queue-public'] },
  SqsQueuePolicyWildcardPrincipalRule: {
    rules: ['sqs-queue-public'],
    notHere: ['mysqspolicy2c'],
    why: 'its queue bears the name of another one of the template: the queue of that name has one finding',
  },
};

const encryption = 'whether something is encrypted, with which key, is not looked at';
const logging = 'whether access is logged is not looked at';
const form =
  'NotAction and NotResource are judged by what they allow, and not for being written: whom a statement lets in and ' +
  'which power it gives have rules of their own';
const power =
  'a wildcard alone is not reported: what a role can do with all of its policies is, from escalation on, or where a ' +
  'function runs as it';

/** The rules of cfn_nag that ask what none of ours asks, and why. */
export const nagNotAsked: Readonly<Record<string, string>> = {
  ApiGatewayAccessLoggingRule: logging,
  ApiGatewayCacheEncryptedRule: encryption,
  ApiGatewayDeploymentUsagePlanRule: 'a usage plan limits, it does not protect',
  ApiGatewaySecurityPolicyRule: 'the TLS version of a domain is not looked at',
  ApiGatewayStageAccessLoggingRule: logging,
  ApiGatewayStageUsagePlanRule: 'a usage plan limits, it does not protect',
  ApiGatewayV2AccessLoggingRule: logging,
  CognitoUserPoolMfaConfigurationOnorOptionalRule: 'the sign-in of users is not looked at',
  DynamoDBBackupRule: 'backups are not looked at',
  DynamoDBBillingModeRule: 'not a question of security',
  DynamoDBEncryptionRule: encryption,
  IamManagedPolicyNotActionRule: form,
  IamManagedPolicyNotResourceRule: form,
  IamManagedPolicyPassRoleResourceWildcard: power,
  IamManagedPolicyWildcardActionRule: power,
  IamManagedPolicyWildcardResourceRule: power,
  IamPolicyNotActionRule: form,
  IamPolicyNotResourceRule: form,
  IamPolicyPassRoleResourceWildcard: power,
  IamPolicyWildcardActionRule: power,
  IamPolicyWildcardResourceRule: power,
  IamRoleNotActionOnPermissionsPolicyRule: form,
  IamRoleNotActionOnTrustPolicyRule: form,
  IamRoleNotResourceOnPermissionsPolicyRule: form,
  IamRolePassRoleResourceWildcard: power,
  IamRoleWildcardActionOnPermissionsPolicyRule: power,
  IamRoleWildcardActionOnTrustPolicyRule: form,
  IamUserLoginProfilePasswordResetRule: 'the sign-in of users is not looked at',
  KMSKeyRotationRule: 'the rotation of keys is not looked at',
  KendraIndexServerSideEncryptionConfigurationKmsKeyIdRule: encryption,
  KinesisFirehoseDeliveryStreamEncryptionRule: encryption,
  KinesisStreamStreamEncryptionRule: encryption,
  LambdaFunctionCloudWatchLogsRule: 'a role without logs is no risk of its own',
  LambdaFunctionInsideVPCRule: 'a function is not safer for being in a VPC',
  LambdaFunctionReservedConcurrentExecutionsRule: 'a limit that was never set is no finding; one that is taken away is',
  ManagedPolicyOnUserRule: 'how powers are handed on is not judged, what they are is',
  PolicyOnUserRule: 'how powers are handed on is not judged, what they are is',
  S3BucketAccessLoggingRule: logging,
  S3BucketEncyptionSetRule: encryption,
  S3BucketPolicyNotActionRule: form,
  SecretsManagerSecretKmsKeyIdRule: encryption,
  SnsTopicKmsMasterKeyIdRule: encryption,
  SnsTopicPolicyNotActionRule: form,
  SqsQueueKmsMasterKeyIdRule: encryption,
  SqsQueuePolicyNotActionRule: form,
  SqsQueuePolicyWildcardActionRule: form,
};
