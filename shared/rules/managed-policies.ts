/** Policies of AWS that make an administrator of whoever holds them, or let them make themselves one. */
const administrators =
  /^arn:[\w-]+:iam::aws:policy\/(?:AdministratorAccess|IAMFullAccess|PowerUserAccess|job-function\/SystemAdministrator)$/;
const full = /^arn:[\w-]+:iam::aws:policy\/(?:[\w-]+\/)*\w+FullAccess(?:_?[Vv]\d)?$/;

/** These are about logs, metrics and traces, whatever else they are called. */
const telemetry = /\/(?:AWSXrayFullAccess|CloudWatch\w*FullAccess(?:V\d)?)$/;

export type ManagedStrength = 'administrator' | 'full-access' | 'telemetry';

/** How strong a policy of AWS is by what it is for; `undefined` for any other policy. */
export const managedStrength = (arn: string): ManagedStrength | undefined => {
  if (administrators.test(arn)) return 'administrator';
  if (!full.test(arn)) return undefined;
  return telemetry.test(arn) ? 'telemetry' : 'full-access';
};

export const policyName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
