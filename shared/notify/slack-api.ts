import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorCode, messageOf, TrailwardenError } from '../errors.ts';
import { isObject, type Json } from '../json.ts';
import type { SlackMessage } from './slack-blocks.ts';

/** Where messages go: what the secret holds. */
export type SlackTarget =
  | { readonly kind: 'webhook'; readonly url: string }
  | { readonly kind: 'bot'; readonly token: string; readonly channel: string; readonly api: string };

export interface PostOptions {
  /** The message whose thread it belongs to. */
  readonly thread?: string;
  /** Shown in the channel, too, and not only in the thread. */
  readonly broadcast?: boolean;
}

export interface SlackApi {
  /** Posts a message and answers its name (`ts`), which an incoming webhook does not tell. */
  post(message: SlackMessage, options?: PostOptions): Promise<string | undefined>;
  /** Replaces a message; `false` where it is not there any more. */
  update(ts: string, message: SlackMessage): Promise<boolean>;
}

export interface SlackApiOptions {
  /** How long to wait for Slack altogether, in milliseconds: less than what is left of the function's time. */
  readonly patience?: number;
  readonly requestTimeout?: number;
}

const mostTries = 4;

const unavailable = (message: string, cause?: unknown): TrailwardenError =>
  new TrailwardenError('unavailable', message, cause === undefined ? undefined : { cause });

/** What can not get better by trying again; the message never holds the address, which is a secret of its own. */
const permanent: { readonly [error: string]: ErrorCode } = {
  invalid_auth: 'access-denied',
  not_authed: 'access-denied',
  account_inactive: 'access-denied',
  token_revoked: 'access-denied',
  token_expired: 'access-denied',
  no_permission: 'access-denied',
  missing_scope: 'access-denied',
  not_in_channel: 'access-denied',
  channel_not_found: 'not-found',
  is_archived: 'not-found',
  no_service: 'not-found',
  no_team: 'not-found',
};

const isMissing = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** Milliseconds until the next try: what Slack asks for, else twice as long each time. */
const waitFor = (response: Response | undefined, attempt: number): number => {
  const asked = Number(response?.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(asked) && asked >= 0 ? asked * 1000 : 250 * 2 ** attempt;
};

/**
 * Speaks to Slack. What may get better is tried again while there is patience (429 as long as Slack asks for, 5xx, no
 * answer), then thrown as `unavailable`, so that the queue hands the message out again. The rest is thrown at once.
 */
export const createSlackApi = (
  target: SlackTarget,
  { patience = 15_000, requestTimeout = 5_000 }: SlackApiOptions = {},
): SlackApi => {
  const attempt = async (url: string, body: Json, headers: Record<string, string>): Promise<Response | Error> => {
    try {
      return await fetch(url, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
        signal: AbortSignal.timeout(requestTimeout),
        redirect: 'error',
      });
    } catch (cause) {
      return cause instanceof Error ? cause : new Error(String(cause));
    }
  };

  const send = async (url: string, body: Json, headers: Record<string, string> = {}): Promise<Response> => {
    let left = patience;
    for (let tries = 1; ; tries += 1) {
      const answer = await attempt(url, body, headers);
      const response = answer instanceof Error ? undefined : answer;
      if (response !== undefined && response.status !== 429 && response.status < 500) return response;
      await response?.body?.cancel();
      const wait = waitFor(response, tries);
      if (tries === mostTries || wait > left) {
        const said = answer instanceof Error ? `did not answer: ${messageOf(answer)}` : `answered ${answer.status}`;
        throw unavailable(
          `Slack ${said}, ${tries} times; it comes again`,
          answer instanceof Error ? answer : undefined,
        );
      }
      left -= wait;
      await sleep(wait);
    }
  };

  if (target.kind === 'webhook') {
    return {
      async post(message) {
        const response = await send(target.url, message as unknown as Json);
        const said = (await response.text()).slice(0, 200);
        if (response.ok) return undefined;
        throw new TrailwardenError(
          permanent[said] ?? 'input-invalid',
          `Slack refused a message with ${response.status}: ${said}`,
        );
      },
      update: () => Promise.resolve(false),
    };
  }

  const call = async (method: string, body: Json): Promise<{ readonly [member: string]: Json }> => {
    const response = await send(`${target.api}/${method}`, body, { authorization: `Bearer ${target.token}` });
    const answer: unknown = await response.json().catch(() => undefined);
    if (!isObject(answer)) throw unavailable(`Slack answered ${response.status} to ${method} without JSON`);
    return answer;
  };

  const refused = (method: string, error: string): TrailwardenError =>
    new TrailwardenError(permanent[error] ?? 'input-invalid', `Slack refused ${method}: ${error}`);

  return {
    async post(message, { thread, broadcast } = {}) {
      const answer = await call('chat.postMessage', {
        channel: target.channel,
        ...(message as unknown as { readonly [member: string]: Json }),
        unfurl_links: false,
        unfurl_media: false,
        ...(thread === undefined ? {} : { thread_ts: thread, reply_broadcast: broadcast === true }),
      });
      if (answer['ok'] !== true) throw refused('chat.postMessage', String(answer['error']));
      return typeof answer['ts'] === 'string' ? answer['ts'] : undefined;
    },
    async update(ts, message) {
      const body = { channel: target.channel, ts, ...(message as unknown as { readonly [member: string]: Json }) };
      const answer = await call('chat.update', body);
      if (answer['ok'] === true) return true;
      const error = String(answer['error']);
      if (isMissing.has(error)) return false;
      throw refused('chat.update', error);
    },
  };
};
