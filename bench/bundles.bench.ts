/**
 * What a start costs: how long each bundle takes from import to handler ready, against a bundle that only imports the
 * same SDK clients, and how long until its first record is done, against the same sources bundled into one file. Times
 * are of the processor; the bundles take turns. `node bench/bundles.bench.ts [runs]`
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, buildSync } from 'esbuild';
import { buildBundle, bundleOptions } from '../infra/constructs/bundle.ts';
import { emptyContext } from '../shared/engine/context.ts';
import type { JsonObject } from '../shared/json.ts';
import { contextFile, variables } from '../shared/lane/environment.ts';
import { aRecord } from '../test/support/calls.ts';

const root = join(import.meta.dirname, '..');
const runs = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(join(tmpdir(), 'trailwarden-bundles-'));

/** What a lane has to do first, as EventBridge and SQS deliver it. */
const firstRecords: { readonly [name: string]: JsonObject } = {
  'watch-functions': aRecord({
    name: 'AddPermission20150331v2',
    request: {
      functionName: 'orders',
      statementId: 'topic',
      action: 'lambda:InvokeFunction',
      principal: 's3.amazonaws.com',
    },
  }),
  'watch-identities': aRecord({
    source: 'iam',
    name: 'AttachRolePolicy',
    request: { roleName: 'job', policyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' },
  }),
  'watch-triggers': aRecord({
    source: 'sns',
    name: 'Subscribe',
    request: {
      topicArn: 'arn:aws:sns:eu-west-1:111122223333:orders',
      protocol: 'lambda',
      endpoint: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
    },
  }),
  'watch-trail': aRecord({ source: 'cloudtrail', name: 'StopLogging', request: { name: 'main' } }),
};

const batchOf = (record: JsonObject): JsonObject => ({
  Records: [
    { messageId: 'one', body: JSON.stringify({ 'detail-type': 'AWS API Call via CloudTrail', detail: record }) },
  ],
});

/** The names that these sources import from SDK clients when they are loaded; what is imported later does not count. */
const clientImports = (sources: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const clients = new Map<string, Set<string>>();
  for (const source of sources) {
    const text = readFileSync(join(root, source), 'utf8');
    for (const [, names = '', client = ''] of text.matchAll(/^import \{([^}]+)\} from '(@aws-sdk\/client-[^']+)'/gm)) {
      const known = clients.get(client) ?? new Set<string>();
      clients.set(client, known);
      for (const name of names.split(',').map((part) => part.trim())) {
        if (name !== '' && !name.startsWith('type ')) known.add(name.split(' ')[0] ?? name);
      }
    }
  }
  return clients;
};

/** Sources that are reached without a dynamic import: those are loaded with the bundle. */
const eagerSources = (
  inputs: Record<string, { imports: { path: string; kind: string; external?: boolean }[] }>,
  entry: string,
): readonly string[] => {
  const seen = new Set([entry]);
  for (const path of seen) {
    for (const { path: next, kind } of inputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && inputs[next] !== undefined && !next.includes('node_modules')) seen.add(next);
    }
  }
  return [...seen];
};

const folderOf = (name: string): string => {
  const directory = join(folder, name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, contextFile), JSON.stringify(emptyContext));
  return directory;
};

/** One file, as anybody would bundle it. */
const oneFile = (name: string, entry: string, options: BuildOptions): string => {
  const file = join(folderOf(name), 'index.js');
  buildSync({ ...options, format: 'cjs', entryPoints: [entry], outfile: file });
  return file;
};

const clientsOnly = (name: string, clients: ReadonlyMap<string, ReadonlySet<string>>): string => {
  // Beside the sources, so that the same packages are found.
  const entry = join(root, 'functions', `.baseline-${name}.ts`);
  const lines = [...clients].map(([client, names]) => `export { ${[...names].join(', ')} } from '${client}';`);
  writeFileSync(entry, [...lines, 'export const handler = () => {};', ''].join('\n'));
  try {
    // With all their credential providers.
    const { alias: _, ...plain } = bundleOptions;
    return oneFile(`clients-${name}`, entry.slice(root.length + 1), plain);
  } finally {
    rmSync(entry);
  }
};

