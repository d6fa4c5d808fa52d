import { keyKind } from './condition-keys.ts';
import { conditionHolds } from './conditions.ts';
import type { Condition } from './document.ts';
import { hasWildcard } from './pattern.ts';

/**
 * What a condition of an identity policy leaves its holder: `holds`, he can satisfy it; `limits`, only for some targets;
 * `never`; `unknown`, it hangs on what is not known of him.
 */
export type Hold = 'holds' | 'limits' | 'never' | 'unknown';

/** The step that the condition stands in the way of. */
export interface Attempt {
  readonly passedTo?: string;
  /** The target is something that the holder makes himself, and can tag as he likes. */
  readonly makesTarget: boolean;
  readonly account?: string;
}

const only = (name: string, values: readonly string[]) => ({
  get: (asked: string) => (asked === name ? values : undefined),
});

const anyHolds = (condition: Condition, candidates: readonly string[]): boolean | undefined => {
  const answers = candidates.map((value) => conditionHolds(condition, only(condition.name, [value])));
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
};

const partitions = ['aws', 'aws-cn', 'aws-us-gov'];
/** Policies that an attacker would attach; a condition that admits one of them narrows nothing. */
const adminPolicies = partitions.map((partition) => `arn:${partition}:iam::aws:policy/AdministratorAccess`);

const fixedArn = (values: readonly string[]): boolean =>
  values.every((value) => value.startsWith('arn:') && !hasWildcard(value.split(':').slice(5).join(':')));

/** Judges one condition for a holder who tries to use the statement. */
export const holdOf = (condition: Condition, { passedTo, makesTarget, account }: Attempt): Hold => {
  const { name: key, parsed, values } = condition;
  if (!parsed) return 'unknown';
  if (key === 'iam:passedtoservice') {
    if (passedTo === undefined) return 'holds';
    // The China partition writes some of its services with an ending of their own.
    const name = values.some((value) => value.endsWith('.cn')) ? `${passedTo}.cn` : passedTo;
    const holds = anyHolds(condition, parsed.negated ? [name] : [passedTo, name]);
    return holds === undefined ? 'unknown' : holds ? 'holds' : 'never';
  }
  if (key === 'iam:policyarn') {
    const holds = anyHolds(condition, adminPolicies);
    return holds === undefined ? 'unknown' : holds ? 'holds' : 'limits';
  }
  if (key === 'iam:permissionsboundary') return parsed.negated || parsed.ifExists ? 'holds' : 'limits';
  const kind = keyKind(key);
  switch (kind) {
    case 'resource':
      if (key === 'aws:resourceaccount' || key === 's3:resourceaccount') {
        if (account === undefined) return 'holds';
        const holds = conditionHolds(condition, only(key, [account]));
        return holds === false ? 'never' : holds ? 'holds' : 'unknown';
      }
      return makesTarget || parsed.negated || parsed.ifExists ? 'holds' : 'limits';
    case 'principal-account': {
      if (account === undefined) return 'unknown';
      const holds = conditionHolds(condition, only(key, [account]));
      return holds === undefined ? 'unknown' : holds ? 'holds' : 'never';
    }
    case 'is-aws-service': {
      const holds = conditionHolds(condition, only(key, ['false']));
      return holds === false ? 'never' : 'holds';
    }
    case 'source-account':
    case 'source-arn':
    case 'source-org':
    case 'source-org-paths':
      // Only services carry these; a positive condition on them keeps a person or role out.
      return parsed.negated || parsed.ifExists || parsed.family === 'null' ? 'holds' : 'never';
    case 'request':
      return !parsed.negated && key.endsWith('arn') && fixedArn(values) ? 'limits' : 'holds';
    case 'external-id':
      return 'holds';
    default:
      return 'unknown';
  }
};

const order: readonly Hold[] = ['holds', 'unknown', 'limits', 'never'];

/** The strictest of the conditions, with the keys that the answer hangs on. */
export const holdAll = (
  conditions: readonly Condition[],
  attempt: Attempt,
): { readonly hold: Hold; readonly keys: readonly string[] } => {
  let worst = 0;
  const keys: string[] = [];
  for (const condition of conditions) {
    const place = order.indexOf(holdOf(condition, attempt));
    if (place > 0) keys.push(condition.key);
    if (place > worst) worst = place;
  }
  return { hold: order[worst] ?? 'unknown', keys };
};

/** Whether a deny applies whatever the holder does. */
export const deniesAlways = (conditions: readonly Condition[], attempt: Attempt): boolean =>
  conditions.every((condition) => {
    if (condition.name === 'iam:passedtoservice' || condition.name === 'aws:principalisawsservice')
      return holdOf(condition, attempt) === 'holds';
    return false;
  });
