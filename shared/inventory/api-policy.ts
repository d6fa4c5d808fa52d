import type { Json } from '../json.ts';
import { parsePolicy } from '../policy/document.ts';
import {
  type ExposureContext,
  exposureOf,
  isWider,
  type PolicyVerdict,
  type StatementVerdict,
} from '../policy/exposure.ts';

/** Who the resource policy of an API lets through, as far as the policy alone decides it. */
export const apiPolicyVerdict = (policy: Json, around: Omit<ExposureContext, 'type' | 'resource'>): PolicyVerdict =>
  exposureOf(parsePolicy(policy), { ...around, type: 'resource', resource: 'execute-api' });

const networkKeys = /^aws:(?:vpc)?source(?:ip|vpc|vpce|vpcarn)$/i;
const everywhere = /^(?:0\.0\.0\.0|::)\/0$/;

const asksNetwork = ({ narrowedBy }: StatementVerdict): boolean =>
  narrowedBy.some(({ key, values }) => networkKeys.test(key) && !values.some((value) => everywhere.test(value)));

/**
 * What a resource policy asks before a method is asked: `nobody` lets everybody through; `network` looks at addresses,
 * which says where a call comes from but not who sends it; `identity` leaves strangers out.
 */
export type PolicyGuard = 'nobody' | 'network' | 'identity';

export const policyGuard = (policy: Json | null, around: Omit<ExposureContext, 'type' | 'resource'>): PolicyGuard => {
  if (policy === null) return 'nobody';
  const { exposure, statements } = apiPolicyVerdict(policy, around);
  if (!isWider(exposure, 'other-account')) return 'identity';
  const wide = statements.filter(({ effect, inEffect }) => effect === 'Allow' && isWider(inEffect, 'other-account'));
  const denied = statements.some((statement) => statement.effect === 'Deny' && asksNetwork(statement));
  return denied || wide.every(asksNetwork) ? 'network' : 'nobody';
};
