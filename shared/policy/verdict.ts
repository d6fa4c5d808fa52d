import type { ExposureContext } from './callers.ts';
import { documentIn, type Policy, type Problem, parsePolicy } from './document.ts';
import { exposureOf } from './exposure.ts';
import { lintPolicy, type Shape, shapeOf } from './lint.ts';
import { nearestOperator } from './lint-conditions.ts';
import { grantsOf, type Power, powerOf } from './power.ts';

/** One policy to be judged, as a line of a batch or a file gives it. */
export interface PolicyCase extends Omit<ExposureContext, 'type'> {
  readonly type?: ExposureContext['type'];
  readonly policy: unknown;
}

const assumes = (action: string): boolean => /^sts:/i.test(action);

/** Says what kind of policy a document is, where nobody did. */
export const guessType = ({ statements }: Policy): ExposureContext['type'] => {
  if (!statements.some(({ principals, notPrincipals }) => principals ?? notPrincipals)) return 'identity';
  return statements.every(({ actions, resources }) => actions?.every(assumes) && !resources) ? 'trust' : 'resource';
};

const nothing: Omit<Power, 'access' | 'services' | 'wildcards'> = {
  admin: false,
  privilegeEscalation: [],
  limitedEscalation: [],
  dataExfiltration: [],
  credentialExposure: [],
};

const withNearest = (problem: Problem): Problem =>
  problem.code === 'unknown-operator'
    ? {
        ...problem,
        message: `${problem.message}; the nearest is ${nearestOperator(problem.message.split(' ').at(-1) ?? '')}`,
      }
    : problem;

/** Everything there is to say about one document, as `trailwarden policy` prints it. */
export const judgePolicy = ({ policy: input, type: given, ...context }: PolicyCase) => {
  const policy = parsePolicy(input);
  const type = given ?? guessType(policy);
  const shape: Shape = shapeOf(documentIn(input));
  const problems: readonly Problem[] = [...policy.problems.map(withNearest), ...lintPolicy(policy, type, shape)];
  const exposure = exposureOf(policy, { ...context, type });
  const account = typeof context.account === 'string' ? context.account : context.account?.[0];
  const power: Power =
    type === 'identity'
      ? powerOf([{ name: '', policy }], account === undefined ? {} : { account })
      : { ...nothing, ...grantsOf([{ name: '', policy }]) };
  const { admin, nearAdmin, privilegeEscalation, limitedEscalation, passRole } = power;
  return {
    type,
    exposure: exposure.exposure,
    confusedDeputy: exposure.confusedDeputy,
    why: exposure.why,
    statements: exposure.statements,
    admin,
    ...(nearAdmin !== undefined && { nearAdmin }),
    privilegeEscalation,
    limitedEscalation,
    ...(passRole && { passRole }),
    dataExfiltration: power.dataExfiltration,
    credentialExposure: power.credentialExposure,
    access: power.access,
    wildcards: power.wildcards,
    problems,
  };
};

export type PolicyReport = ReturnType<typeof judgePolicy>;
