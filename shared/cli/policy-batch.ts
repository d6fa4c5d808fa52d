import { StringDecoder } from 'node:string_decoder';
import { messageOf } from '../errors.ts';
import { isObject } from '../json.ts';
import { judgePolicy, type PolicyCase } from '../policy/verdict.ts';

/** What one line of a batch comes to: a verdict to print, an error to report, or both. */
export interface BatchLine {
  readonly line: number;
  readonly output?: string;
  readonly error?: string;
}

/** What a verdict falls back on where the line does not say. */
export type CaseDefaults = Omit<PolicyCase, 'policy'>;

const types = ['resource', 'identity', 'trust'] as const;
const isType = (value: unknown): value is (typeof types)[number] => types.some((type) => type === value);

const texts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string');

/** The id of a line that is no JSON, where one can be made out. */
const idIn = (text: string): unknown => {
  const found = /"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?)/.exec(text)?.[1];
  if (found === undefined) return undefined;
  try {
    return JSON.parse(found);
  } catch {
    return undefined;
  }
};

const unreadable = (id: unknown, code: string, message: string): string =>
  JSON.stringify({
    id,
    exposure: 'unknown',
    statements: [],
    admin: false,
    privilegeEscalation: [],
    access: { read: 0, list: 0, write: 0, permissions: 0, tagging: 0 },
    wildcards: [],
    problems: [{ path: '', code, message }],
  });

/** Checks one field after the other; answers what is wrong, or the case. */
const caseOf = (value: unknown, defaults: CaseDefaults): PolicyCase | string => {
  if (!isObject(value)) return `expected an object with id and policy, got ${value === null ? 'null' : typeof value}`;
  const { type, resource, account, trustedAccounts, organization, policy, functionUrlAuthType, blockPublicAccess } =
    value as Record<string, unknown>;
  if (policy === undefined) return 'the case has no policy';
  if (type !== undefined && !isType(type)) return `type: got ${JSON.stringify(type)}, allowed are ${types.join(', ')}`;
  if (resource !== undefined && resource !== null && typeof resource !== 'string') return 'resource: expected an ARN';
  if (account !== undefined && account !== null && typeof account !== 'string' && !texts(account))
    return 'account: expected an account id of twelve digits';
  if (trustedAccounts !== undefined && trustedAccounts !== null && !texts(trustedAccounts))
    return 'trustedAccounts: expected a list of account ids';
  if (organization !== undefined && organization !== null && typeof organization !== 'string' && !texts(organization))
    return 'organization: expected an organization id';
  if (functionUrlAuthType !== undefined && functionUrlAuthType !== 'NONE' && functionUrlAuthType !== 'AWS_IAM')
    return `functionUrlAuthType: got ${JSON.stringify(functionUrlAuthType)}, allowed are NONE and AWS_IAM`;
  if (blockPublicAccess !== undefined && !isObject(blockPublicAccess))
    return 'blockPublicAccess: expected an object with restrictPublicBuckets';
  return {
    ...defaults,
    policy,
    ...(functionUrlAuthType && { functionUrlAuthType }),
    ...(blockPublicAccess && {
      blockPublicAccess: { restrictPublicBuckets: blockPublicAccess['restrictPublicBuckets'] === true },
    }),
    ...(isType(type) && { type }),
    ...(typeof resource === 'string' && resource !== '' && { resource }),
    ...(account && { account: account as string | readonly string[] }),
    ...(trustedAccounts && { trustedAccounts: trustedAccounts as readonly string[] }),
    ...(organization && { organization: organization as string | readonly string[] }),
  };
};

/** Judges one line. */
export const judgeLine = (text: string, line: number, defaults: CaseDefaults): BatchLine => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    const error = `not JSON: ${messageOf(thrown)}`;
    const id = idIn(text);
    return { line, error, ...(id !== undefined && { output: unreadable(id, 'malformed-line', error) }) };
  }
  const id = isObject(value) ? value['id'] : undefined;
  const found = caseOf(value, defaults);
  if (typeof found === 'string')
    return { line, error: found, ...(id !== undefined && { output: unreadable(id, 'malformed-case', found) }) };
  const report = judgePolicy(found);
  const output = JSON.stringify({ id, ...report });
  const broken = report.problems.find(({ code }) => code === 'malformed-json');
  return { line, output, ...(broken && { error: `policy: ${broken.message}` }) };
};

/** Judges a stream of cases, a line at a time and in order; nothing is kept but the line at hand. */
export async function* judgeLines(
  input: AsyncIterable<Buffer | string>,
  defaults: CaseDefaults,
): AsyncGenerator<BatchLine> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let line = 0;
  for await (const piece of input) {
    const text = rest + (typeof piece === 'string' ? piece : decoder.write(piece));
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      line++;
      const one = text
        .slice(from, end)
        .replace(/^\uFEFF/, '')
        .trim();
      from = end + 1;
      if (one !== '') yield judgeLine(one, line, defaults);
    }
    rest = text.slice(from);
  }
  const last = (rest + decoder.end()).replace(/^\uFEFF/, '').trim();
  if (last !== '') yield judgeLine(last, line + 1, defaults);
}
