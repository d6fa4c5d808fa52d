import { reasonOfFailure } from '../account/reading.ts';
import type { Severity } from '../engine/severity.ts';
import { messageOf, TrailwardenError } from '../errors.ts';

/** What was looked at, and how bad it is where that is wrong or can not be told. */
export interface Looked {
  readonly about:
    | 'trail'
    | 'deployment'
    | 'rules'
    | 'queue'
    | 'function'
    | 'subscription'
    | 'version'
    | 'arrival'
    | 'beat';
  /** A Region, or the ARN or name of a part. */
  readonly subject: string;
  readonly severity: Severity;
}

/** One thing that an account has to deliver, and whether it does. */
export interface Check extends Looked {
  readonly status: 'ok' | 'wrong' | 'unknown';
  readonly message: string;
  /** What to do: a command that can be pasted where there is one. `null` where nothing has to be done. */
  readonly remedy: string | null;
}

export const ok = (looked: Looked, message: string): Check => ({ ...looked, status: 'ok', message, remedy: null });

export const wrong = (looked: Looked, message: string, remedy: string): Check => ({
  ...looked,
  status: 'wrong',
  message,
  remedy,
});

export const unknown = (looked: Looked, message: string, remedy: string): Check => ({
  ...looked,
  status: 'unknown',
  message,
  remedy,
});

/** What was answered, or why that is not known. */
export type Tried<T> = { readonly value: T } | { readonly failure: Check };

const noCredentials =
  /^(?:CredentialsProviderError|ExpiredToken(?:Exception)?|UnrecognizedClientException|InvalidClientTokenId|AuthFailure)$/;

/**
 * Asks the account. A refusal or a failure is an answer of its own, not an emptiness; only who can ask nothing at all
 * is told so.
 * @throws TrailwardenError `access-denied` without usable credentials
 */
export const attempt = async <T>(
  looked: Looked,
  actions: readonly string[],
  ask: () => Promise<T>,
): Promise<Tried<T>> => {
  try {
    return { value: await ask() };
  } catch (cause) {
    if (cause instanceof Error && noCredentials.test(cause.name)) {
      throw new TrailwardenError('access-denied', `the account can not be asked: ${cause.message}`, { cause });
    }
    const allow = `allow ${actions.join(', ')}`;
    const failure =
      reasonOfFailure(cause) === 'not-allowed'
        ? unknown(looked, `not allowed to look: needs ${actions.join(', ')}`, allow)
        : unknown(looked, `could not be looked at: ${messageOf(cause)}`, 'look again');
    return { failure };
  }
};
