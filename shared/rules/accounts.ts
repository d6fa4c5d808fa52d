import { isAccountId, parseArn } from '../arn.ts';
import type { Judging } from '../engine/rule.ts';

/** The account in an ARN; `undefined` where the ARN names none (buckets) or is not one. */
export const accountOf = (arn: string): string | undefined => {
  const account = parseArn(arn)?.account;
  return account !== undefined && isAccountId(account) ? account : undefined;
};

/** Whether an account is neither the resource's own, nor the operator's, nor one the operator trusts. */
export const isForeignAccount = (
  account: string | undefined,
  { resource, context }: Pick<Judging, 'resource' | 'context'>,
): account is string =>
  account !== undefined &&
  account !== resource.account &&
  !context.accounts.some((own) => own === account) &&
  !context.trustedAccounts.some((trusted) => trusted === account);
