/**
 * How long reading a large trail takes, against decompressing and `JSON.parse`-ing the same files in the same run, and
 * how much memory. The ways take turns, folder by folder, so that whatever else the machine does hits all of them.
 * `node bench/trail.bench.ts [megabytes of gz, 300 unless told]`; needs about that much room in the temporary folder.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readTrail, type TrailOptions } from '../shared/trail/source.ts';

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
    mkdirSync(join(folder, String(file % 10)), { recursive: true });
    writeFileSync(join(folder, String(file % 10), `${file}.json.gz`), gz);
  }
};

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.gz'))
    .map((name) => join(folder, name));

type Way = (folder: string) => Promise<Record<string, number>>;

const read = async (folder: string, options: TrailOptions): Promise<Record<string, number>> => {
  const trail = readTrail([folder], options);
  let changes = 0;
  for await (const item of trail) if (item.kind === 'change') changes += 1;
  return { ...trail.counts, changes };
};

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
  'readTrail, nothing read': (folder) => read(folder, { consumes: () => false }),
  'readTrail, what is watched': (folder) => read(folder, { consumes }),
  'readTrail, everything': (folder) => read(folder, {}),
};

const takeTurns = async (folder: string): Promise<void> => {
  const spent = new Map<string, { wall: number; cpu: number; counts: Record<string, number> }>();
  for (const part of readdirSync(folder)) {
    for (const [name, way] of Object.entries(WAYS)) {
      const sum = spent.get(name) ?? { wall: 0, cpu: 0, counts: {} };
      spent.set(name, sum);
      const [began, cpu] = [performance.now(), process.cpuUsage()];
      const counts = await way(join(folder, part));
      sum.wall += performance.now() - began;
      const { user, system } = process.cpuUsage(cpu);
      sum.cpu += (user + system) / 1000;
      for (const [what, count] of Object.entries(counts)) sum.counts[what] = (sum.counts[what] ?? 0) + count;
    }
  }
  const baseline = spent.get('decompress and JSON.parse') ?? { wall: 1, cpu: 1 };
  for (const [name, { wall, cpu, counts }] of spent) {
    const times = `${(wall / 1000).toFixed(1)} s (${(wall / baseline.wall).toFixed(2)} ×)`;
    const work = `processor ${(cpu / 1000).toFixed(1)} s (${(cpu / baseline.cpu).toFixed(2)} ×)`;
    console.log(`${name.padEnd(27)} ${times.padStart(17)}, ${work}  ${JSON.stringify(counts)}`);
  }
};

/** Peak memory of a process that does nothing else, for a part of the trail and for all of it. */
const peakOf = (folder: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const child: ChildProcess = fork(import.meta.filename, ['--peak', folder]);
    child.on('message', (peak) => resolve(Number(peak)));
    child.on('error', reject);
  });

if (process.argv[2] === '--peak') {
  await read(process.argv[3] ?? '', { consumes });
  process.send?.(process.resourceUsage().maxRSS / 1024);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'trail-bench-'));
  try {
    makeTrail(folder, Number(process.argv[2] ?? 300));
    await takeTurns(folder);
    const [tenth, all] = [await peakOf(join(folder, '0')), await peakOf(folder)];
    console.log(`peak memory of reading what is watched: a tenth ${tenth.toFixed(0)} MB, all ${all.toFixed(0)} MB`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
