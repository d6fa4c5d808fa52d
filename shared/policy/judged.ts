import type { JsonObject } from '../json.ts';
import { parsePolicy } from './document.ts';
import { type ExposureContext, exposureOf, type StatementVerdict } from './exposure.ts';

const mostContexts = 8;
const judged = new WeakMap<object, Map<string, readonly StatementVerdict[]>>();

const listed = (value: string | readonly string[] = []): string => (typeof value === 'string' ? value : value.join());

/** All that a verdict depends on beside the statements. */
const keyOf = (context: ExposureContext): string => {
  const { type, resource, account, trustedAccounts, organization, functionUrlAuthType, blockPublicAccess } = context;
  const owners = `${listed(account)} ${listed(trustedAccounts)} ${listed(organization)}`;
  const block = blockPublicAccess === undefined ? '' : JSON.stringify(blockPublicAccess);
  return `${type} ${resource} ${owners} ${functionUrlAuthType} ${block}`;
};

/**
 * The verdicts of statements that are one policy. What joins policies and the rules ask for the same ones, so they are
 * worked out once for each state of the policy.
 */
export const verdictsOf = (
  statements: { readonly [sid: string]: JsonObject },
  context: ExposureContext,
): readonly StatementVerdict[] => {
  const known = judged.get(statements) ?? new Map<string, readonly StatementVerdict[]>();
  judged.set(statements, known);
  const key = keyOf(context);
  let verdicts = known.get(key);
  if (verdicts === undefined) {
    const policy = parsePolicy({ Version: '2012-10-17', Statement: Object.values(statements) });
    verdicts = exposureOf(policy, context).statements;
    if (known.size >= mostContexts) known.clear();
    known.set(key, verdicts);
  }
  return verdicts;
};
