import { brotliDecompressSync } from 'node:zlib';
import { parseArn } from '../arn.ts';
import { type Policy, parsePolicy } from './document.ts';
import { packedPolicies } from './managed.generated.ts';

let documents: Map<string, string> | undefined;

const unpack = (): Map<string, string> => {
  if (documents) return documents;
  const text = brotliDecompressSync(Buffer.from(packedPolicies, 'base64')).toString('utf8');
  documents = new Map(
    text.split('\n').map((line) => {
      const space = line.indexOf(' ');
      return [line.slice(0, space), line.slice(space + 1)];
    }),
  );
  return documents;
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
  const document = unpack().get(parts.resource.slice('policy/'.length));
  if (document === undefined) return undefined;
  // The documents are those of the commercial partition; elsewhere they name its own ARNs.
  const policy = parsePolicy(
    parts.partition === 'aws' ? document : document.replaceAll('arn:aws:', `arn:${parts.partition}:`),
  );
  parsed.set(arn, policy);
  return policy;
};

/** Names (with their paths) of every policy in the table. */
export const managedPolicyNames = (): readonly string[] => [...unpack().keys()];
