import { parseArn } from '../arn.ts';
import { type CompiledStatement, compilePolicy } from './compile.ts';
import { conditionsHold, type RequestContext, type Ternary } from './conditions.ts';
import type { Policy, Principal, Statement } from './document.ts';

/** One request as IAM sees it. */
export interface PolicyRequest {
  /** `service:Action`; case does not matter. */
  readonly action: string;
  /** The ARN the call acts on, `*` where the action knows none. */
  readonly resource: string;
  /** ARN of the caller; a service principal's name; `undefined` for a caller without credentials. */
  readonly principal?: string;
  /**
   * Condition keys, in any case. `null` says that the request does not carry the key; a key that is left out is not
   * known, and conditions on it stay unknown (unless `contextComplete`).
   */
  readonly context?: { readonly [key: string]: string | number | boolean | readonly string[] | null };
  /** Every key that is not in `context` is absent from the request. */
  readonly contextComplete?: boolean;
  /** Owner of the resource where its ARN does not say (S3). */
  readonly resourceAccount?: string;
}

/** The policies that have a say. A list that is absent has none; an empty list of identity policies allows nothing. */
export interface PolicySet {
  readonly identityPolicies?: readonly Policy[];
  readonly resourcePolicy?: Policy;
  readonly boundary?: Policy;
  readonly sessionPolicy?: Policy;
  /** One group a level of the organization: each level has to allow. */
  readonly scps?: readonly Policy[];
}

/** One statement that bore on the decision. */
export interface Reason {
  readonly policy: 'identity' | 'resource' | 'boundary' | 'session' | 'scp';
  readonly effect: 'Allow' | 'Deny';
  /** Which policy of its kind. */
  readonly number: number;
  readonly sid?: string;
  readonly index: number;
  readonly certain: boolean;
}

export interface Decision {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny' | 'unknown';
  readonly because: readonly Reason[];
}

const contextOf = ({ context = {}, contextComplete = false }: PolicyRequest): RequestContext => {
  const keys = new Map<string, readonly string[] | null>();
  for (const [key, value] of Object.entries(context))
    keys.set(key.toLowerCase(), value === null ? null : Array.isArray(value) ? value : [String(value)]);
  const missing = contextComplete ? null : undefined;
  return { get: (name) => (keys.has(name) ? keys.get(name) : missing) };
};

/** How a resource policy speaks of the caller: by name, by its account (which delegates to it), or not at all. */
type Naming = 'direct' | 'session' | 'account' | 'none';

const roleOfSession = (principal: string): string | undefined => {
  const arn = parseArn(principal);
  if (arn?.service !== 'sts' || !arn.resource.startsWith('assumed-role/')) return undefined;
  return `${arn.partition}:${arn.account}:${arn.resource.split('/')[1]}`;
};

const namingBy = ({ kind, value, account, partition, name }: Principal, caller: string | undefined): Naming => {
  // Neither boundary nor session policy limits what `*` grants, as it grants it to the session itself.
  if (kind === 'anyone') return caller === undefined ? 'direct' : 'session';
  if (caller === undefined) return 'none';
  if (kind === 'service') return value.toLowerCase() === caller.toLowerCase() || value === '*' ? 'direct' : 'none';
  if (value === caller) return kind === 'assumed-role' || kind === 'user' ? 'session' : 'direct';
  if (kind === 'account') {
    const arn = parseArn(caller);
    return arn !== undefined && (account === '*' || arn.account === account) ? 'account' : 'none';
  }
  // A role's session is named by its role as well; the ARN of the session leaves the role's path out.
  if (kind === 'role')
    return roleOfSession(caller) === `${partition}:${account}:${name?.split('/').at(-1)}` ? 'direct' : 'none';
  return 'none';
};

const strongest = (principals: readonly Principal[], caller: string | undefined): Naming => {
  let best: Naming = 'none';
  for (const principal of principals) {
    const naming = namingBy(principal, caller);
    if (naming === 'session') return 'session';
    if (naming === 'direct' || (naming === 'account' && best === 'none')) best = naming;
  }
  return best;
};

const naming = (statement: Statement, caller: string | undefined): Naming => {
  if (statement.principals) return strongest(statement.principals, caller);
  if (statement.notPrincipals) return strongest(statement.notPrincipals, caller) === 'none' ? 'direct' : 'none';
  return 'none';
};

interface Layer {
  readonly allow: Ternary;
  readonly deny: Ternary;
}

const or = (a: Ternary, b: Ternary): Ternary =>
  a || b ? true : a === undefined || b === undefined ? undefined : false;
const and = (a: Ternary, b: Ternary): Ternary =>
  a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;

interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  readonly lookup: (name: string) => string | null | undefined;
  readonly because: Reason[];
}

const applies = (statement: CompiledStatement, { action, resource, context, lookup }: Asked): Ternary => {
  if (!statement.matchesAction(action)) return false;
  const onResource = statement.matchesResource(resource, lookup);
  if (onResource === false) return false;
  return and(onResource, conditionsHold(statement.conditions, context));
};

const note = (
  asked: Asked,
  policy: Reason['policy'],
  number: number,
  { source: { sid, index, effect } }: CompiledStatement,
  certain: boolean,
) => asked.because.push({ policy, effect, number, ...(sid !== undefined && { sid }), index, certain });

