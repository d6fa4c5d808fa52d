// How long each bundle takes from import to handler ready, against a bundle that only imports the same SDK clients.
// `node bench/bundles.bench.ts [runs]`
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { bundleOptions } from '../infra/constructs/bundle.ts';
import { emptyContext } from '../shared/engine/context.ts';
import { contextFile, variables } from '../shared/lane/environment.ts';

const root = join(import.meta.dirname, '..');
const runs = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(join(tmpdir(), 'trailwarden-bundles-'));

interface Bundle {
  readonly file: string;
  readonly bytes: number;
}

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
) => {
  const seen = new Set<string>();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || inputs[path] === undefined || path.includes('node_modules')) continue;
    seen.add(path);
    for (const { path: next, kind } of inputs[path]?.imports ?? []) if (kind === 'import-statement') waiting.push(next);
  }
  return [...seen];
};

const built = (
  name: string,
  entryPoint: string,
  options: BuildOptions = bundleOptions,
): Bundle & { readonly sources: readonly string[] } => {
  const directory = join(folder, name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, contextFile), JSON.stringify(emptyContext));
  const file = join(directory, 'index.js');
  const { metafile } = buildSync({ ...options, entryPoints: [entryPoint], outfile: file, metafile: true });
  return { file, bytes: statSync(file).size, sources: eagerSources(metafile.inputs, entryPoint) };
};

const baselineOf = (name: string, clients: ReadonlyMap<string, ReadonlySet<string>>): Bundle => {
  // Beside the sources, so that the same packages are found.
  const entry = join(root, 'functions', `.baseline-${name}.ts`);
  const lines = [...clients].map(([client, names]) => `export { ${[...names].join(', ')} } from '${client}';`);
  writeFileSync(entry, [...lines, 'export const handler = () => {};', ''].join('\n'));
  try {
    // As anybody would bundle the clients: with all their credential providers.
    const { alias: _, ...plain } = bundleOptions;
    return built(`baseline-${name}`, entry.slice(root.length + 1), plain);
  } finally {
    rmSync(entry);
  }
};

const script = `
const before = process.cpuUsage();
const { handler } = require(process.argv[1]);
const ready = process.cpuUsage(before);
if (typeof handler !== 'function') throw new Error('no handler');
process.stdout.write(String((ready.user + ready.system) / 1000));
`;

const environment = (file: string): Record<string, string> => ({
  ...Object.fromEntries(Object.values(variables).map((name) => [name, 'arn:aws:sns:eu-west-1:111122223333:bench'])),
  AWS_REGION: 'eu-west-1',
  LAMBDA_TASK_ROOT: join(file, '..'),
});

const startOf = (file: string): number =>
  Number(execFileSync(process.execPath, ['-e', script, file], { env: environment(file), encoding: 'utf8' }));

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

try {
  const names = readdirSync(join(root, 'functions')).filter((name) => !name.startsWith('.'));
  const pairs = names.map((name) => {
    const own = built(name, `functions/${name}/handler.ts`);
    return {
      name,
      own,
      baseline: baselineOf(name, clientImports(own.sources)),
      starts: [] as number[],
      least: [] as number[],
    };
  });
  for (let run = 0; run < runs; run += 1) {
    for (const { own, baseline, starts, least } of pairs) {
      starts.push(startOf(own.file));
      least.push(startOf(baseline.file));
    }
  }
  const rows = pairs.map(({ name, own, baseline, starts, least }) => ({
    function: name,
    'bundle KB': Math.round(own.bytes / 1024),
    'clients only KB': Math.round(baseline.bytes / 1024),
    'ready ms': median(starts).toFixed(1),
    'clients only ms': median(least).toFixed(1),
    ratio: (median(starts) / median(least)).toFixed(2),
    'ratio of best': (Math.min(...starts) / Math.min(...least)).toFixed(2),
  }));
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
