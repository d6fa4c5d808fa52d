import { TrailwardenError } from '../errors.ts';
import { isObject, type Json } from '../json.ts';
import type { SlackTarget } from './slack-api.ts';

const defaultApi = 'https://slack.com/api';

const invalid = (message: string): TrailwardenError => new TrailwardenError('config-invalid', message);

/** Only encrypted addresses; in the clear only within the machine, which is where a local run has its Slack. */
const isSafe = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
};

const membersOf = (text: string): { readonly [name: string]: Json } => {
  if (text.startsWith('{')) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw invalid('the Slack secret: expected JSON after "{", got something else');
    }
    return isObject(value) ? value : {};
  }
  return /^xox[a-z]-/.test(text) ? { token: text } : { webhook: text };
};

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/**
 * Reads a Slack secret: the address of an incoming webhook, a bot token (`xoxb-…`, with a channel), or a JSON object
 * with `webhook`, or with `token` and `channel` (and `api`, where Slack is somewhere else). The messages of its errors
 * hold nothing of it.
 * @throws TrailwardenError `config-invalid`
 */
export const parseSlackSecret = (secret: string, channelOf?: string): SlackTarget => {
  const members = membersOf(secret.trim());
  const [webhook, token] = [textOf(members['webhook']), textOf(members['token'])];
  if (token !== undefined) {
    const channel = channelOf ?? textOf(members['channel']);
    if (channel === undefined) throw invalid('the Slack secret is a bot token: expected a channel with it, got none');
    const api = textOf(members['api']) ?? defaultApi;
    if (!isSafe(api)) throw invalid('the Slack secret: expected an https address as "api", got something else');
    return { kind: 'bot', token, channel, api: api.replace(/\/+$/, '') };
  }
  if (webhook === undefined || !isSafe(webhook)) {
    throw invalid('the Slack secret: expected an https webhook address or a bot token, got neither');
  }
  return { kind: 'webhook', url: webhook };
};
