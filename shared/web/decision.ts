import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { Decision } from '../decisions.ts';
import { TrailwardenError } from '../errors.ts';
import { secondOf } from '../trail/change.ts';

const largest = 16 * 1024;

const reason = z.string().trim().min(1, 'expected why, in words').max(500);

const decisions = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('suppress'), until: z.string(), reason }),
  z.strictObject({ decision: z.literal('resolve'), reason }),
]);

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > largest) throw new TrailwardenError('input-invalid', `body: expected at most ${largest} bytes`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TrailwardenError('input-invalid', 'body: expected JSON', { cause });
  }
};

/**
 * What a page asks to keep about a finding.
 * @throws TrailwardenError `input-invalid`
 */
export const readDecision = async (request: IncomingMessage, now: Date): Promise<Decision> => {
  const read = decisions.safeParse(await bodyOf(request));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new TrailwardenError(
      'input-invalid',
      `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not understood'}`,
    );
  }
  if (read.data.decision === 'resolve') return { kind: 'resolve', reason: read.data.reason };
  const until = secondOf(
    /^\d{4}-\d{2}-\d{2}$/.test(read.data.until) ? `${read.data.until}T00:00:00Z` : read.data.until,
  );
  if (until === undefined || Date.parse(until) <= now.getTime())
    throw new TrailwardenError('input-invalid', `until: expected a date in the future, got ${read.data.until}`);
  return { kind: 'suppress', until, reason: read.data.reason };
};
