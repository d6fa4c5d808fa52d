import type { DeputyVerdict, StatementVerdict } from '../policy/exposure.ts';

/**
 * Why a service that may run a function can be made to by strangers: only one of these applies, so that each statement
 * is one finding.
 *
 * - `token`: skills of Alexa carry no source, only a token
 * - `bucket`: the source is a bucket by its name, without the account
 * - `wide`: a source is named, but not whose
 * - `none`: no source is named
 */
export type Gap = 'token' | 'bucket' | 'wide' | 'none';

const skills = /^alexa-(?:appkit|connectedhome)\.amazon\.com$/;
const sourceKey = /^aws:source(?:arn|account|owner|orgid|orgpaths)$/i;
const bucketArn = /^arn:[^:]*:s3:::[^*?]/;

/** The source ARNs that a statement names. */
export const sourceArns = ({ narrowedBy }: StatementVerdict): readonly string[] =>
  narrowedBy.filter(({ key }) => /^aws:sourcearn$/i.test(key)).flatMap(({ values }) => values);

/** The services that strangers can make call, with what is missing. */
export const openDeputies = (
  verdict: StatementVerdict,
): readonly { readonly deputy: DeputyVerdict; readonly gap: Gap }[] =>
  verdict.deputies
    .filter(({ pinned }) => pinned === false)
    .map((deputy) => {
      if (skills.test(deputy.service)) return { deputy, gap: 'token' };
      const arns = sourceArns(verdict);
      if (arns.length > 0 && arns.every((arn) => bucketArn.test(arn))) return { deputy, gap: 'bucket' };
      return { deputy, gap: verdict.narrowedBy.some(({ key }) => sourceKey.test(key)) ? 'wide' : 'none' };
    });
