/** One attack technique of Stratus Red Team, told from the calls that the tool makes for it. */
export interface Technique {
  /** The name under which the tool knows it. */
  readonly id: string;
  /** The calls, `service:Call`, one of which tells the technique from the others. */
  readonly calls: readonly string[];
  /** Which of several techniques with the same call: what the parameters of the call say. */
  readonly says?: RegExp;
  /** Why there is no finding, where there is none to be had. */
  readonly reason?: string;
}

const servers =
  'servers and their networks are out of scope: no function is reached or changed by it, and others watch them well';
const snapshots = 'disks, images and databases that are shared are out of scope: nothing that a function is or reaches';

export const techniques: readonly Technique[] = [
  { id: 'aws.credential-access.ec2-get-password-data', calls: ['ec2:GetPasswordData'] },
  {
    id: 'aws.credential-access.ec2-steal-instance-credentials',
    calls: ['ssm:GetCommandInvocation'],
    reason: `${servers}; what the credentials do afterwards is judged`,
  },
  { id: 'aws.credential-access.secretsmanager-retrieve-secrets', calls: ['secretsmanager:GetSecretValue'] },
  { id: 'aws.credential-access.ssm-retrieve-securestring-parameters', calls: ['ssm:GetParameters'] },
  { id: 'aws.defense-evasion.cloudtrail-delete', calls: ['cloudtrail:DeleteTrail'] },
  { id: 'aws.defense-evasion.cloudtrail-event-selectors', calls: ['cloudtrail:PutEventSelectors'] },
  { id: 'aws.defense-evasion.cloudtrail-lifecycle-rule', calls: ['s3:PutBucketLifecycle'] },
  { id: 'aws.defense-evasion.cloudtrail-stop', calls: ['cloudtrail:StopLogging'] },
  { id: 'aws.defense-evasion.organizations-leave', calls: ['organizations:LeaveOrganization'] },
  { id: 'aws.defense-evasion.vpc-remove-flow-logs', calls: ['ec2:DeleteFlowLogs'], reason: servers },
  { id: 'aws.discovery.ec2-download-user-data', calls: ['ec2:DescribeInstanceAttribute'] },
  { id: 'aws.execution.ec2-launch-unusual-instances', calls: ['ec2:RunInstances'], reason: servers },
  { id: 'aws.execution.ssm-send-command', calls: ['ssm:SendCommand'], reason: servers },
  {
    id: 'aws.exfiltration.ec2-security-group-open-port-22-ingress',
    calls: ['ec2:AuthorizeSecurityGroupIngress'],
    reason: servers,
  },
  { id: 'aws.exfiltration.ec2-share-ami', calls: ['ec2:ModifyImageAttribute'], reason: snapshots },
  { id: 'aws.exfiltration.ec2-share-ebs-snapshot', calls: ['ec2:ModifySnapshotAttribute'], reason: snapshots },
  { id: 'aws.exfiltration.rds-share-snapshot', calls: ['rds:ModifyDBSnapshotAttribute'], reason: snapshots },
  { id: 'aws.exfiltration.s3-backdoor-bucket-policy', calls: ['s3:PutBucketPolicy'] },
  {
    id: 'aws.initial-access.console-login-without-mfa',
    calls: ['signin:ConsoleLogin'],
    reason:
      'signing in changes nothing; the password that makes it possible is a finding when it is set (`iam-console-password-set`)',
  },
  { id: 'aws.persistence.iam-backdoor-role', calls: ['iam:UpdateAssumeRolePolicy'] },
  { id: 'aws.persistence.iam-create-admin-user', calls: ['iam:AttachUserPolicy'] },
  { id: 'aws.persistence.iam-backdoor-user', calls: ['iam:CreateAccessKey'] },
  { id: 'aws.persistence.iam-create-user-login-profile', calls: ['iam:CreateLoginProfile'] },
  { id: 'aws.persistence.lambda-backdoor-function', calls: ['lambda:AddPermission20150331v2'] },
  { id: 'aws.persistence.lambda-overwrite-code', calls: ['lambda:UpdateFunctionCode20150331v2'] },
  { id: 'aws.persistence.rolesanywhere-create-trust-anchor', calls: ['rolesanywhere:CreateTrustAnchor'] },
];

/** Why a finding on an ordinary deployment with no declared role is worth its severity. */
export const defences: { readonly [rule: string]: string } = {
  'iam-console-password-set': 'a password for a person, set by an access key: a way in that no pipeline needs',
  'iam-managed-admin-attached': 'the role is an administrator from now on, whoever attached the policy',
  'iam-trust-service-on-powerful-role':
    'not knowing: a policy is attached to a role of which nothing else has been seen yet; resolved within the second',
  'iam-user-created': 'a line in the digest',
  'lambda-deleted': 'a line in the digest',
  'lambda-environment-risky': 'not knowing: the record hides the environment; in an account it is read at once',
  'lambda-environment-secret': 'not knowing: the record hides the environment; in an account it is read at once',
  's3-bucket-confused-deputy':
    'a trail of any account can be told to write into the bucket; AWS itself asks for `aws:SourceArn` in this policy. The statement that only shows the ACL is low',
  'trail-stopped':
    'a trail is deleted, and nobody has declared who may: the last event that an account gets of an attack looks like this one. With the role in `deployRoles` it is one step lower',
};
