import { type ExposureContext, surroundingsOf } from './callers.ts';
import { parseCidr } from './cidr.ts';
import type { Policy, Statement } from './document.ts';
import { type Exposure, isWider, widerExposure } from './exposure-order.ts';
import { missingHalf, withUrlAuth } from './function-url.ts';
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

/** Ranges as wide as these are public to S3, narrower ones are not; every other key that narrows is judged alike. */
const isFixedRange = (value: string): boolean => {
  const range = parseCidr(value);
  return range !== undefined && range.prefix >= (range.size === 32 ? 8 : 32);
};

/** Whether S3 calls a statement public: to it, addresses narrow. */
const isPublicToS3 = ({ inEffect, narrowedBy }: StatementVerdict): boolean =>
  isWider(inEffect, 'other-account') &&
  !narrowedBy.some(
    ({ key, operator, values }) =>
      key.toLowerCase() === 'aws:sourceip' && operator === 'IpAddress' && values.every(isFixedRange),
  );

/** The statement's verdict with what is to be said of it beside the others. */
const besideOthers = (verdict: StatementVerdict, statement: Statement, { statements }: Policy): StatementVerdict => {
  if (!isWider(verdict.inEffect, 'account')) return verdict;
  const missing = missingHalf(statement, statements);
  if (missing !== undefined) return { ...verdict, why: `${verdict.why}; ${missing}` };
  if (isWider(verdict.inEffect, 'other-account') && statement.actions?.some((action) => /^execute-api:/i.test(action)))
    return {
      ...verdict,
      why: `${verdict.why}; an authorizer, which is no part of the policy, may still turn callers away`,
    };
  return verdict;
};

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
    besideOthers(judgeStatement(statement, denies, context, around), statement, policy),
  );
  let exposure: Exposure = 'none';
  let why = 'no statement lets anybody in';
  let confusedDeputy = false;
  if (context.blockPublicAccess?.restrictPublicBuckets && isBucket(context.resource, policy))
    if (verdicts.some(isPublicToS3)) verdicts = verdicts.map(blocked);
  for (const verdict of verdicts) {
    if (isWider(verdict.inEffect, exposure)) why = verdict.why;
    exposure = widerExposure(exposure, verdict.inEffect);
    confusedDeputy ||= verdict.confusedDeputy;
  }
  if (statements.length === 0 && policy.problems.length > 0)
    return { exposure: 'unknown', statements: verdicts, confusedDeputy, why: 'the document could not be read' };
  return { exposure, statements: verdicts, confusedDeputy, why };
};
