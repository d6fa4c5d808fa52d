/** Policies of AWS that make an administrator of whoever holds them, or let them make themselves one. */
const administrators =
  /^arn:[\w-]+:iam::aws:policy\/(?:AdministratorAccess|IAMFullAccess|PowerUserAccess|job-function\/SystemAdministrator)$/;
const full = /^arn:[\w-]+:iam::aws:policy\/(?:[\w-]+\/)*\w+FullAccess(?:V\d)?$/;

/** These write logs and traces, whatever they are called. */
const harmless = /\/(?:AWSXRayDaemonWriteAccess|AWSXrayFullAccess|CloudWatchLambda\w+|AWSLambda\w*ExecutionRole)$/;

export type ManagedStrength = 'administrator' | 'full-access';

/** How strong a policy of AWS is by what it is for; `undefined` for any other policy. */
export const managedStrength = (arn: string): ManagedStrength | undefined => {
  if (administrators.test(arn)) return 'administrator';
  return full.test(arn) && !harmless.test(arn) ? 'full-access' : undefined;
};

export const policyName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