const judge = (policy: Policy, kind: Reason['policy'], number: number, asked: Asked): Layer => {
  const { allows, denies } = compilePolicy(policy);
  let allow: Ternary = false;
  let deny: Ternary = false;
  for (const statement of denies) {
    const outcome = applies(statement, asked);
    if (outcome === false) continue;
    note(asked, kind, number, statement, outcome === true);
    deny = or(deny, outcome);
  }
  for (const statement of allows) {
    const outcome = applies(statement, asked);
    if (outcome === false) continue;
    note(asked, kind, number, statement, outcome === true);
    allow = or(allow, outcome);
  }
  return { allow, deny };
};

interface ResourceLayer extends Layer {
  /** Allowed to the account, which may delegate it. */
  readonly delegated: Ternary;
  /** Allowed to this user or session by its own name: neither boundary nor session policy takes it back. */
  readonly bySession: Ternary;
}

const judgeResource = (policy: Policy, caller: string | undefined, asked: Asked): ResourceLayer => {
  const { allows, denies } = compilePolicy(policy);
  let allow: Ternary = false;
  let deny: Ternary = false;
  let delegated: Ternary = false;
  let bySession: Ternary = false;
  for (const statement of denies) {
    if (naming(statement.source, caller) === 'none') continue;
    const outcome = applies(statement, asked);
    if (outcome === false) continue;
    note(asked, 'resource', 0, statement, outcome === true);
    deny = or(deny, outcome);
  }
  for (const statement of allows) {
    const named = naming(statement.source, caller);
    if (named === 'none') continue;
    const outcome = applies(statement, asked);
    if (outcome === false) continue;
    note(asked, 'resource', 0, statement, outcome === true);
    if (named === 'account') delegated = or(delegated, outcome);
    else allow = or(allow, outcome);
    if (named === 'session') bySession = or(bySession, outcome);
  }
  return { allow, deny, delegated, bySession };
};

const nobody: ResourceLayer = { allow: false, deny: false, delegated: false, bySession: false };

/** Services whose resource policy has to allow even a caller of the same account. */
const resourcePolicyDecides = (action: string): boolean =>
  action.startsWith('kms:') || action.startsWith('sts:assumerole');

/**
 * Decides one request as IAM does: an explicit deny anywhere wins; then organization policies, boundary and session
 * policy each have to allow; then the caller's own policies or the resource's policy (both, across accounts).
 * What hangs on a condition key that is not known is `unknown`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const evaluateRequest = (request: PolicyRequest, policies: PolicySet): Decision => {
  const context = contextOf(request);
  const because: Reason[] = [];
  const asked: Asked = {
    action: request.action.toLowerCase(),
    resource: request.resource,
    context,
    lookup: (name) => {
      const values = context.get(name);
      return values === undefined || values === null ? values : (values[0] ?? null);
    },
    because,
  };
  let deny: Ternary = false;
  let allowedByIdentity: Ternary = false;
  let allowedByLimits: Ternary = true;
  policies.identityPolicies?.forEach((policy, number) => {
    const layer = judge(policy, 'identity', number, asked);
    deny = or(deny, layer.deny);
    allowedByIdentity = or(allowedByIdentity, layer.allow);
  });
  policies.scps?.forEach((policy, number) => {
    const layer = judge(policy, 'scp', number, asked);
    deny = or(deny, layer.deny);
    allowedByLimits = and(allowedByLimits, layer.allow);
  });
  let withinIdentityLimits: Ternary = true;
  for (const [kind, policy] of [
    ['boundary', policies.boundary],
    ['session', policies.sessionPolicy],
  ] as const) {
    if (!policy) continue;
    const layer = judge(policy, kind, 0, asked);
    deny = or(deny, layer.deny);
    withinIdentityLimits = and(withinIdentityLimits, layer.allow);
  }
  const { principal, resource } = request;
  const resourceLayer = policies.resourcePolicy ? judgeResource(policies.resourcePolicy, principal, asked) : nobody;
  deny = or(deny, resourceLayer.deny);
  const callerArn = principal === undefined ? undefined : parseArn(principal);
  const owner = request.resourceAccount || parseArn(resource)?.account || callerArn?.account;
  const sameAccount = callerArn === undefined || owner === callerArn.account;
  let allow: Ternary;
  if (callerArn === undefined && principal !== undefined) allow = resourceLayer.allow;
  else if (principal === undefined && policies.resourcePolicy && !policies.identityPolicies)
    allow = resourceLayer.allow;
  else if (policies.resourcePolicy && resourcePolicyDecides(asked.action))
    allow = or(
      and(resourceLayer.allow, or(sameAccount, allowedByIdentity)),
      and(and(resourceLayer.delegated, allowedByIdentity), withinIdentityLimits),
    );
  else if (sameAccount)
    allow = or(and(or(allowedByIdentity, resourceLayer.allow), withinIdentityLimits), resourceLayer.bySession);
  else allow = and(and(allowedByIdentity, withinIdentityLimits), or(resourceLayer.allow, resourceLayer.delegated));
  allow = and(allow, allowedByLimits);
  if (deny === true) return { decision: 'explicitDeny', because };
  if (allow === false) return { decision: 'implicitDeny', because };
  return { decision: deny === undefined || allow === undefined ? 'unknown' : 'allowed', because };
};
