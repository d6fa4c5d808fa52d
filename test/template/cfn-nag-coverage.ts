/** What covers a rule of cfn_nag here; where a case is judged otherwise, the resources and why. */
export interface NagCoverage {
  readonly rules: readonly string[];
  /** Logical ids that cfn_nag reports and that are not reported here. */
  readonly notHere?: readonly string[];
  /** Logical ids that are reported here only. */
  readonly onlyHere?: readonly string[];
  readonly why?: string;
}

const oneForEachTopic = 'two policies for one topic: the later one stands, and the topic has one finding';

/** The rules of cfn_nag that ask what one of ours asks. The others ask for encryption, logging, plans or form. */
export const nagCoverage: Readonly<Record<string, NagCoverage>> = {
  CognitoIdentityPoolAllowUnauthenticatedIdentitiesRule: { rules: ['cognito-guests-allowed'] },
  IamRoleAdministratorAccessPolicyRule: { rules: ['iam-managed-admin-attached'] },
  IamRoleElevatedManagedPolicyRule: { rules: ['iam-managed-admin-attached'] },
  IamRoleNotPrincipalOnTrustPolicyRule: { rules: ['iam-trust-public'] },
  LambdaPermissionInvokeFunctionActionRule: { rules: ['lambda-permission-powerful-action'] },
  LambdaPermissionWildcardPrincipalRule: {
    rules: ['lambda-permission-public', 'lambda-permission-other-account'],
    onlyHere: [],
  },
  S3BucketPolicyNotPrincipalRule: { rules: ['s3-bucket-public'] },
  S3BucketPolicyWildcardPrincipalRule: { rules: ['s3-bucket-public'] },
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
