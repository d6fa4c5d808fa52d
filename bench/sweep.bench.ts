/**
 * What a sweep costs: calls for each function; time until every function is known, until who can reach each and who owns
 * it is known, and until everything is; memory of a worker, for accounts of 1 000, 10 000 and 100 000 functions. The pieces are those that are deployed, with the real collectors and
 * SDK clients; the smallest account answers over the loopback interface, the larger ones in this process. Time is that
 * of the quotas: every call takes its turn at the pace of its worker and 60 ms, every write of 25 resources 150 ms. The
 * heap holds what lies in the table in an account: the pages of the lists.
 * `node --expose-gc bench/sweep.bench.ts [functions…]`
 */
import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { collectorsOf } from '../shared/account/collectors.ts';
import type { BoundCollector } from '../shared/account/service.ts';
import { type ServiceName, serviceOf, services } from '../shared/account/services.ts';
import { runSweepTask } from '../shared/account/sweep.ts';
import type { SweepDependencies } from '../shared/account/sweep-pieces.ts';
import type { SweepTask } from '../shared/account/sweep-task.ts';
import type { AccountId, Arn } from '../shared/arn.ts';
import { unchanged } from '../shared/inventory/fold/fold.ts';
import { type AwsRequest, readAwsRequest } from '../shared/local/aws-request.ts';
import { type AwsAnswer, openGateway } from '../shared/local/gateway.ts';
import { accountOfFunctions } from '../test/support/account-of-functions.ts';
import { memoryOfSweeps } from '../test/support/sweeping.ts';

const sizes = process.argv.slice(2).map(Number);
const account = '111122223333' as AccountId;
const region = 'eu-west-1';
const measured = ['lambda', 'iam'] as const satisfies readonly ServiceName[];

/** As the collectors and the stack have it. */
const paces: { readonly [bucket: string]: number } = { lambda: 5, 'lambda GetPolicy': 5, iam: 3 };
const workers = 2;
const batchSize = 4;
/** What Lambda lets an account call in a second, for all callers together. */
const quota = 15;
const callMs = 60;
const writeMs = 150;

Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: region });

interface Worker {
  now: number;
  /** When the batch that it is at will be done. */
  until: number;
  readonly next: Map<string, number>;
}

const bucketOf = ({ service, operation }: AwsRequest): string =>
  operation === 'GetPolicy' ? `${service} ${operation}` : service;

/** The turn of a call in the pace of its worker. */
const takeTurn = (worker: Worker, request: AwsRequest): void => {
  const bucket = bucketOf(request);
  const start = Math.max(worker.now, worker.next.get(bucket) ?? 0);
  worker.next.set(bucket, start + 1_000 / (paces[bucket] ?? 1));
  worker.until = Math.max(worker.until, start + callMs);
};

interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string | string[]>;
  readonly headers: Record<string, string>;
  readonly body?: Uint8Array | string;
}

/** Answers the calls of all clients of this process without a socket, until the returned function is called. */
const answerHere = (answer: (request: AwsRequest) => AwsAnswer): (() => void) => {
  const { handle } = NodeHttpHandler.prototype;
  NodeHttpHandler.prototype.handle = async (wire: unknown) => {
    const { method, path, query = {}, headers, body = '' } = wire as WireRequest;
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const search = new URLSearchParams(
      Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
    );
    const incoming = { method, url: `${path}?${search}`, headers: lower };
    const request = readAwsRequest(incoming as never, Buffer.from(body), account);
    if (request === undefined) throw new Error(`unsigned: ${path}`);
    const answered = answer(request);
    const [statusCode, text] =
      answered.status === 'ok' ? [200, answered.body] : [404, JSON.stringify({ message: 'none' })];
    const errorType = answered.status === 'error' ? { 'x-amzn-errortype': answered.code } : {};
    const response = {
      statusCode,
      headers: { 'content-type': request.protocol === 'query' ? 'text/xml' : 'application/json', ...errorType },
      body: Readable.from([Buffer.from(text)]),
    };
    return { response } as never;
  };
  return () => {
    NodeHttpHandler.prototype.handle = handle;
  };
};

/** The same over the loopback interface. */
const answerOnLoopback = async (answer: (request: AwsRequest) => AwsAnswer): Promise<() => Promise<void>> => {
  const options = { account, allows: () => true, alsoNeeds: () => [] };
  const gateway = await openGateway({ ...options, answer: async (request) => answer(request) });
  process.env['AWS_ENDPOINT_URL'] = gateway.endpoint;
  return async () => {
    delete process.env['AWS_ENDPOINT_URL'];
    await gateway.close();
  };
};

const retained = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

