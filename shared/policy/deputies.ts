import { type Caller, type ExposureContext, exposureOfAccount, type Surroundings } from './callers.ts';
import type { Principal, Statement } from './document.ts';
import { type Exposure, settle, widerExposure } from './exposure-order.ts';
import { type Narrowing, outcomeFor } from './narrowing.ts';
import { writesBelowAccountPath } from './services.ts';

/** Whether a service principal can be made to call on behalf of strangers. */
export interface DeputyVerdict {
  readonly service: string;
  /** The source is fixed to accounts or organizations; `unknown` where that hangs on a key nobody knows. */
  readonly pinned: boolean | 'unknown';
  /** On whose behalf the service may call. */
  readonly onBehalfOf: Exposure;
  readonly why: string;
}

const bucketArn = /^arn:[^:]*:s3:::([^/]+)/;

const unpinnedBucket = (narrowings: readonly Narrowing[]): string | undefined => {
  for (const { kind, values } of narrowings)
    if (kind === 'source-arn')
      for (const value of values) {
        const bucket = bucketArn.exec(value)?.[1];
        if (bucket) return bucket;
      }
  return undefined;
};

const accountPath = /\/AWSLogs\/(\d{12})\//;

const pinnedByPath = (service: string, { resources = [] }: Statement): string | undefined =>
  writesBelowAccountPath.has(service) &&
  resources.length > 0 &&
  resources.every((resource) => accountPath.test(resource))
    ? accountPath.exec(resources[0] ?? '')?.[1]
    : undefined;

const describe = (service: string, narrowings: readonly Narrowing[]): string => {
  const bucket = unpinnedBucket(narrowings);
  if (bucket !== undefined)
    return `the ARN of the bucket ${bucket} carries no account: should the bucket be deleted, whoever claims its name next calls as ${service}; add aws:SourceAccount`;
  return narrowings.some(({ kind }) => kind === 'source-arn' || kind === 'source-account')
    ? `the conditions leave open on whose behalf ${service} calls; fix the account in aws:SourceArn or aws:SourceAccount`
    : `any AWS account can make ${service} call; add aws:SourceArn or aws:SourceAccount`;
};

/** Judges one service principal by the callers that the statement and the denies leave it. */
export const deputyVerdict = (
  { value, name = value }: Principal,
  statement: Statement,
  narrowings: readonly Narrowing[],
  callers: readonly Caller[],
  context: ExposureContext,
  around: Surroundings,
): DeputyVerdict => {
  if (context.type === 'trust')
    return {
      service: value,
      pinned: true,
      onBehalfOf: 'account',
      why: 'a role is handed to a service with iam:PassRole, which works within its own account',
    };
  let certain: Exposure = 'none';
  let possible: Exposure = 'none';
  let pinned: boolean | 'unknown' = true;
  for (const caller of callers) {
    const outcomes = narrowings.map((narrowing) => outcomeFor(narrowing, caller, around));
    if (outcomes.includes('never')) continue;
    possible = widerExposure(possible, caller.exposure);
    if (!outcomes.includes('unknown')) certain = widerExposure(certain, caller.exposure);
    if (caller.who === 'stranger') pinned = outcomes.includes('unknown') ? 'unknown' : false;
  }
  const onBehalfOf = settle(certain, possible);
  if (pinned === false) {
    const account = pinnedByPath(name, statement);
    if (account !== undefined)
      return {
        service: value,
        pinned: true,
        onBehalfOf: around.own ? exposureOfAccount(account, around) : 'account',
        why: `${value} writes below AWSLogs/${account}/ for that account alone`,
      };
  }
  const why =
    pinned === true
      ? onBehalfOf === 'none'
        ? 'no call of the service can satisfy the conditions'
        : 'the source is fixed'
      : pinned === 'unknown'
        ? 'whether the source is fixed hangs on a condition that can not be judged'
        : describe(value, narrowings);
  return { service: value, pinned, onBehalfOf, why };
};
