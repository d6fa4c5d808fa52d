import { type ExposureContext, type Surroundings, surroundingsOf } from './callers.ts';
import type { Policy, Statement } from './document.ts';
import { type Exposure, isWider, widerExposure } from './exposure-order.ts';
import { judgeStatement, type StatementVerdict } from './statement-exposure.ts';

export type { ExposureContext } from './callers.ts';
export { type Exposure, exposures, isWider, widerExposure } from './exposure-order.ts';
export type { DeputyVerdict, NarrowedBy, StatementVerdict } from './statement-exposure.ts';

/** What a whole policy opens, and which statements do. */
export interface PolicyVerdict {
  /** The widest of what the statements leave open once the denies are taken off. */
  readonly exposure: Exposure;
  readonly statements: readonly StatementVerdict[];
  /** A service can be made to call by strangers. */
  readonly confusedDeputy: boolean;
  /** What decided it, in words. */
  readonly why: string;
}

/**
 * A statement of the same policy that opens the function URL to callers without credentials says that the URL's auth
 * type is NONE; the other half of the pair that Lambda asks for since October 2025 is judged by it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
const withUrlAuth = (statements: readonly Statement[], around: Surroundings): Surroundings => {
  if (around.functionUrlAuthType !== undefined) return around;
  for (const { effect, conditions } of statements)
    for (const { name, values, parsed } of conditions)
      if (name === 'lambda:functionurlauthtype' && effect === 'Allow' && parsed && !parsed.negated)
        if (values.length === 1 && (values[0] === 'NONE' || values[0] === 'AWS_IAM'))
          return { ...around, functionUrlAuthType: values[0] };
  return around;
};

/**
 * RestrictPublicBuckets leaves a bucket with a public policy to the owner's account and to AWS services.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const blocked = (verdict: StatementVerdict): StatementVerdict =>
  isWider(verdict.inEffect, 'account')
    ? {
        ...verdict,
        inEffect: 'account',
        why: `${verdict.why}; Block Public Access (RestrictPublicBuckets) leaves a public policy to the owner's account`,
      }
    : verdict;

const isBucket = (resource: string | undefined, policy: Policy): boolean =>
  resource === undefined
    ? policy.statements.some(({ resources }) => resources?.some((arn) => /^arn:[^:]*:s3:/.test(arn)))
    : resource === 's3' || /^arn:[^:]*:s3:/.test(resource);

/**
 * Judges who can reach a resource through its policy, statement by statement and in effect. Serves one statement as
 * well as a document; identity policies expose nothing by themselves.
 */
export const exposureOf = (policy: Policy, context: ExposureContext): PolicyVerdict => {
  const { statements } = policy;
  const around = withUrlAuth(statements, surroundingsOf(context));
  const denies = statements.some(({ effect }) => effect === 'Deny')
    ? statements.filter(({ effect }) => effect === 'Deny')
    : [];
  let verdicts: readonly StatementVerdict[] = statements.map((statement) =>
    judgeStatement(statement, denies, context, around),
  );
  let exposure: Exposure = 'none';
  let why = 'no statement lets anybody in';
  let confusedDeputy = false;
  const isPublic = verdicts.some(({ inEffect }) => isWider(inEffect, 'other-account'));
  if (isPublic && context.blockPublicAccess?.restrictPublicBuckets && isBucket(context.resource, policy))
    verdicts = verdicts.map(blocked);
  for (const verdict of verdicts) {
    if (isWider(verdict.inEffect, exposure)) why = verdict.why;
    exposure = widerExposure(exposure, verdict.inEffect);
    confusedDeputy ||= verdict.confusedDeputy;
  }
  if (statements.length === 0 && policy.problems.length > 0)
    return { exposure: 'unknown', statements: verdicts, confusedDeputy, why: 'the document could not be read' };
  return { exposure, statements: verdicts, confusedDeputy, why };
};
