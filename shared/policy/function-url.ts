import type { Surroundings } from './callers.ts';
import type { Statement } from './document.ts';
import { patternsOverlap } from './pattern.ts';

const byUrl = 'lambda:invokefunctionurl';
const invoke = 'lambda:invokefunction';

const covers = ({ actions, notActions }: Statement, action: string): boolean =>
  actions
    ? actions.some((pattern) => patternsOverlap(pattern.toLowerCase(), action))
    : notActions !== undefined && !notActions.some((pattern) => patternsOverlap(pattern.toLowerCase(), action));

/** What a statement says of `lambda:InvokedViaFunctionUrl`, if it says something. */
const viaUrl = ({ conditions }: Statement): boolean | undefined => {
  for (const { name, values, parsed } of conditions)
    if (name === 'lambda:invokedviafunctionurl' && values.length === 1)
      return (values[0]?.toLowerCase() === 'true') !== (parsed?.negated ?? false);
  return undefined;
};

/**
 * A function serves unsigned requests only through its URL, and only where the URL's auth type is NONE.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export const throughUrl = (statement: Statement, { functionUrlAuthType }: Surroundings): 'yes' | 'no' | 'unknown' => {
  const opensUrl = covers(statement, byUrl) || viaUrl(statement) === true;
  if (!opensUrl || functionUrlAuthType === 'AWS_IAM') return 'no';
  return functionUrlAuthType === 'NONE' ? 'yes' : 'unknown';
};

/**
 * A statement of the same policy that opens the function URL to callers without credentials says that the URL's auth
 * type is NONE; the other half of the pair that Lambda asks for since October 2025 is judged by it.
 */
export const withUrlAuth = (statements: readonly Statement[], around: Surroundings): Surroundings => {
  if (around.functionUrlAuthType !== undefined) return around;
  for (const { effect, conditions } of statements)
    for (const { name, values, parsed } of conditions)
      if (name === 'lambda:functionurlauthtype' && effect === 'Allow' && parsed && !parsed.negated)
        if (values.length === 1 && (values[0] === 'NONE' || values[0] === 'AWS_IAM'))
          return { ...around, functionUrlAuthType: values[0] };
  return around;
};

const grantsEveryone = ({ effect, principals, notPrincipals }: Statement): boolean =>
  effect === 'Allow' &&
  (principals
    ? principals.some(({ kind, account }) => kind === 'anyone' || account === '*')
    : notPrincipals !== undefined);

/**
 * Which half of the pair a statement that opens a function URL lacks in its policy, in words; `undefined` where it has
 * both, or is not about a URL. A URL made before October 2025 asks for `lambda:InvokeFunctionUrl` alone, and when it was
 * made the policy does not say: the exposure is that of the older one.
 */
export const missingHalf = (statement: Statement, statements: readonly Statement[]): string | undefined => {
  const isFirst = statement.actions?.some((pattern) => pattern.toLowerCase() === byUrl) === true;
  const isSecond = viaUrl(statement) === true;
  if (!isFirst && !isSecond) return undefined;
  const others = statements.filter(grantsEveryone);
  if (isFirst && !others.some((other) => covers(other, invoke) && viaUrl(other) !== false))
    return 'a function URL made since October 2025 asks for lambda:InvokeFunction as well, which no statement gives everybody: nearly open there, and open on an older URL';
  if (isSecond && !others.some((other) => covers(other, byUrl)))
    return 'a function URL asks for lambda:InvokeFunctionUrl as well, which no statement gives everybody: nearly open';
  return undefined;
};
