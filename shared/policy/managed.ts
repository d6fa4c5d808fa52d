import { brotliDecompressSync } from 'node:zlib';
import { parseArn } from '../arn.ts';
import { type Policy, parsePolicy } from './document.ts';
import { packedPolicies } from './managed.generated.ts';

let table: string | undefined;

/** All policies as text, one a line. It is plain ASCII, which is read many times as fast as UTF-8. */
const unpacked = (): string => {
  table ??= `\n${brotliDecompressSync(Buffer.from(packedPolicies(), 'base64')).toString('latin1')}\n`;
  return table;
};

/** The document in the line of a policy; most runs ask for a few of some thousand lines, so they are not split. */
const documentOf = (name: string): string | undefined => {
  const text = unpacked();
  const start = text.indexOf(`\n${name} `);
  return start < 0 ? undefined : text.slice(start + name.length + 2, text.indexOf('\n', start + 1));
};

const parsed = new Map<string, Policy>();

/**
 * The current document of an AWS managed policy, by its ARN in any partition; `undefined` where there is none of this
 * name. The table behind it is unpacked when it is first asked.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const managedPolicy = (arn: string): Policy | undefined => {
  const kept = parsed.get(arn);
  if (kept) return kept;
  const parts = parseArn(arn);
  if (parts?.service !== 'iam' || parts.account !== 'aws' || !parts.resource.startsWith('policy/')) return undefined;
  const document = documentOf(parts.resource.slice('policy/'.length));
  if (document === undefined) return undefined;
  // The documents are those of the commercial partition; elsewhere they name its own ARNs.
  const policy = parsePolicy(
    parts.partition === 'aws' ? document : document.replaceAll('arn:aws:', `arn:${parts.partition}:`),
  );
  parsed.set(arn, policy);
  return policy;
};

/** Names (with their paths) of every policy in the table. */
export const managedPolicyNames = (): readonly string[] =>
  unpacked()
    .trim()
    .split('\n')
    .map((line) => line.slice(0, line.indexOf(' ')));