const sweep = async (functions: number) => {
  const standing = accountOfFunctions({ account, region, functions, roles: Math.ceil(functions / 10) });
  const fleet: Worker[] = Array.from({ length: workers }, () => ({ now: 0, until: 0, next: new Map() }));
  let [working] = fleet as [Worker];
  const answer = (request: AwsRequest): AwsAnswer => {
    takeTurn(working, request);
    return standing.answer(request) ?? { status: 'ok', body: '{}' };
  };
  const close = functions <= 1_000 ? await answerOnLoopback(answer) : answerHere(answer);

  const opened = new Map(
    measured.map((service): [ServiceName, readonly BoundCollector[]] => [
      service,
      collectorsOf[service].open(region, { times: Number.MAX_SAFE_INTEGER }),
    ]),
  );
  const queue: { readonly task: SweepTask; readonly from: number }[] = [];
  const listed = new Set<Arn>();
  /** What every function has been read for, in the order of the rounds. */
  const read = new Map<string, Set<Arn>>();
  let pieces = 0;
  let largest = 0;
  const memory = memoryOfSweeps();
  const deps: SweepDependencies = {
    collectors: measured.flatMap((service) =>
      services[service].collectors.map((name) => ({ name, isGlobal: services[service].isGlobal })),
    ),
    open: async (name) => {
      const found = opened.get(serviceOf(name) ?? 'iam')?.find((collector) => collector.name === name);
      if (found === undefined) throw new Error(name);
      return found;
    },
    home: { partition: 'aws', account, region },
    // What writing costs is measured beside the inventory; here it takes its time and nothing else.
    apply: async (changes) => {
      working.until += writeMs;
      for (const { kind, arn, id } of changes) {
        if (kind !== 'function') continue;
        listed.add(arn);
        const [, what, , round] = id.split('#');
        if (what !== 'read' || round === undefined) continue;
        read.set(round, (read.get(round) ?? new Set()).add(arn));
        if (round === read.keys().next().value) decided = Math.max(decided, working.until);
      }
      return unchanged;
    },
    resources: async () => new Map(),
    async *known() {},
    memory,
    enqueue: async (tasks, delaySeconds = 0) => {
      for (const task of tasks) {
        largest = Math.max(largest, JSON.stringify(task).length);
        queue.push({ task, from: working.until + delaySeconds * 1_000 });
      }
    },
    now: () => new Date(Date.parse('2026-03-02T10:00:00Z') + working.until),
  };

  const before = retained();
  let heaviest = 0;
  let first = 0;
  let decided = 0;
  let longestQueue = 0;
  const started = performance.now();
  queue.push({ task: { task: 'begin', regions: [region], startedAt: '2026-03-02T10:00:00Z' }, from: 0 });
  while (queue.length > 0) {
    longestQueue = Math.max(longestQueue, queue.length);
    working = fleet.reduce((a, b) => (b.now < a.now ? b : a));
    // A queue delivers what is due, in the order in which it came.
    working.now = Math.max(working.now, Math.min(...queue.map(({ from }) => from)));
    const batch = queue.filter(({ from }) => from <= working.now).slice(0, batchSize);
    for (const due of batch) queue.splice(queue.indexOf(due), 1);
    working.until = working.now;
    await Promise.all(batch.map(({ task }) => runSweepTask(task, deps)));
    pieces += batch.length;
    const isFirst = batch.some(({ task }) => task.task === 'list' && task.collector === 'function');
    if (isFirst) first = working.until;
    working.now = working.until;
    if (pieces % 400 < batchSize) heaviest = Math.max(heaviest, retained() - before);
  }
  await close();
  const calls = [...standing.calls.values()].reduce((sum, count) => sum + count, 0);
  const whole = Math.max(...fleet.map(({ now }) => now));
  const rounds = [...read.values()].map(({ size }) => size);
  if (listed.size !== functions || rounds.length !== 2 || rounds.some((size) => size !== functions))
    throw new Error(`${listed.size} listed, ${rounds.join()} read`);
  return {
    functions,
    calls: calls / functions,
    first,
    decided,
    whole,
    pieces,
    longestQueue,
    largest,
    heap: heaviest,
    perSecond: (calls - (standing.calls.get('GetPolicy') ?? 0)) / (whole / 1_000),
    processor: (performance.now() - started) / functions,
  };
};

const spoken = (ms: number): string =>
  ms < 100_000
    ? `${Math.round(ms / 1_000)} s`
    : ms < 7_200_000
      ? `${(ms / 60_000).toFixed(1)} min`
      : `${(ms / 3_600_000).toFixed(1)} h`;

const rows = [];
for (const size of sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]) rows.push(await sweep(size));
const [base] = rows;
const header = [
  'functions',
  'calls each',
  'first inventory',
  'exposure and owner',
  'whole inventory',
  'per function, to the smallest',
  'messages',
  'longest queue',
  'largest message',
  'heap, table included',
  'calls a second of 15',
];
process.stdout.write(`| ${header.join(' | ')} |\n|${header.map(() => '---|').join('')}\n`);
for (const row of rows) {
  const growth = base === undefined ? 1 : row.whole / row.functions / (base.whole / base.functions);
  const cells = [
    row.functions,
    row.calls.toFixed(2),
    spoken(row.first),
    spoken(row.decided),
    spoken(row.whole),
    growth.toFixed(2),
    row.pieces,
    row.longestQueue,
    `${(row.largest / 1_024).toFixed(1)} KB`,
    `${Math.round(row.heap / 1_048_576)} MB`,
    `${row.perSecond.toFixed(1)} of ${quota}`,
  ];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
  process.stderr.write(`${row.functions}: ${row.processor.toFixed(2)} ms of this machine for each function\n`);
}
