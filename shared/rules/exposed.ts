import type { Context } from '../engine/context.ts';
import type { Judging, Violation } from '../engine/rule.ts';
import type { ResourceRef } from '../inventory/document.ts';
import type { FunctionFacets } from '../inventory/kinds/lambda.ts';
import type { StatementJson } from '../inventory/kinds/statement.ts';
import type { JsonObject } from '../json.ts';
import type { ExposureContext, NarrowedBy, StatementVerdict } from '../policy/exposure.ts';
import { verdictsOf } from '../policy/judged.ts';
import { patternsOverlap } from '../policy/pattern.ts';
import { functionCommand, qualifiedKey } from './commands.ts';

/** A statement of a function's resource policy, judged together with the others of the same qualifier. */
export interface JudgedStatement {
  readonly qualifier: string;
  readonly sid: string;
  readonly key: string;
  readonly verdict: StatementVerdict;
}

/** What the operator said about the world, as the policy engine asks for it. */
export const exposureContext = (resource: ResourceRef, context: Context): Omit<ExposureContext, 'type'> => ({
  resource: resource.arn,
  account: [resource.account, ...context.accounts],
  trustedAccounts: context.trustedAccounts,
  ...(context.organizations.length > 0 ? { organization: context.organizations } : {}),
});

/** Judges the statements of one policy, kept by Sid. */
export const judgeStatements = (
  statements: { readonly [sid: string]: StatementJson },
  exposure: ExposureContext,
): readonly (StatementVerdict & { readonly sid: string })[] => {
  const sids = Object.keys(statements);
  return verdictsOf(statements, exposure).map((verdict) => ({
    ...verdict,
    sid: sids[verdict.index] ?? String(verdict.index),
  }));
};

type Policies = FunctionFacets['resourcePolicy'];

const judged = new WeakMap<Policies, { urls: unknown; context: Context; statements: readonly JudgedStatement[] }>();

/** The statements of every qualifier. A dozen rules ask for the same, so the last answer is kept with the facet. */
export const functionStatements = (
  policies: Policies,
  urls: FunctionFacets['urls'] | undefined,
  { resource, context }: Pick<Judging, 'resource' | 'context'>,
): readonly JudgedStatement[] => {
  const kept = judged.get(policies);
  if (kept !== undefined && kept.urls === urls && kept.context === context) return kept.statements;
  const around = exposureContext(resource, context);
  const statements = Object.entries(policies).flatMap(([qualifier, bySid]) => {
    const authType = urls?.[qualifier]?.authType;
    const exposure: ExposureContext =
      authType === 'NONE' || authType === 'AWS_IAM'
        ? { ...around, type: 'resource', functionUrlAuthType: authType }
        : { ...around, type: 'resource' };
    return judgeStatements(bySid, exposure).map(({ sid, ...verdict }) => ({
      qualifier,
      sid,
      key: qualifiedKey(sid, qualifier),
      verdict: { ...verdict, sid },
    }));
  });
  judged.set(policies, { urls, context, statements });
  return statements;
};

/** Whether a statement lets in somebody who is nobody the operator knows. */
export const isPublic = ({ inEffect }: StatementVerdict): boolean =>
  inEffect === 'internet' || inEffect === 'any-aws-account';

/** Whether a statement is about calls through the function URL, which are judged by themselves. */
export const isForUrl = ({ actions, narrowedBy }: StatementVerdict): boolean =>
  actions.every((action) => action.toLowerCase() === 'lambda:invokefunctionurl') ||
  narrowedBy.some(({ key }) => /^lambda:(?:invokedviafunctionurl|functionurlauthtype)$/i.test(key));

const invocations = ['lambda:invokefunction', 'lambda:invokefunctionurl', 'lambda:invokeasync'];

/** The actions of a statement that do more than run the function. */
export const beyondInvocation = ({ actions }: StatementVerdict): readonly string[] =>
  actions.filter((action) => {
    const asked = action.toLowerCase();
    return (
      asked.startsWith('not ') ||
      !invocations.includes(asked.replace(/^lambda:invokefunction\*$/, invocations[0] ?? ''))
    );
  });

/** Whether the actions of a statement reach an action. */
export const allows = ({ actions }: StatementVerdict, action: string): boolean =>
  actions.some((pattern) => patternsOverlap(pattern.toLowerCase(), action));

/** The principals that are no services. */
export const callersOf = ({ principals, deputies }: StatementVerdict): readonly string[] =>
  principals.filter((principal) => !deputies.some(({ service }) => service === principal));

const condition = ({ key, operator, values, counts, why }: NarrowedBy): JsonObject => ({
  key,
  operator,
  values: [...values],
  counts,
  why,
});

/** What a verdict about a statement was made from. */
export const evidenceOf = ({ qualifier, sid, verdict }: JudgedStatement): JsonObject => ({
  sid,
  ...(qualifier === '' ? {} : { qualifier }),
  principals: [...verdict.principals],
  actions: [...verdict.actions],
  exposure: verdict.inEffect,
  why: verdict.why,
  conditions: verdict.narrowedBy.map(condition),
});

/** Which condition looked as if it helped, and why it does not: the answer to "but there is a condition". */
export const whyOpen = ({ narrowedBy }: StatementVerdict): string => {
  const tried = narrowedBy.filter(({ counts }) => !counts);
  if (narrowedBy.length === 0) return 'no condition narrows it';
  return tried.map(({ key, why }) => `${key} does not help: ${why}`).join('; ');
};

/** A violation about one statement of a function, with the command that removes it. */
export const statementViolation = (
  statement: JudgedStatement,
  resource: ResourceRef,
  message: string,
  more: Partial<Violation> = {},
): Violation => ({
  key: statement.key,
  message,
  evidence: evidenceOf(statement),
  remediation: functionCommand('remove-permission', resource, {
    'statement-id': statement.sid,
    qualifier: statement.qualifier,
  }),
  ...more,
});

/** `statement pay (alias live)`. */
export const statementInWords = ({ sid, qualifier }: JudgedStatement): string =>
  `statement ${sid}${qualifier === '' ? '' : ` (of ${qualifier})`}`;
