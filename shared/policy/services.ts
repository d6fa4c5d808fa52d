/**
 * What the services' resource policies mean, as far as it differs from service to service. Each row has its source.
 */
export type Anonymous = 'accepted' | 'refused' | 'unknown';

/**
 * Services that serve requests nobody signed, where the policy lets everyone in.
 * - s3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * - sns: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html (unsigned Publish and Subscribe)
 * - sqs: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-overview-of-managing-access.html
 * - execute-api: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 * - es: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html (open access policies)
 * - mediastore: https://docs.aws.amazon.com/mediastore/latest/ug/policies-examples-public-https.html
 * - vpc-lattice-svcs: https://docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html (anonymous principals)
 */
const unsigned: ReadonlySet<string> = new Set([
  's3',
  'sns',
  'sqs',
  'execute-api',
  'es',
  'mediastore',
  'vpc-lattice-svcs',
]);

/**
 * Services that refuse what is not signed (Signature Version 4), so that `*` means every AWS principal. Function URLs
 * are judged apart from the rest of Lambda.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
 */
const signedOnly: ReadonlySet<string> = new Set(
  (
    'lambda kms secretsmanager ecr sts iam dynamodb events kinesis logs glue backup backup-gateway codeartifact ' +
    'elasticfilesystem s3-object-lambda s3express s3tables s3vectors acm-pca codebuild serverlessrepo ssm-contacts ' +
    'ssm-incidents ssm lex schemas signer states rekognition cloudtrail redshift redshift-serverless aoss ' +
    'network-firewall rolesanywhere ram route53resolver mediaconvert iot ses dsql kafka bedrock bedrock-agentcore ' +
    'apigateway xray vpc-lattice ec2 s3-outposts glacier verifiedpermissions organizations scheduler pipes ' +
    'cognito-idp cognito-identity appsync execute-command rds-data private-ca'
  ).split(' '),
);

export const anonymousAccess = (service: string): Anonymous =>
  unsigned.has(service) ? 'accepted' : signedOnly.has(service) ? 'refused' : 'unknown';

/**
 * Services that write below `AWSLogs/<account of whoever set them up>/`, so that a resource which fixes the account in
 * its path pins them as well as `aws:SourceAccount` would.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export const writesBelowAccountPath: ReadonlySet<string> = new Set([
  'cloudtrail.amazonaws.com',
  'config.amazonaws.com',
  'delivery.logs.amazonaws.com',
  'logdelivery.elasticloadbalancing.amazonaws.com',
]);

/** The service a statement's ARN or action is of; `*` where it is left open. */
export const serviceOfAction = (action: string): string => {
  const colon = action.indexOf(':');
  return colon < 0 ? '*' : action.slice(0, colon).toLowerCase();
};

/**
 * Accounts that are AWS itself: services that write into a bucket under their own account rather than as a service
 * principal. Nobody else acts as them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * @see https://docs.aws.amazon.com/cur/latest/userguide/cur-s3.html
 */
export const awsOwnAccounts: ReadonlyMap<string, string> = new Map([
  ...(
    '127311923021 033677994240 027434742980 797873946194 098369216593 985666609251 054676820928 156460612806 ' +
    '652711504416 635631232127 009996457667 897822967062 754344448648 582318560864 600734575887 383597477331 ' +
    '114774131450 783225319266 589379963580 718504428378 076674570225 507241528517 048591011584 190560391635 ' +
    '638102146993 037604701340'
  )
    .split(' ')
    .map((account) => [account, 'Elastic Load Balancing'] as const),
  ['386209384616', 'AWS Billing'],
]);
