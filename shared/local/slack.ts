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
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

const lineOf = (block: JsonObject): string => {
  switch (block['type']) {
    case 'header':
      return `▌ ${text(block['text'])}`;
    case 'divider':
      return '─'.repeat(24);
    case 'actions':
      return list(block['elements'])
        .map((element) => `[ ${text(element['text'])} ]`)
        .join(' ');
    case 'context':
      return list(block['elements'])
        .map((element) => plain(text(element)))
        .join(' · ');
    case 'rich_text':
      return list(block['elements'])
        .flatMap((element) => list(element['elements']))
        .map(text)
        .join('');
    default:
      return [text(block['text']), ...list(block['fields']).map(text)]
        .filter((part) => part !== '')
        .map(plain)
        .join('\n');
  }
};

/** A message of Slack's Block Kit as lines of text. */
export const slackText = (message: JsonObject): string => {
  const attachments = list(message['attachments']);
  const blocks = [...list(message['blocks']), ...attachments.flatMap((attachment) => list(attachment['blocks']))];
  return blocks.length === 0 ? plain(text(message['text'])) : blocks.map(lineOf).join('\n');
};

/** An incoming webhook on the loopback interface. */
export interface LocalSlack {
  readonly webhook: string;
  close(): Promise<void>;
}

export const openSlack = async (onMessage: (message: JsonObject) => void): Promise<LocalSlack> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      if (isObject(message)) onMessage(message);
      response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
    });
  });
  const port = await listen(server);
  return {
    webhook: `http://127.0.0.1:${port}/services/local`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
