import type { Arn } from '../arn.ts';
import type { StatementJson } from '../inventory/kinds/statement.ts';
import { policyCalls } from '../inventory/projections/lambda/policy.ts';
import { isDone } from '../inventory/projector.ts';
import { parsePolicy } from '../policy/document.ts';
import { type Exposure, exposureOf, isWider } from '../policy/exposure.ts';
import type { Change } from '../trail/change.ts';
import { functionRef, touchedResources } from '../trail/resources.ts';

/** The statement that a call adds to the policy of a function, as the inventory will keep it. */
const addedStatement = (change: Change): { readonly arn: string; readonly statement: StatementJson } | undefined => {
  if (!isDone(change)) return undefined;
  for (const { ref, ops } of policyCalls.AddPermission(change)) {
    for (const op of ops) {
      if (op.op === 'put' && op.facet === 'resourcePolicy')
        return { arn: ref.arn, statement: op.value as StatementJson };
    }
  }
  return undefined;
};

/** How far a call opens a function to others than its own account; `undefined` where it opens nothing. */
export const opens = (change: Change): Exposure | undefined => {
  if (!judged.has(change)) judged.set(change, opening(change));
  return judged.get(change);
};

/** Several patterns ask the same of one call. */
const judged = new WeakMap<Change, Exposure | undefined>();

const opening = (change: Change): Exposure | undefined => {
  if (/^(?:Create|Update)FunctionUrlConfig$/.test(change.name)) {
    const authType = change.response.string('authType') ?? change.request.string('authType');
    return authType === 'NONE' ? 'internet' : undefined;
  }
  if (change.name !== 'AddPermission' || change.source !== 'lambda') return undefined;
  const added = addedStatement(change);
  if (added === undefined) return undefined;
  const policy = parsePolicy({ Version: '2012-10-17', Statement: [added.statement] });
  const { exposure } = exposureOf(policy, { type: 'resource', resource: added.arn, account: change.account });
  return isWider(exposure, 'organization') ? exposure : undefined;
};

/** The function a call is about. */
export const functionOf = (change: Change): Arn | undefined => functionRef(change)?.arn;

/** The first resource that a call names. */
export const resourceOf = (change: Change): Arn | undefined => touchedResources(change)[0];