const script = `
const spent = (since) => { const { user, system } = process.cpuUsage(since); return (user + system) / 1000; };
const before = process.cpuUsage();
const { handler } = require(process.argv[1]);
const ready = spent(before);
if (typeof handler !== 'function') throw new Error('no handler');
const event = JSON.parse(process.argv[2]);
if (event === null) process.stdout.write(String(ready));
else handler(event).then(({ batchItemFailures }) => {
  if (batchItemFailures.length > 0) throw new Error('the first record failed');
  process.stdout.write(String(spent(before)));
  process.exit();
});
`;

const run = promisify(execFile);

/** Milliseconds until the handler is ready or, where there is an event, until that is done. */
const startOf = async (file: string, endpoint: string, event: JsonObject | null): Promise<number> => {
  const env = {
    ...Object.fromEntries(Object.values(variables).map((name) => [name, 'arn:aws:sns:eu-west-1:111122223333:bench'])),
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL: endpoint,
    LAMBDA_TASK_ROOT: join(file, '..'),
  };
  const { stdout } = await run(process.execPath, ['-e', script, file, JSON.stringify(event)], { env });
  return Number(stdout.split('\n').at(-1));
};

/** A table that holds nothing and a topic that takes everything, at once. */
const cloud = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (piece: string) => {
    body += piece;
  });
  request.on('end', () => {
    if (request.headers['x-amz-target'] !== undefined) return response.end('{}');
    const ids = [...decodeURIComponent(body).matchAll(/\.Id=([^&]+)/g)].map(
      ([, id]) => `<member><Id>${id}</Id></member>`,
    );
    return response.end(
      `<PublishBatchResponse><PublishBatchResult><Failed/><Successful>${ids.join('')}</Successful></PublishBatchResult></PublishBatchResponse>`,
    );
  });
});

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const bytesIn = (file: string): number => Math.round(statSync(file).size / 1024);

try {
  await new Promise<void>((resolve) => cloud.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(cloud.address() as AddressInfo).port}`;
  const names = readdirSync(join(root, 'functions')).filter((name) => !name.startsWith('.'));
  const bundles = names.map((name) => {
    const entry = `functions/${name}/handler.ts`;
    const directory = folderOf(name);
    const { inputs } = buildBundle(entry, directory);
    const imports = clientImports(eagerSources(inputs, entry));
    return {
      name,
      hasClients: imports.size > 0,
      parts: readdirSync(directory).filter((file) => file.endsWith('.js') && file !== 'index.js'),
      own: join(directory, 'index.js'),
      clients: clientsOnly(name, imports),
      whole: oneFile(`whole-${name}`, entry, bundleOptions),
      times: { ready: [] as number[], clients: [] as number[], first: [] as number[], firstOfWhole: [] as number[] },
    };
  });
  for (let round = 0; round < runs; round += 1) {
    for (const { name, own, clients, whole, times } of bundles) {
      times.ready.push(await startOf(own, endpoint, null));
      times.clients.push(await startOf(clients, endpoint, null));
      const record = firstRecords[name];
      if (record === undefined) continue;
      times.first.push(await startOf(own, endpoint, batchOf(record)));
      times.firstOfWhole.push(await startOf(whole, endpoint, batchOf(record)));
    }
  }
  console.table(
    bundles.map(({ name, hasClients, own, parts, clients, times }) => ({
      function: name,
      'index KB': bytesIn(own),
      'later KB': parts.reduce((sum, part) => sum + bytesIn(join(own, '..', part)), 0),
      'ready ms': median(times.ready).toFixed(1),
      // A start that loads no client has nothing to be held against.
      ...(hasClients
        ? {
            'clients KB': bytesIn(clients),
            'clients ms': median(times.clients).toFixed(1),
            ratio: (median(times.ready) / median(times.clients)).toFixed(2),
          }
        : {}),
      ...(times.first.length === 0
        ? {}
        : {
            'first record ms': median(times.first).toFixed(1),
            'in one file ms': median(times.firstOfWhole).toFixed(1),
            'ratio of first': (median(times.first) / median(times.firstOfWhole)).toFixed(2),
          }),
    })),
  );
} finally {
  cloud.close();
  rmSync(folder, { recursive: true, force: true });
}
