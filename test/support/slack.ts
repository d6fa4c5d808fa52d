import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Call {
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly headers: IncomingHttpHeaders;
}

interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

/** A Slack on the loopback interface that keeps what it is told; `answers` are given first, then it is content. */
export const aSlack = async () => {
  const calls: Call[] = [];
  const answers: Answer[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => {
      text += piece;
    });
    request.on('end', () => {
      const path = request.url ?? '';
      calls.push({ path, body: JSON.parse(text), headers: request.headers });
      const content = path.startsWith('/api/')
        ? JSON.stringify({ ok: true, ts: path.endsWith('update') ? JSON.parse(text).ts : `ts-${calls.length}` })
        : 'ok';
      const { status = 200, headers = {}, body } = answers.shift() ?? { body: content };
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    webhook: `${address}/services/T0/B0/secret`,
    api: `${address}/api`,
    calls,
    answers,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
