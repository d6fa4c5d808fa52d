/**
 * Reads that hand out what is stored, and writes that send it elsewhere.
 * @see https://cloudsplaining.readthedocs.io/en/latest/glossary/data-exfiltration/
 */
export const dataExfiltrationActions: readonly string[] = [
  's3:GetObject',
  's3:GetObjectVersion',
  's3:PutReplicationConfiguration',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'secretsmanager:GetSecretValue',
  'secretsmanager:BatchGetSecretValue',
  'dynamodb:GetItem',
  'dynamodb:BatchGetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:GetRecords',
  'dynamodb:ExportTableToPointInTime',
  'dynamodb:PartiQLSelect',
  'kinesis:GetRecords',
  'kinesis:SubscribeToShard',
  'sqs:ReceiveMessage',
  'logs:GetLogEvents',
  'logs:FilterLogEvents',
  'logs:GetQueryResults',
  'logs:PutSubscriptionFilter',
  'rds-data:ExecuteStatement',
  'rds-data:BatchExecuteStatement',
  'redshift-data:GetStatementResult',
  'athena:GetQueryResults',
  'rds:CopyDBSnapshot',
  'rds:CreateDBSnapshot',
  'rds:ModifyDBSnapshotAttribute',
  'rds:StartExportTask',
  'ec2:ModifySnapshotAttribute',
  'ebs:GetSnapshotBlock',
  'codecommit:GitPull',
  'lambda:GetFunction',
  'lambda:GetLayerVersion',
];

/**
 * Actions that answer with credentials, or make them.
 * @see https://cloudsplaining.readthedocs.io/en/latest/glossary/credentials-exposure/
 */
export const credentialActions: readonly string[] = [
  'chime:CreateApiKey',
  'codeartifact:GetAuthorizationToken',
  'codepipeline:PollForJobs',
  'cognito-identity:GetId',
  'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetOpenIdToken',
  'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
  'cognito-idp:AdminInitiateAuth',
  'cognito-idp:AdminSetUserPassword',
  'connect:GetFederationToken',
  'ec2:GetPasswordData',
  'ecr:GetAuthorizationToken',
  'ecr-public:GetAuthorizationToken',
  'gamelift:GetComputeAuthToken',
  'gamelift:RequestUploadCredentials',
  'grafana:CreateWorkspaceApiKey',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreateServiceSpecificCredential',
  'iam:ResetServiceSpecificCredential',
  'iam:UpdateAccessKey',
  'iam:UpdateLoginProfile',
  'iot:CreateKeysAndCertificate',
  'lightsail:CreateBucketAccessKey',
  'lightsail:DownloadDefaultKeyPair',
  'lightsail:GetBucketAccessKeys',
  'lightsail:GetInstanceAccessDetails',
  'lightsail:GetKeyPair',
  'lightsail:GetKeyPairs',
  'lightsail:GetRelationalDatabaseMasterUserPassword',
  'mediapackage:RotateChannelCredentials',
  'mediapackage:RotateIngestEndpointCredentials',
  'rds-db:connect',
  'dsql:DbConnectAdmin',
  'redshift:GetClusterCredentials',
  'redshift:GetClusterCredentialsWithIAM',
  'redshift:CreateClusterUser',
  'redshift-serverless:GetCredentials',
  'snowball:GetJobUnlockCode',
  'storagegateway:DescribeChapCredentials',
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:AssumeRoot',
  'sts:GetFederationToken',
  'sts:GetSessionToken',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'secretsmanager:GetSecretValue',
  'secretsmanager:BatchGetSecretValue',
];

/**
 * Those of them that hand a holder something for his own use, or somebody's who has proved elsewhere who he is: they
 * grant nothing that his policies do not.
 */
const forOwnUse: ReadonlySet<string> = new Set([
  'codeartifact:GetAuthorizationToken',
  'cognito-identity:GetId',
  'ecr:GetAuthorizationToken',
  'ecr-public:GetAuthorizationToken',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:GetFederationToken',
  'sts:GetSessionToken',
]);

const stored = /^(?:ssm|secretsmanager):/;

/** Whether an action takes the credentials of somebody else, other than by reading a secret that holds them. */
export const takesCredentials = (action: string): boolean => !forOwnUse.has(action) && !stored.test(action);
