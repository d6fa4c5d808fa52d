import { type EscalationPath, path } from './path.ts';

/** IAM, STS and IAM Identity Center: changing permissions themselves. */
export const identityPaths: readonly EscalationPath[] = [
  path('iam-001', 'write a new version of a managed policy', 'iam:CreatePolicyVersion='),
  path('iam-002', 'make an access key for another user', 'iam:CreateAccessKey'),
  path('iam-003', "replace another user's access key", 'iam:CreateAccessKey iam:DeleteAccessKey'),
  path('iam-004', 'give another user a console password', 'iam:CreateLoginProfile'),
  path('iam-005', 'write an inline policy into a role', 'iam:PutRolePolicy='),
  path('iam-006', "change another user's console password", 'iam:UpdateLoginProfile'),
  path('iam-007', 'write an inline policy into a user', 'iam:PutUserPolicy='),
  path('iam-008', 'attach a managed policy to a user', 'iam:AttachUserPolicy='),
  path('iam-009', 'attach a managed policy to a role', 'iam:AttachRolePolicy='),
  path('iam-010', 'attach a managed policy to a group', 'iam:AttachGroupPolicy='),
  path('iam-011', 'write an inline policy into a group', 'iam:PutGroupPolicy='),
  path('iam-012', 'let oneself assume a role', 'iam:UpdateAssumeRolePolicy'),
  path('iam-013', 'join a group', 'iam:AddUserToGroup='),
  path('iam-014', 'attach a policy to a role and assume it', 'iam:AttachRolePolicy sts:AssumeRole'),
  path('iam-015', 'attach a policy to a user and make its access key', 'iam:AttachUserPolicy iam:CreateAccessKey'),
  path('iam-016', "rewrite a role's policy and assume it", 'iam:CreatePolicyVersion sts:AssumeRole'),
  path('iam-017', 'write a policy into a role and assume it', 'iam:PutRolePolicy sts:AssumeRole'),
  path('iam-018', 'write a policy into a user and make its access key', 'iam:PutUserPolicy iam:CreateAccessKey'),
  path(
    'iam-019',
    'attach a policy to a role and let oneself assume it',
    'iam:AttachRolePolicy iam:UpdateAssumeRolePolicy',
  ),
  path(
    'iam-020',
    "rewrite a role's policy and let oneself assume it",
    'iam:CreatePolicyVersion iam:UpdateAssumeRolePolicy',
  ),
  path(
    'iam-021',
    'write a policy into a role and let oneself assume it',
    'iam:PutRolePolicy iam:UpdateAssumeRolePolicy',
  ),
  path('iam-022', "take off a user's permissions boundary", 'iam:DeleteUserPermissionsBoundary='),
  path(
    'iam-023',
    "take off a role's permissions boundary and assume it",
    'iam:DeleteRolePermissionsBoundary= sts:AssumeRole',
  ),
  path(
    'iam-set-default-policy-version',
    'go back to a wider version of a managed policy',
    'iam:SetDefaultPolicyVersion=',
  ),
  path('iam-put-user-boundary', "widen a user's permissions boundary", 'iam:PutUserPermissionsBoundary='),
  path(
    'iam-put-role-boundary',
    "widen a role's permissions boundary and assume it",
    'iam:PutRolePermissionsBoundary= sts:AssumeRole',
  ),
  path(
    'iam-new-role-attached',
    'make a role with any policy attached and assume it',
    'iam:CreateRole+role iam:AttachRolePolicy+role',
  ),
  path(
    'iam-new-role-inline',
    'make a role with any policy and assume it',
    'iam:CreateRole+role iam:PutRolePolicy+role',
  ),
  path(
    'iam-new-user',
    'make a user with any policy and an access key',
    'iam:CreateUser+user iam:AttachUserPolicy+user iam:CreateAccessKey+user',
  ),
  path('sts-001', 'assume other roles', 'sts:AssumeRole'),
  path(
    'sso-permission-set',
    'assign an administrator permission set to oneself',
    'sso:CreatePermissionSet+set sso:AttachManagedPolicyToPermissionSet sso:CreateAccountAssignment',
  ),
  path('sso-attach-policy', 'attach a policy to a permission set', 'sso:AttachManagedPolicyToPermissionSet'),
  path('sso-inline-policy', 'write a policy into a permission set', 'sso:PutInlinePolicyToPermissionSet'),
];
