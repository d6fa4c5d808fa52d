// Written by `npm run generate` from the file tree.
import type { Rule } from '../engine/rule.ts';
import iamAccessKeyCreated from './iam/iam-access-key-created.ts';
import iamBoundaryRemoved from './iam/iam-boundary-removed.ts';
import iamByFunction from './iam/iam-by-function.ts';
import iamConsolePasswordSet from './iam/iam-console-password-set.ts';
import iamDenyRemoved from './iam/iam-deny-removed.ts';
import iamFunctionCredentialsElsewhere from './iam/iam-function-credentials-elsewhere.ts';
import iamIdentityProviderAdded from './iam/iam-identity-provider-added.ts';
import iamManagedAdminAttached from './iam/iam-managed-admin-attached.ts';
import iamPolicyDefaultChanged from './iam/iam-policy-default-changed.ts';
import iamRoleEscalation from './iam/iam-role-escalation.ts';
import iamRoleReadsEverything from './iam/iam-role-reads-everything.ts';
import iamRoleShared from './iam/iam-role-shared.ts';
import iamRoleWildcards from './iam/iam-role-wildcards.ts';
import iamSharedRoleGainsPower from './iam/iam-shared-role-gains-power.ts';
import iamTrustOidcOpen from './iam/iam-trust-oidc-open.ts';
import iamTrustOtherAccount from './iam/iam-trust-other-account.ts';
import iamTrustPublic from './iam/iam-trust-public.ts';
import iamTrustSamlAudience from './iam/iam-trust-saml-audience.ts';
import iamTrustServiceOnPowerfulRole from './iam/iam-trust-service-on-powerful-role.ts';
import iamUserCreated from './iam/iam-user-created.ts';
import iamUserPowerful from './iam/iam-user-powerful.ts';
import trailOwnRoleTouched from './trail/trail-own-role-touched.ts';

export const rules: readonly Rule[] = [
  iamAccessKeyCreated,
  iamBoundaryRemoved,
  iamByFunction,
  iamConsolePasswordSet,
  iamDenyRemoved,
  iamFunctionCredentialsElsewhere,
  iamIdentityProviderAdded,
  iamManagedAdminAttached,
  iamPolicyDefaultChanged,
  iamRoleEscalation,
  iamRoleReadsEverything,
  iamRoleShared,
  iamRoleWildcards,
  iamSharedRoleGainsPower,
  iamTrustOidcOpen,
  iamTrustOtherAccount,
  iamTrustPublic,
  iamTrustSamlAudience,
  iamTrustServiceOnPowerfulRole,
  iamUserCreated,
  iamUserPowerful,
  trailOwnRoleTouched,
];
