import { knownValue } from '../engine/facet.ts';
import type { Json } from '../json.ts';
import { type Policy, parsePolicy, type Statement } from '../policy/document.ts';
import { type Decision, evaluateRequest } from '../policy/evaluate.ts';
import { wildcardMatch } from '../policy/pattern.ts';
import type { Document } from './document.ts';
import { facetValue } from './facet-value.ts';
import { boundaryOf, grantsOf } from './identity-power.ts';

const action = 'lambda:InvokeFunction';

const covers = (pattern: string): boolean => wildcardMatch(pattern.toLowerCase(), action.toLowerCase());

const mayAllow = ({ effect, actions, notActions }: Statement): boolean =>
  effect === 'Allow' && (actions?.some(covers) ?? !(notActions?.some(covers) ?? false));

/** Most policies speak of other things, which their text shows sooner than reading them does. */
const mentions = /lambda|"\*|NotAction/i;

/**
 * Whether an identity's own policies let it invoke any function at all: `whole` where all of them are known, `partial`
 * where some are, `unknown` where none is. `undefined`: they are known and do not.
 */
export const invokesSome = (identity: Document): 'whole' | 'partial' | 'unknown' | undefined => {
  const grants = grantsOf(identity);
  if (!grants.known) return identity.kind === 'role' || identity.kind === 'user' ? 'unknown' : undefined;
  if (grants.partial !== undefined) return 'partial';
  const isAllowed = Object.values(grants.value).some(
    (body) => mentions.test(JSON.stringify(body)) && parsePolicy(body).statements.some(mayAllow),
  );
  return isAllowed ? 'whole' : undefined;
};

/** Whether an identity can invoke a function by its own policies, and by which of them. */
export interface Invocation {
  readonly decision: Decision['decision'];
  /** Names of policies with the Sid or number of the statement. */
  readonly by: readonly string[];
}

const resourcePolicyOf = (fn: Document): Policy | undefined => {
  const byQualifier = facetValue(fn as Document & { readonly kind: 'function' }, 'resourcePolicy');
  const statements: readonly Json[] = Object.values(byQualifier?.[''] ?? {});
  return statements.length === 0 ? undefined : parsePolicy({ Version: '2012-10-17', Statement: statements });
};

/** What IAM would say to an identity of the function's account that invokes it. What depends on a condition is unknown. */
export const invocationBy = (identity: Document, fn: Document): Invocation => {
  const grants = knownValue(grantsOf(identity)) ?? {};
  const names = Object.keys(grants);
  const boundary = boundaryOf(identity);
  const resourcePolicy = resourcePolicyOf(fn);
  const { decision, because } = evaluateRequest(
    {
      action,
      resource: fn.arn,
      principal: identity.arn,
      context: { 'aws:PrincipalAccount': identity.account, 'aws:PrincipalArn': identity.arn },
    },
    {
      identityPolicies: Object.values(grants).map((body) => parsePolicy(body)),
      ...(resourcePolicy === undefined ? {} : { resourcePolicy }),
      ...(boundary === undefined || boundary === 'unknown' ? {} : { boundary: parsePolicy(boundary) }),
    },
  );
  const by = because
    .filter(({ policy, effect }) => policy === 'identity' && effect === 'Allow')
    .map(({ number, sid, index }) => `${names[number] ?? 'a policy'}, ${sid ?? `#${index}`}`);
  return { decision: decision === 'allowed' && boundary === 'unknown' ? 'unknown' : decision, by };
};
