/** What went wrong, for whoever has to react to it. The set is closed: a new code is a decision, not a string. */
export type ErrorCode =
  | 'usage'
  | 'input-unreadable'
  | 'input-invalid'
  | 'config-invalid'
  | 'not-found'
  | 'write-conflict'
  | 'access-denied'
  | 'unavailable';

/**
 * The one error class of the project. The message names the place, what was got and what is allowed (lower case, no
 * period); `cause` carries the original error.
 */
export class TrailwardenError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TrailwardenError';
    this.code = code;
  }
}

/** The message of anything that was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
