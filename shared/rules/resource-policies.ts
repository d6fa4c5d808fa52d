import { isAccountId } from '../arn.ts';
import type { Judging, Violation } from '../engine/rule.ts';
import type { PublicAccessBlock } from '../inventory/kinds/data.ts';
import type { Json } from '../json.ts';
import { type Policy, parsePolicy } from '../policy/document.ts';
import { exposureOf, type StatementVerdict } from '../policy/exposure.ts';

/** What is known beside the document itself. */
export interface PolicyPlace {
  /** Where the policy is attached to a part of the resource: the part's ARN. */
  readonly arn?: string;
  /** Begins the keys of the findings, where a resource has several policies. */
  readonly part?: string;
  /** `undefined` where it is not known whether Block Public Access stands in the way. */
  readonly blockPublicAccess?: PublicAccessBlock | null;
}

const parsed = new WeakMap<object, Policy>();

const parse = (document: Json): Policy => {
  if (typeof document !== 'object' || document === null) return parsePolicy(document);
  const remembered = parsed.get(document);
  if (remembered) return remembered;
  const policy = parsePolicy(document);
  parsed.set(document, policy);
  return policy;
};

const verdictOf = (document: Json, { resource, context }: Judging, { arn, blockPublicAccess }: PolicyPlace) => {
  const account = [...new Set([resource.account, ...context.accounts])].filter(isAccountId);
  return exposureOf(parse(document), {
    type: 'resource',
    resource: arn ?? resource.arn,
    account,
    trustedAccounts: context.trustedAccounts,
    organization: context.organizations,
    ...(blockPublicAccess ? { blockPublicAccess } : {}),
  });
};

const statementName = ({ sid, index }: StatementVerdict): string => sid || `#${index}`;

const few = 6;
const list = (words: readonly string[]): string =>
  words.length <= few ? words.join(', ') : `${words.slice(0, few).join(', ')} and ${words.length - few} more`;

const evidenceOf = (verdict: StatementVerdict): Violation['evidence'] => ({
  statement: statementName(verdict),
  principals: [...verdict.principals],
  actions: [...verdict.actions],
  exposure: verdict.inEffect,
  conditions: verdict.narrowedBy.map(({ key, why }) => `${key}: ${why}`),
});

const keyOf = (verdict: StatementVerdict, { part }: PolicyPlace): string =>
  part === undefined ? statementName(verdict) : `${part} ${statementName(verdict)}`;

const isPublic = ({ inEffect }: StatementVerdict): boolean => inEffect === 'internet' || inEffect === 'any-aws-account';

/** The statements that let in whoever asks. */
export function* publicStatements(document: Json, judging: Judging, place: PolicyPlace = {}): Generator<Violation> {
  if (document === null) return;
  for (const verdict of verdictOf(document, judging, place).statements.filter(isPublic)) {
    yield {
      key: keyOf(verdict, place),
      message: `statement ${statementName(verdict)} allows ${list(verdict.actions)}: ${verdict.why}`,
      evidence: evidenceOf(verdict),
    };
  }
}

/** The statements that let in certain strangers, and those of which it can not be told whom they let in. */
export function* foreignStatements(document: Json, judging: Judging, place: PolicyPlace = {}): Generator<Violation> {
  if (document === null) return;
  const { exposure, statements, why } = verdictOf(document, judging, place);
  if (statements.length === 0 && exposure === 'unknown') {
    const key = place.part === undefined ? 'document' : `${place.part} document`;
    yield { key, message: `can not be judged: ${why}`, evidence: { why }, severity: 'medium' };
  }
  for (const verdict of statements) {
    if (verdict.inEffect !== 'other-account' && verdict.inEffect !== 'unknown') continue;
    yield {
      key: keyOf(verdict, place),
      message: `statement ${statementName(verdict)} allows ${list(verdict.actions)} to ${list(verdict.principals)}: ${verdict.why}`,
      evidence: evidenceOf(verdict),
      ...(verdict.inEffect === 'unknown' ? { severity: 'medium' as const } : {}),
    };
  }
}

/** What a service checks before it delivers: a stranger gets nothing out of it and nothing in. */
const harmless: ReadonlySet<string> = new Set(['s3:getbucketacl', 's3:getbucketlocation']);

/** The services that strangers can make call, of the statements that are not open to strangers anyway. */
export function* confusedDeputies(document: Json, judging: Judging, place: PolicyPlace = {}): Generator<Violation> {
  if (document === null) return;
  for (const verdict of verdictOf(document, judging, place).statements) {
    if (isPublic(verdict)) continue;
    for (const { service, pinned, why } of verdict.deputies) {
      if (pinned === true) continue;
      yield {
        key: `${keyOf(verdict, place)} ${service}`,
        message: `statement ${statementName(verdict)} allows ${list(verdict.actions)} to ${service}: ${why}`,
        evidence: { ...evidenceOf(verdict), service, why },
        ...(verdict.actions.every((action) => harmless.has(action.toLowerCase())) ? { severity: 'low' as const } : {}),
      };
    }
  }
}
