import { type Facet, known, partial, type UnknownReason, unknown } from '../engine/facet.ts';
import type { JsonObject } from '../json.ts';
import { type Exposure, isWider, type StatementVerdict, widerExposure } from '../policy/exposure.ts';
import { verdictsOf } from '../policy/judged.ts';
import { wildcardMatch } from '../policy/pattern.ts';
import { type Document, facetOf } from './document.ts';
import type { IncomingTrigger, Way } from './entrances.ts';
import { asKind, facetValue } from './facet-value.ts';
import type { FunctionUrl } from './kinds/lambda.ts';

/** A way to a function, with what it goes through. */
export interface FunctionWay extends Way {
  readonly through: 'policy' | 'url' | 'trigger';
  /** The statement, qualifier or trigger. */
  readonly by: string;
}

/** Who can really reach a function, all documents together. */
export interface Reach {
  /** The widest of the ways that are open. */
  readonly exposure: Exposure;
  readonly ways: readonly FunctionWay[];
}

type Statements = { readonly [sid: string]: JsonObject };

/**
 * From this day on Lambda asks for two grants on a new function URL: `lambda:InvokeFunctionUrl`, and
 * `lambda:InvokeFunction` for calls through the URL. Older URLs need the first one only.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
const twoGrantsSince = '2025-10-01';

const allows = (statement: StatementVerdict, action: string): boolean =>
  statement.effect === 'Allow' &&
  statement.actions.some((pattern) => wildcardMatch(pattern.toLowerCase(), action.toLowerCase()));

const widest = (statements: readonly StatementVerdict[], action: string): Exposure =>
  statements
    .filter((statement) => allows(statement, action))
    .reduce<Exposure>((wide, { inEffect }) => widerExposure(wide, inEffect), 'none');

const atQualifier = (qualifier: string): string => (qualifier === '' ? '' : ` of the alias ${qualifier}`);

const urlWay = (qualifier: string, url: FunctionUrl, statements: readonly StatementVerdict[]): FunctionWay => {
  const first = widest(statements, 'lambda:InvokeFunctionUrl');
  const second = widest(statements, 'lambda:InvokeFunction');
  const isOpen = url.authType === 'NONE';
  const needsTwo = url.created !== undefined && url.created >= twoGrantsSince;
  const granted = isWider(first, 'account');
  return {
    through: 'url',
    by: qualifier,
    path: `the function URL${atQualifier(qualifier)}, ${isOpen ? 'without authentication' : 'signed by an AWS principal'}`,
    exposure: isOpen ? (granted ? first : 'internet') : first,
    missing: [
      ...(granted || !isOpen ? [] : ['a permission for lambda:InvokeFunctionUrl']),
      ...(granted && needsTwo && !isWider(second, 'account')
        ? ['a permission for lambda:InvokeFunction through the URL']
        : []),
    ],
  };
};

/** A grant that is only good through the function URL is a part of that way, and none of its own. */
const isForUrls = ({ narrowedBy }: StatementVerdict): boolean =>
  narrowedBy.some(({ key }) => /^lambda:(?:InvokedViaFunctionUrl|FunctionUrlAuthType)$/i.test(key));

const policyWays = (qualifier: string, statements: readonly StatementVerdict[]): readonly FunctionWay[] =>
  statements
    .filter((statement) => allows(statement, 'lambda:InvokeFunction') && isWider(statement.inEffect, 'organization'))
    .filter((statement) => !isForUrls(statement))
    .map((statement) => ({
      through: 'policy',
      by: statement.sid ?? `#${statement.index}`,
      path: `lambda:InvokeFunction${atQualifier(qualifier)}, by the statement ${statement.sid ?? `#${statement.index}`}`,
      exposure: statement.inEffect,
      missing: [],
    }));

const triggerWays = (
  trigger: IncomingTrigger,
  statements: readonly StatementVerdict[],
  isWhole: boolean,
): readonly FunctionWay[] => {
  const { service } = trigger;
  const permitted =
    service === null ||
    !isWhole ||
    statements.some(
      (statement) =>
        allows(statement, 'lambda:InvokeFunction') &&
        statement.principals.some((principal) => principal === service || principal === '*'),
    );
  return trigger.ways.map((way) => ({
    ...way,
    through: 'trigger',
    by: trigger.arn,
    missing: [
      ...way.missing,
      ...(trigger.enabled ? [] : ['it is switched off']),
      ...(permitted ? [] : [`a permission for ${service}`]),
    ],
  }));
};

/**
 * Joins the documents that decide together who reaches a function: its policies, its URLs with their authentication,
 * and the triggers with what stands before them. Known in part where one of them is.
 */
export const reachOf = (document: Document): Facet<Reach> => {
  const fn = asKind(document, 'function');
  if (!fn) return unknown('not-seen');
  const policy = facetOf(fn, 'resourcePolicy');
  const urls = facetOf(fn, 'urls');
  const triggers = Object.values(fn.neighbours['triggers'] ?? {}) as unknown as readonly IncomingTrigger[];
  if (!policy.known && triggers.length === 0) return unknown(policy.reason);
  const incomplete: UnknownReason | undefined = !policy.known
    ? policy.reason
    : (policy.partial ?? (urls.known ? urls.partial : urls.reason));

  const byQualifier = facetValue(fn, 'resourcePolicy') ?? {};
  const judged = new Map<string, readonly StatementVerdict[]>();
  const verdicts = (qualifier: string, authType?: string): readonly StatementVerdict[] => {
    const key = `${qualifier} ${authType ?? ''}`;
    const known = judged.get(key) ?? judge(qualifier, authType);
    judged.set(key, known);
    return known;
  };
  const judge = (qualifier: string, authType?: string): readonly StatementVerdict[] => {
    const statements: Statements = byQualifier[qualifier] ?? {};
    return verdictsOf(statements, {
      type: 'resource',
      resource: fn.arn,
      account: fn.account,
      ...(authType === 'NONE' || authType === 'AWS_IAM' ? { functionUrlAuthType: authType } : {}),
    });
  };
  const all = Object.keys(byQualifier).flatMap((qualifier) => verdicts(qualifier));
  const ways: readonly FunctionWay[] = [
    ...Object.entries(facetValue(fn, 'urls') ?? {}).map(([qualifier, url]) =>
      urlWay(qualifier, url, verdicts(qualifier, url.authType)),
    ),
    ...Object.keys(byQualifier).flatMap((qualifier) => policyWays(qualifier, verdicts(qualifier))),
    ...triggers.flatMap((trigger) => triggerWays(trigger, all, policy.known && policy.partial === undefined)),
  ];
  const exposure = ways
    .filter(({ missing }) => missing.length === 0)
    .reduce<Exposure>((wide, way) => widerExposure(wide, way.exposure), 'none');
  return incomplete === undefined ? known({ exposure, ways }) : partial({ exposure, ways }, incomplete);
};
