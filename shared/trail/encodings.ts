import type { Json } from '../json.ts';
import { isHidden } from './fields.ts';

/** A policy document as recorded could not be read; `unknown`, never an empty policy. */
export interface DocumentProblem {
  readonly problem: string;
}

export const isDocumentProblem = (value: unknown): value is DocumentProblem =>
  typeof value === 'object' && value !== null && typeof (value as DocumentProblem).problem === 'string';

/** Deepest nesting of encodings: URL-encoded JSON of a JSON string of URL-encoded JSON. */
const MOST_LAYERS = 5;

const urlDecoded = (text: string): string | undefined => {
  try {
    const decoded = decodeURIComponent(text);
    return decoded === text ? undefined : decoded;
  } catch {
    return undefined;
  }
};

const parsed = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

/**
 * The policy document behind any of the encodings that records use: an object (S3), a JSON string (SNS, SQS, KMS, IAM
 * requests), a URL-encoded JSON string (IAM responses), or several of these on top of each other.
 *
 * `undefined` when there is no document (missing, `null` or the empty string, which is how a policy is removed), a
 * `DocumentProblem` when there is one that can not be read. What the document says is the reader's business.
 */
export const policyDocument = (value: Json | undefined): unknown => {
  let current: unknown = value;
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    if (current === undefined || current === null) return undefined;
    if (typeof current === 'object') return current;
    if (typeof current !== 'string') return { problem: `a policy document can not be a ${typeof current}` };
    const text = current.trim();
    if (text === '') return undefined;
    if (isHidden(text)) return { problem: 'CloudTrail hides the policy document' };
    const json = parsed(text);
    if (json) {
      current = json.value;
      continue;
    }
    const decoded = urlDecoded(text);
    if (decoded === undefined) return { problem: 'the policy document is not JSON' };
    current = decoded;
  }
  return { problem: `the policy document is encoded more than ${MOST_LAYERS} times` };
};
