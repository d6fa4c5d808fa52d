import { type Arn, arnOf, isArn } from '../arn.ts';
import type { Where } from './arns.ts';
import type { Change } from './change.ts';

/** A function as a record names it: its own ARN, and which version or alias of it is meant. */
export interface FunctionRef {
  /** Unqualified. */
  readonly arn: Arn;
  readonly name: string;
  readonly qualifier?: string;
}

/** In a full ARN the Region and account may be anything: trails are anonymised, and partitions are added. */
const FUNCTION =
  /^(?:arn:([\w-]+):lambda:([^:]*):([^:]*):function:|(?:([a-z]{2,}(?:-[a-z]+)+-\d+):)?(?:(\d{12}):)?(?:function:)?)([\w.-]+|\$\{[^}]+\})(?::(\$LATEST(?:\.PUBLISHED)?|[\w-]+|\$\{[^}]+\}))?$/;

/**
 * Reads any of the ways to name a function: `orders`, `orders:live`, `111122223333:function:orders`, a full ARN with or
 * without a qualifier. `undefined` for what names none.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html#API_GetFunction_RequestSyntax
 */
export const parseFunctionName = (where: Where, nameOrArn: string): FunctionRef | undefined => {
  const [, partition, inRegion, owner, region, account, name, qualifier] = FUNCTION.exec(nameOrArn) ?? [];
  if (name === undefined || name.startsWith('$')) return undefined;
  if (nameOrArn.startsWith('arn:') && partition === undefined) return undefined;
  return {
    arn: arnOf({
      partition: partition ?? where.partition,
      service: 'lambda',
      region: inRegion || (region ?? where.region),
      account: owner || (account ?? where.account),
      resource: `function:${name}`,
    }),
    name,
    ...(qualifier === undefined ? {} : { qualifier }),
  };
};

/**
 * The function in an integration's or authorizer's URI
 * (`arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<function ARN>/invocations`).
 * `undefined` when there is none or when a stage variable decides which it is.
 */
export const functionInUri = (where: Where, uri: string): FunctionRef | undefined => {
  const [, inner] = /:lambda:path\/[\d-]+\/functions\/(.+)\/invocations$/.exec(uri) ?? [];
  return parseFunctionName(where, inner ?? uri);
};

const statementResource = (change: Change): string | undefined => {
  try {
    const statement: unknown = JSON.parse(change.response.string('statement') ?? 'null');
    const resource = (statement as { readonly Resource?: unknown } | null)?.Resource;
    return typeof resource === 'string' ? resource : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The function that a change of Lambda is about. The response knows the account and Region best; which version or
 * alias is meant is what the *request* says, because a response also names the version that a deployment just made.
 * With `nameOrArn`, the function which that text means in the place of the change.
 */
export const functionRef = (change: Change, nameOrArn?: string): FunctionRef | undefined => {
  if (nameOrArn !== undefined) return parseFunctionName(change, nameOrArn);
  const asked = change.request.string('functionName') ?? change.request.string('functionArn');
  const requested = asked === undefined ? undefined : parseFunctionName(change, asked);
  const answered = [
    change.response.string('functionArn'),
    statementResource(change),
    ...change.resources.filter((arn) => arn.includes(':function:')),
  ].find((arn) => arn !== undefined && isArn(arn) && parseFunctionName(change, arn) !== undefined);
  const ref = answered === undefined ? requested : parseFunctionName(change, answered);
  if (ref === undefined) return undefined;
  const qualifier =
    change.request.string('qualifier') ?? requested?.qualifier ?? (asked === undefined ? ref.qualifier : undefined);
  return { arn: ref.arn, name: ref.name, ...(qualifier === undefined ? {} : { qualifier }) };
};
