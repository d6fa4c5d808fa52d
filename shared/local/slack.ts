import { createServer } from 'node:http';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { listen } from './database.ts';

const text = (value: Json | undefined): string =>
  typeof value === 'string' ? value : isObject(value) ? text(value['text']) : '';

const list = (value: Json | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Slack's own markup, as far as a terminal can show it. */
const plain = (markup: string): string =>
  markup
    .replace(/<([^|>]+)\|([^>]+)>/g, '$2 ($1)')
    .replace(/<([^>]+)>/g, '$1')
    .replace(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

const lineOf = (block: JsonObject): string => {
  const elements = list(block['elements']);
  switch (block['type']) {
    case 'header':
      return `▌ ${text(block['text'])}`;
    case 'divider':
      return '─'.repeat(24);
    case 'actions':
      return elements.map((element) => `[ ${text(element['text'])} ]`).join(' ');
    case 'context':
      return elements.map((element) => plain(text(element))).join(' · ');
    case 'rich_text':
      return elements
        .flatMap((element) => list(element['elements']))
        .map(text)
        .join('');
    default:
      return [text(block['text']), ...list(block['fields']).map((field) => text(field).replace('\n', ' '))]
        .filter((part) => part !== '')
        .map(plain)
        .join('\n');
  }
};

/** A message of Slack's Block Kit as lines of text. */
const bodyOf = (message: JsonObject): string => {
  const attachments = list(message['attachments']);
  const blocks = [...list(message['blocks']), ...attachments.flatMap((attachment) => list(attachment['blocks']))];
  return blocks.length === 0 ? plain(text(message['text'])) : blocks.map(lineOf).join('\n');
};

/** What somebody in the channel sees happen. */
export interface SlackMessage {
  /** `posted` in the channel, as a `reply` in a thread, or `edited` where it stands. */
  readonly how: 'posted' | 'reply' | 'edited';
  readonly text: string;
}

/** A Slack on the loopback interface: an incoming webhook, and as much of the Web API as a bot needs. */
export interface LocalSlack {
  readonly webhook: string;
  /** The address before `chat.postMessage`. */
  readonly api: string;
  close(): Promise<void>;
}

export const openSlack = async (onMessage: (message: SlackMessage) => void): Promise<LocalSlack> => {
  let posted = 0;
  const answer = (method: string, body: JsonObject): JsonObject | string => {
    const how = method === 'chat.update' ? 'edited' : body['thread_ts'] === undefined ? 'posted' : 'reply';
    onMessage({ how, text: bodyOf(body) });
    if (!method.startsWith('chat.')) return 'ok';
    posted += 1;
    return { ok: true, channel: body['channel'] ?? '', ts: text(body['ts']) || `${posted}.000000` };
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const said = answer(request.url?.split('/').at(-1) ?? '', isObject(body) ? body : {});
      const isText = typeof said === 'string';
      response.writeHead(200, { 'content-type': isText ? 'text/plain' : 'application/json' });
      response.end(isText ? said : JSON.stringify(said));
    });
  });
  const address = `http://127.0.0.1:${await listen(server)}`;
  return {
    webhook: `${address}/services/local`,
    api: `${address}/api`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
