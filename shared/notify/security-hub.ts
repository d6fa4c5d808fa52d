import type { Transition } from '../engine/finding.ts';
import { TrailwardenError } from '../errors.ts';
import { isObject, type JsonObject } from '../json.ts';
import { type SecurityHub, toAsff } from './asff.ts';
import { type Signing, signedHeaders } from './signed-post.ts';

/** The calls that importing makes, for the policy of the role that does. */
export const securityHubActions = ['securityhub:BatchImportFindings'] as const;

export interface SecurityHubOptions {
  readonly hub: SecurityHub;
  /** `https://securityhub.eu-west-1.amazonaws.com`, or what stands for it. */
  readonly endpoint: string;
  readonly credentials: () => Omit<Signing, 'service' | 'region'>;
  readonly now: () => Date;
}

const timeout = 10_000;

const codeOf = (status: number): 'access-denied' | 'input-invalid' | 'unavailable' =>
  status === 401 || status === 403
    ? 'access-denied'
    : status === 429 || status >= 500
      ? 'unavailable'
      : 'input-invalid';

/**
 * Makes what imports the finding of a step into Security Hub. The same finding has the same id there, and the time of the
 * step is when it was updated, so that telling a step again changes nothing.
 *
 * The returned function throws `TrailwardenError`: `unavailable` where trying again later helps.
 */
export const createFindingImport = ({ hub, endpoint, credentials, now }: SecurityHubOptions) => {
  const url = new URL('/findings/import', endpoint);
  return async ({ finding, time }: Transition): Promise<void> => {
    const body = JSON.stringify({ Findings: [toAsff(finding, hub, new Date(time))] });
    const signing = { service: 'securityhub', region: hub.region, ...credentials() };
    const { host: _, ...headers } = signedHeaders(url, body, signing, now());
    let response: Response;
    try {
      response = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(timeout) });
    } catch (cause) {
      throw new TrailwardenError('unavailable', 'Security Hub did not answer', { cause });
    }
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) {
      const said = isObject(answer) ? (answer['Message'] ?? answer['message'] ?? '') : '';
      throw new TrailwardenError(codeOf(response.status), `Security Hub answered ${response.status}: ${said}`);
    }
    const [failed] = isObject(answer) && Array.isArray(answer['FailedFindings']) ? answer['FailedFindings'] : [];
    if (isObject(failed)) throw refusal(failed);
  };
};

const refusal = ({ ErrorCode, ErrorMessage }: JsonObject): TrailwardenError =>
  new TrailwardenError('input-invalid', `Security Hub did not take the finding: ${ErrorCode}: ${ErrorMessage}`);
