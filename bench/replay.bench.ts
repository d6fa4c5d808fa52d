/**
 * How long a replay takes with all rules and patterns, against decompressing and `JSON.parse`-ing the same files in the
 * same run, and how much memory. Once with a trail that repeats the same hour (every record many times), once with a
 * smaller one that goes on hour after hour (every record its own, and a fifth of them changes). The ways take turns, so
 * that whatever else the machine does hits both. `node bench/replay.bench.ts [megabytes of gz, 300 unless told]`; needs
 * about that much in the temporary folder.
 */
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { catalogue } from '../shared/catalogue.ts';
import { emptyContext } from '../shared/engine/context.ts';
import { replay } from '../shared/replay.ts';

const real = join(import.meta.dirname, '../../shared/data/cloudtrail-invictus/events.jsonl');
const recordsPerFile = 500;
const turns = 3;

const shifted = (record: string, hours: number): string =>
  record
    .replace(/"eventID": ?"([^"]*)"/, (_, id) => `"eventID":"${id}-${hours}"`)
    .replace(/"eventTime": ?"([^"]*)"/, (_, time) => {
      const later = new Date(Date.parse(time) + hours * 3_600_000).toISOString();
      return `"eventTime":"${later.slice(0, 19)}Z"`;
    });

/** Writes gzipped `Records` files until they weigh so much; `change` makes of each repetition what it is. */
const makeTrail = (folder: string, megabytes: number, change: (record: string, repetition: number) => string): void => {
  const records = readFileSync(real, 'utf8').trim().split('\n');
  let written = 0;
  let file = 0;
  for (let repetition = 0; written < megabytes * 1e6; repetition += 1) {
    for (let first = 0; first < records.length && written < megabytes * 1e6; first += recordsPerFile) {
      const part = records.slice(first, first + recordsPerFile).map((record) => change(record, repetition));
      const gz = gzipSync(`{"Records":[${part.join(',')}]}`);
      const place = join(folder, String(Math.floor(file / 100)).padStart(5, '0'));
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, `${String(file).padStart(7, '0')}.json.gz`), gz);
      written += gz.length;
      file += 1;
    }
  }
};

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.gz'))
    .map((name) => join(folder, name));

type Way = (folder: string) => Promise<Record<string, number>>;

const ways: Readonly<Record<string, Way>> = {
  'decompress and JSON.parse': async (folder) => {
    let records = 0;
    for (const file of filesIn(folder)) records += JSON.parse(gunzipSync(readFileSync(file)).toString()).Records.length;
    return { records };
  },
  replay: async (folder) => {
    const { counts, changes, duplicates, findings } = await replay([folder], {
      rules: catalogue,
      context: emptyContext,
      onProblem: ({ file, message }) => {
        throw new Error(`${file}: ${message}`);
      },
    });
    return { records: counts.records, changes, duplicates, findings: findings.length };
  },
};

interface Measured {
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number;
  readonly counts: Record<string, number>;
}

const measure = async (way: Way, folder: string): Promise<Measured> => {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const counts = await way(folder);
  const { user, system } = process.cpuUsage(before);
  const peak = process.resourceUsage().maxRSS / 1024;
  return { wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6, peak, counts };
};

/** Every measurement has a process of its own: none inherits the heap or the warm code of another. */
const inChild = (name: string, folder: string): Promise<Measured> =>
  new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ['--way', name, folder]);
    child.on('message', (message) => resolve(message as Measured));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? undefined : reject(new Error(`${name} ended with ${code}`))));
  });

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const report = async (title: string, folder: string): Promise<void> => {
  const measured = new Map<string, Measured[]>();
  for (let turn = 0; turn < turns; turn += 1) {
    for (const name of Object.keys(ways)) {
      measured.set(name, [...(measured.get(name) ?? []), await inChild(name, folder)]);
    }
  }
  console.log(`\n${title}`);
  let base = { wall: 0, cpu: 0 };
  for (const [name, runs] of measured) {
    const wall = median(runs.map((run) => run.wall));
    const cpu = median(runs.map((run) => run.cpu));
    const peak = median(runs.map((run) => run.peak));
    if (base.wall === 0) base = { wall, cpu };
    const times = `${wall.toFixed(1)} s (${(wall / base.wall).toFixed(2)} ×), processor ${cpu.toFixed(1)} s (${(cpu / base.cpu).toFixed(2)} ×)`;
    console.log(`  ${name.padEnd(26)} ${times}, peak ${peak.toFixed(0)} MB  ${JSON.stringify(runs[0]?.counts)}`);
  }
};

if (process.argv[2] === '--way') {
  process.send?.(await measure(ways[process.argv[3] ?? ''] ?? (() => Promise.resolve({})), process.argv[4] ?? ''));
} else {
  const megabytes = Number(process.argv[2] ?? 300);
  const folder = mkdtempSync(join(tmpdir(), 'replay-bench-'));
  try {
    const trails = [
      { title: 'the same hour, over and over', change: (record: string) => record, of: 1 },
      { title: 'hour after hour', change: shifted, of: 1 / 15 },
    ];
    for (const { title, change, of } of trails) {
      for (const size of [(megabytes * of) / 4, megabytes * of]) {
        const place = join(folder, `${title}-${size}`);
        makeTrail(place, size, change);
        await report(`${title}: ${size} MB of gz`, place);
        rmSync(place, { recursive: true, force: true });
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
