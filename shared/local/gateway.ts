import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { type AwsRequest, type Need, readAwsRequest } from './aws-request.ts';
import { listen } from './database.ts';

/** An answer of a service; `forward` hands the call on to another server as it is. */
export type AwsAnswer =
  | { readonly status: 'ok'; readonly body: string }
  | { readonly status: 'error'; readonly code: string; readonly message: string }
  | { readonly status: 'forward'; readonly endpoint: string };

export interface Refusal extends Need {
  readonly caller: string;
}

export interface GatewayOptions {
  readonly account: string;
  /** Whether the policies of the caller's role allow it. */
  readonly allows: (caller: string, need: Need) => boolean;
  /** What a call needs beside its own permission: the key of what is encrypted, say. */
  readonly alsoNeeds: (request: AwsRequest) => readonly Need[];
  readonly answer: (request: AwsRequest) => Promise<AwsAnswer>;
}

/** The one endpoint of all AWS services: checks every call against the caller's policies, then answers it. */
export interface Gateway {
  readonly endpoint: string;
  readonly calls: number;
  readonly refused: readonly Refusal[];
  close(): Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const writeError = (
  response: ServerResponse,
  { protocol, service }: AwsRequest,
  code: string,
  message: string,
): void => {
  const status = /AccessDenied|AuthorizationError/.test(code) ? 403 : /NotFound|NoSuch/.test(code) ? 404 : 400;
  if (protocol === 'query' || service === 's3') {
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(`<ErrorResponse>${error}<RequestId>local</RequestId></ErrorResponse>`);
  } else {
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': code });
    response.end(JSON.stringify({ __type: code, message }));
  }
};

const forward = (endpoint: string, request: IncomingMessage, body: Buffer, response: ServerResponse): void => {
  const { hostname, port } = new URL(endpoint);
  const outgoing = send(
    { hostname, port, method: request.method, path: request.url, headers: request.headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    },
  );
  outgoing.on('error', (error) => response.destroy(error));
  outgoing.end(body);
};

export const openGateway = async ({ account, allows, alsoNeeds, answer }: GatewayOptions): Promise<Gateway> => {
  const refused: Refusal[] = [];
  let calls = 0;

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming);
    const request = readAwsRequest(incoming, body, account);
    if (request === undefined) {
      response.writeHead(403).end('expected a signed AWS request');
      return;
    }
    calls += 1;
    const { caller, protocol, service } = request;
    const missing = [...request.needs, ...alsoNeeds(request)].filter((need) => !allows(caller, need));
    const [first] = missing;
    if (first !== undefined) {
      for (const need of missing) refused.push({ caller, ...need });
      const code =
        service === 'sns' ? 'AuthorizationError' : protocol === 'query' ? 'AccessDenied' : 'AccessDeniedException';
      writeError(
        response,
        request,
        code,
        `${caller} is not authorized to perform: ${first.action} on ${first.resource}`,
      );
      return;
    }
    const answered = await answer(request);
    if (answered.status === 'forward') forward(answered.endpoint, incoming, body, response);
    else if (answered.status === 'error') writeError(response, request, answered.code, answered.message);
    else {
      const type = protocol === 'query' ? 'text/xml' : 'application/json';
      response.writeHead(200, { 'content-type': type }).end(answered.body);
    }
  };

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((thrown: unknown) => response.destroy(thrown as Error));
  });
  const endpoint = `http://127.0.0.1:${await listen(server)}`;
  return {
    endpoint,
    get calls() {
      return calls;
    },
    refused,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
