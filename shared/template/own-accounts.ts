import type { AccountId } from '../arn.ts';
import type { Context } from '../engine/context.ts';
import type { Finding } from '../engine/finding.ts';
import { compareSeverity } from '../engine/severity.ts';

/** The accounts that a finding names. */
const accountsIn = ({ message, evidence }: Finding): readonly AccountId[] =>
  (`${message} ${JSON.stringify(evidence)}`.match(/(?<!\d)\d{12}(?!\d)/g) ?? []).map((id) => id as AccountId);

/**
 * How findings stand where nobody said which account this is deployed to: any account that the template names may be
 * an own one. What is only wrong if it is not, informs and does not alarm.
 */
export const withoutOwnAccount = (
  findings: readonly Finding[],
  context: Context,
  judge: (context: Context) => readonly Finding[],
): ReadonlyMap<Finding['id'], Finding> => {
  const failed = findings.filter(({ verdict }) => verdict === 'fail');
  const named = [...new Set(failed.flatMap(accountsIn))].filter((id) => !context.accounts.includes(id));
  if (named.length === 0) return new Map();
  const ifOwn = new Map(judge({ ...context, accounts: [...context.accounts, ...named] }).map((one) => [one.id, one]));
  return new Map(
    failed.flatMap((finding) => {
      const accounts = [...new Set(accountsIn(finding))].filter((id) => named.includes(id));
      if (accounts.length === 0) return [];
      const other = ifOwn.get(finding.id);
      if (other) return compareSeverity(other.severity, finding.severity) < 0 ? [[finding.id, other] as const] : [];
      const unless = `unless ${accounts.join(' and ')} ${accounts.length === 1 ? 'is an own account' : 'are own accounts'}`;
      const message = `${finding.message}, ${unless} (say so with --account)`;
      return [[finding.id, { ...finding, severity: 'informational' as const, message }] as const];
    }),
  );
};
