/**
 * How long reading a large trail takes, against decompressing and `JSON.parse`-ing the same files in the same run.
 * `node bench/trail.bench.ts [megabytes of gz, 300 unless told]`; needs about that much room in the temporary folder.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readTrail } from '../shared/trail/source.ts';

const REAL = join(import.meta.dirname, '../../shared/data/cloudtrail-invictus/events.jsonl');
/** As many records as CloudTrail itself puts in a file of a busy account. */
const RECORDS_PER_FILE = 500;

/** Changes of the services that are watched; the reads among them are not consumed. */
const WATCHED = new Set(
  'lambda iam apigateway events scheduler pipes sns sqs s3 dynamodb kinesis states appsync cognito-idp logs ecr kms secretsmanager ssm cloudtrail config guardduty'
    .split(' ')
    .map((service) => `${service}.amazonaws.com`),
);
const consumes = (source: string, name: string): boolean =>
  WATCHED.has(source) && !/^(?:Get|List|Describe|Head|BatchGet|Lookup|Decrypt|GenerateDataKey)/.test(name);

const generated = (): string[] =>
  Array.from({ length: 3000 }, (_, n) =>
    JSON.stringify({
      eventVersion: '1.11',
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ada', accountId: '111122223333' },
      eventTime: new Date(Date.UTC(2026, 2, 1) + n * 1000).toISOString().replace('.000', ''),
      eventSource: n % 3 === 0 ? 'lambda.amazonaws.com' : 'ec2.amazonaws.com',
      eventName: n % 9 === 0 ? 'UpdateFunctionCode20150331v2' : 'DescribeInstances',
      awsRegion: 'eu-west-1',
      sourceIPAddress: '203.0.113.7',
      userAgent: 'aws-cli/2.27.0 md/awscrt#0.26.1 ua/2.1 os/linux lang/python#3.13.3 cfg/retry-mode#standard',
      requestParameters: { functionName: `function-${n % 97}`, publish: false, maxResults: n },
      responseElements: null,
      requestID: `${n * 7919}-${n}`,
      eventID: `${n}-${n * 104_729}`,
      recipientAccountId: '111122223333',
    }),
  );

/** Writes files of gzipped `Records` until they weigh `megabytes`, each record with an id of its own. */
const makeTrail = (folder: string, megabytes: number): void => {
  const records = existsSync(REAL) ? readFileSync(REAL, 'utf8').trim().split('\n') : generated();
  console.error(
    `${existsSync(REAL) ? 'real' : 'generated'} records: ${records.length}, repeated to ${megabytes} MB of gz`,
  );
  let written = 0;
  for (let file = 0; written < megabytes * 1e6; file += 1) {
    const first = (file * RECORDS_PER_FILE) % records.length;
    const part = records
      .slice(first, first + RECORDS_PER_FILE)
      .map((record, n) =>
        record.replace(/"eventID":"[^"]*"/, `"eventID":"${file}-${n}-${Math.random().toString(36)}"`),
      );
    const gz = gzipSync(`{"Records":[${part.join(',')}]}`);
    written += gz.length;
    mkdirSync(join(folder, String(file % 50)), { recursive: true });
    writeFileSync(join(folder, String(file % 50), `${file}.json.gz`), gz);
  }
};

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.gz'))
    .map((name) => join(folder, name));

type Way = (folder: string) => Promise<Record<string, number>>;

const WAYS: Readonly<Record<string, Way>> = {
  'decompress and JSON.parse': async (folder) => {
    let records = 0;
    for (const file of filesIn(folder)) records += JSON.parse(gunzipSync(readFileSync(file)).toString()).Records.length;
    return { records };
  },
  'decompress only': async (folder) => {
    let bytes = 0;
    for (const file of filesIn(folder)) bytes += gunzipSync(readFileSync(file)).length;
    return { bytes };
  },
  'readTrail, what is watched': async (folder) => {
    const trail = readTrail([folder], { consumes });
    let changes = 0;
    for await (const item of trail) if (item.kind === 'change') changes += 1;
    return { ...trail.counts, changes };
  },
  'readTrail, everything': async (folder) => {
    const trail = readTrail([folder]);
    for await (const _ of trail);
    return { ...trail.counts };
  },
};

const measure = async (name: string, folder: string): Promise<void> => {
  const began = performance.now();
  const result = await WAYS[name]?.(folder);
  const peak = process.resourceUsage().maxRSS / 1024;
  process.send?.({ seconds: (performance.now() - began) / 1000, peak, result });
};

interface Measured {
  readonly seconds: number;
  readonly peak: number;
  readonly result: Record<string, number>;
}

/** Each way in a process of its own, so that none inherits the heap of another. */
const inChild = (name: string, folder: string): Promise<Measured> =>
  new Promise((resolve, reject) => {
    const child: ChildProcess = fork(import.meta.filename, ['--way', name, folder]);
    child.on('message', (message) => resolve(message as Measured));
    child.on('error', reject);
  });

if (process.argv[2] === '--way') {
  await measure(process.argv[3] ?? '', process.argv[4] ?? '');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'trail-bench-'));
  try {
    makeTrail(folder, Number(process.argv[2] ?? 300));
    let baseline = 0;
    for (const name of Object.keys(WAYS)) {
      const { seconds, peak, result } = await inChild(name, folder);
      baseline ||= seconds;
      const ratio = (seconds / baseline).toFixed(2);
      console.log(
        `${name.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s  ${ratio} ×  peak ${peak.toFixed(0)} MB  ${JSON.stringify(result)}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
