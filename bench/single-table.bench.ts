/**
 * What a single-table library would add to every start: a bundle that is ready to read and write one item through the
 * plain DynamoDB client (as `shared/inventory/store/table.ts` does), through the document client, and through ElectroDB, which
 * is fetched from npm for this and is no dependency. Times are of the processor; the bundles take turns.
 * `node bench/single-table.bench.ts [runs]`
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleOptions } from '../infra/constructs/bundle.ts';

const library = 'electrodb@3.9.3';
const root = join(import.meta.dirname, '..');
const runs = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(join(tmpdir(), 'trailwarden-single-table-'));

const ways: { readonly [name: string]: string } = {
  'the client': `
    import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
    const client = new DynamoDBClient({});
    const key = (arn) => ({ pk: { S: 'RESOURCE#' + arn }, sk: { S: 'STATE' } });
    export const handler = async ({ arn, body }) => {
      await client.send(new PutItemCommand({ TableName: 't', Item: { ...key(arn), body: { S: JSON.stringify(body) } } }));
      return client.send(new GetItemCommand({ TableName: 't', Key: key(arn) }));
    };`,
  'the document client': `
    import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
    import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
    const key = (arn) => ({ pk: 'RESOURCE#' + arn, sk: 'STATE' });
    export const handler = async ({ arn, body }) => {
      await client.send(new PutCommand({ TableName: 't', Item: { ...key(arn), body } }));
      return client.send(new GetCommand({ TableName: 't', Key: key(arn) }));
    };`,
  ElectroDB: `
    import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
    import { Entity } from 'electrodb';
    const resource = new Entity(
      {
        model: { entity: 'resource', version: '1', service: 'inventory' },
        attributes: { arn: { type: 'string', required: true }, body: { type: 'any' } },
        indexes: { state: { pk: { field: 'pk', composite: ['arn'] }, sk: { field: 'sk', composite: [] } } },
      },
      { client: new DynamoDBClient({}), table: 't' },
    );
    export const handler = async ({ arn, body }) => {
      await resource.put({ arn, body }).go();
      return resource.get({ arn }).go();
    };`,
};

const script = `
const before = process.cpuUsage();
const { handler } = require(process.argv[1]);
const { user, system } = process.cpuUsage(before);
if (typeof handler !== 'function') throw new Error('no handler');
process.stdout.write(String((user + system) / 1000));
`;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

try {
  execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', library]);
  const bundles = Object.entries(ways).map(([name, contents], index) => {
    const file = join(folder, String(index), 'index.js');
    mkdirSync(join(file, '..'));
    writeFileSync(join(folder, `${index}.mjs`), contents);
    buildSync({
      ...bundleOptions,
      format: 'cjs',
      entryPoints: [join(folder, `${index}.mjs`)],
      outfile: file,
      // One SDK for all of them: that of the project.
      alias: {
        ...bundleOptions.alias,
        '@aws-sdk/client-dynamodb': join(root, 'node_modules/@aws-sdk/client-dynamodb'),
        '@aws-sdk/lib-dynamodb': join(root, 'node_modules/@aws-sdk/lib-dynamodb'),
      },
    });
    return { name, file, starts: [] as number[] };
  });
  for (let run = 0; run < runs; run += 1) {
    for (const { file, starts } of bundles) {
      const env = { AWS_REGION: 'eu-west-1' };
      starts.push(Number(execFileSync(process.execPath, ['-e', script, file], { env, encoding: 'utf8' })));
    }
  }
  const base = median(bundles[0]?.starts ?? []);
  console.table(
    bundles.map(({ name, file, starts }) => ({
      'reads and writes through': name,
      'bundle KB': Math.round(statSync(file).size / 1024),
      'ready ms': median(starts).toFixed(1),
      ratio: (median(starts) / base).toFixed(2),
    })),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
