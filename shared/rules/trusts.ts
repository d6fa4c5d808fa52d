import type { Context } from '../engine/context.ts';
import type { Judging } from '../engine/rule.ts';
import type { Json } from '../json.ts';
import { parsePolicy } from '../policy/document.ts';
import { exposureOf, type StatementVerdict } from '../policy/exposure.ts';
import { awsCommand } from './commands.ts';
import { exposureContext } from './exposed.ts';

/** A statement of a trust policy, judged. */
export interface TrustStatement extends StatementVerdict {
  readonly key: string;
  /** Principals that sign in at an identity provider. */
  readonly federated: readonly string[];
}

const judged = new WeakMap<object, { context: Context; statements: readonly TrustStatement[] }>();

/** The statements of a trust policy; several rules ask for the same. */
export const trustStatements = (
  trustPolicy: Json,
  { resource, context }: Pick<Judging, 'resource' | 'context'>,
): readonly TrustStatement[] => {
  const kept = typeof trustPolicy === 'object' && trustPolicy !== null ? judged.get(trustPolicy) : undefined;
  if (kept?.context === context) return kept.statements;
  const policy = parsePolicy(trustPolicy);
  const verdict = exposureOf(policy, { ...exposureContext(resource, context), type: 'trust' });
  const statements = verdict.statements.map((statement) => ({
    ...statement,
    key: statement.sid ? statement.sid : `#${statement.index}`,
    federated: (policy.statements[statement.index]?.principals ?? [])
      .filter(({ kind }) => kind === 'federated')
      .map(({ value }) => value),
  }));
  if (typeof trustPolicy === 'object' && trustPolicy !== null) judged.set(trustPolicy, { context, statements });
  return statements;
};

/** `the statement AllowCi`. */
export const trustInWords = ({ key }: TrustStatement): string =>
  key.startsWith('#') ? `statement ${key} of the trust policy` : `the statement ${key} of the trust policy`;

/** Principals that are neither services nor signed in elsewhere. */
export const directCallers = ({ principals, deputies, federated }: TrustStatement): readonly string[] =>
  principals.filter(
    (principal) => !federated.includes(principal) && !deputies.some(({ service }) => service === principal),
  );

export const trustEvidence = (statement: TrustStatement) => ({
  statement: statement.key,
  principals: [...statement.principals],
  exposure: statement.inEffect,
  why: statement.why,
  conditions: statement.narrowedBy.map(({ key, operator, values, counts, why }) => ({
    key,
    operator,
    values: [...values],
    counts,
    why,
  })),
});

/** AWS makes these roles itself, and nobody else can make one there. */
export const isReservedPath = (path: string | undefined): boolean =>
  path !== undefined && /^\/(?:aws-reserved|aws-service-role)\//.test(path);

/** Where to look and what to write: a trust policy is replaced as a whole. */
export const trustRemedy = (roleName: string): string =>
  `write the trust policy without it to trust.json: ${awsCommand('iam update-assume-role-policy', {
    'role-name': roleName,
    'policy-document': 'file://trust.json',
  })}`;

/** Services that run what somebody hands them with a role. */
const computes =
  /^(?:lambda|edgelambda|states(?:\.[a-z0-9-]+)?|events|pipes|scheduler|apigateway|appsync|iot)\.amazonaws\.com(?:\.cn)?$/;

/** The serverless services that a trust policy lets use the role. */
export const serverlessServices = (statements: readonly TrustStatement[]): readonly string[] => [
  ...new Set(
    statements.flatMap(({ effect, deputies }) =>
      effect === 'Allow' ? deputies.map(({ service }) => service).filter((service) => computes.test(service)) : [],
    ),
  ),
];

/** Whether code runs with a role: a function does, or a service may; `undefined` where that is not known. */
export const runsCode = (
  trustPolicy: Json | undefined,
  usedBy: readonly string[] | undefined,
  judging: Pick<Judging, 'resource' | 'context'>,
): boolean | undefined => {
  if (usedBy !== undefined && usedBy.length > 0) return true;
  if (trustPolicy === undefined) return undefined;
  return serverlessServices(trustStatements(trustPolicy, judging)).length > 0;
};
