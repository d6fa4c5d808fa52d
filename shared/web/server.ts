import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf, TrailwardenError } from '../errors.ts';
import type { PageData } from '../map/page-data.ts';
import { readDecision } from './decision.ts';
import { refusedRead, refusedWrite } from './guard.ts';
import { contentPolicy, htmlPage, type PageAssets } from './page.ts';
import type { PageSource } from './source.ts';

export interface PageServer {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string;
  /** Shows something else from now on. */
  use(source: PageSource): Promise<void>;
  close(): Promise<void>;
}

export interface PageServerOptions {
  readonly source: PageSource;
  readonly assets: PageAssets;
  /** 0: any that is free. */
  readonly port: number;
  readonly now: () => Date;
  /** Told what could not be read again; the page keeps what it has. */
  readonly onError: (error: unknown) => void;
}

/** Proxies and browsers give up on streams that are silent for longer. */
const heartbeat = 20_000;

const safety: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const listen = (server: ReturnType<typeof createServer>, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new TrailwardenError('unavailable', `port ${port}: ${messageOf(cause)}`, { cause })),
    );
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const statusOf: Readonly<Record<string, number>> = { 'not-found': 404, usage: 409, 'write-conflict': 409 };

/**
 * Serves the page on the loopback interface alone, with news as they come, until it is closed. Reading asks for a
 * request of this page's own origin; writing also for the token that only the page was given.
 */
export const servePage = async ({
  source,
  assets,
  port: wanted,
  now,
  onError,
}: PageServerOptions): Promise<PageServer> => {
  const token = randomBytes(32).toString('base64url');
  const listeners = new Set<ServerResponse>();
  let current = source;
  let data: PageData = await source.load();
  let text = JSON.stringify(data);
  let reading: Promise<void> | undefined;
  let isStale = false;

  const tell = (event: string): void => {
    for (const response of listeners) response.write(event);
  };
  const readAgain = async (): Promise<void> => {
    while (isStale) {
      isStale = false;
      try {
        const found = await current.load();
        const next = JSON.stringify(found);
        if (next === text) continue;
        data = found;
        text = next;
        tell('event: changed\ndata: {}\n\n');
      } catch (error) {
        onError(error);
      }
    }
  };
  /** Reads again, once, however often it is called meanwhile; done when what was there at the call is shown. */
  const changed = async (): Promise<void> => {
    isStale = true;
    reading ??= readAgain().finally(() => {
      reading = undefined;
    });
    await reading;
  };

  const answer = (response: ServerResponse, status: number, type: string, body: string | readonly string[]): void => {
    response.writeHead(status, {
      ...safety,
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': `${contentPolicy(assets, true)}; frame-ancestors 'none'`,
    });
    for (const piece of typeof body === 'string' ? [body] : body) response.write(piece);
    response.end();
  };
  const json = (response: ServerResponse, status: number, body: object): void =>
    answer(response, status, 'application/json', JSON.stringify(body));

  const subscribe = (response: ServerResponse): void => {
    response.writeHead(200, { ...safety, 'content-type': 'text/event-stream' });
    response.write('retry: 2000\n\n');
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
  };

  const decide = async (request: IncomingMessage, response: ServerResponse, finding: string): Promise<void> => {
    const refused = refusedWrite(request, hosts, token);
    if (refused) return json(response, refused.status, { error: refused.error });
    if (current.decide === undefined) return json(response, 405, { error: 'what is shown can not be written' });
    await current.decide(finding, await readDecision(request, now()));
    await changed();
    json(response, 200, { kept: true });
  };

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, finding] = /^\/api\/findings\/([\w-]{1,80})$/.exec(pathname) ?? [];
    if (request.method === 'POST' && finding !== undefined) return decide(request, response, finding);
    const refused = refusedRead(request, hosts);
    if (refused) return json(response, refused.status, { error: refused.error });
    if (request.method !== 'GET') return json(response, 405, { error: `${request.method ?? ''} is not understood` });
    switch (pathname) {
      case '/': {
        const live = { token, canDecide: current.decide !== undefined };
        return answer(response, 200, 'text/html', htmlPage(assets, { data, focus: null, since: null, live }));
      }
      case '/api/data':
        return answer(response, 200, 'application/json', text);
      case '/api/events':
        return subscribe(response);
      default:
        return json(response, 404, { error: 'there is nothing here' });
    }
  };

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      const code = error instanceof TrailwardenError ? error.code : undefined;
      if (code === undefined) onError(error);
      const status = code === undefined ? 500 : (statusOf[code] ?? 400);
      if (!response.headersSent) json(response, status, { error: messageOf(error) });
    });
  });
  const port = await listen(server, wanted);
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const beat = setInterval(() => tell(': still here\n\n'), heartbeat);
  let stop = current.watch(changed);
  return {
    url: `http://127.0.0.1:${port}/`,
    async use(next) {
      stop();
      current = next;
      stop = next.watch(changed);
      await changed();
    },
    async close() {
      stop();
      clearInterval(beat);
      isStale = false;
      // Whoever closes takes the source away next.
      await reading;
      for (const response of listeners) response.end();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
