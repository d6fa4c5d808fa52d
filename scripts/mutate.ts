// Mutation testing of shared/policy, a file at a time: `npm run mutate`, or `npm run mutate conditions cidr` for some.
// Prints a row for each file as it is done; what survived stands in reports/mutation/<name>.txt.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './generate/tree.ts';

interface Mutant {
  readonly status: string;
}
interface Report {
  readonly files: { readonly [file: string]: { readonly mutants: readonly Mutant[] } };
}

const reports = join(root, 'reports/mutation');
const folder = 'shared/policy';
const known = readdirSync(join(root, folder))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.generated.ts'))
  .map((file) => file.slice(0, -3));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`mutate: got ${unknown.join(', ')}, allowed are ${known.join(', ')}\n`);
  process.exit(2);
}

const count = ({ files }: Report, ...statuses: readonly string[]): number =>
  Object.values(files)
    .flatMap(({ mutants }) => mutants)
    .filter(({ status }) => statuses.includes(status)).length;

mkdirSync(reports, { recursive: true });
let [killed, all] = [0, 0];
const row = (name: string, caught: number, survived: number): void => {
  const total = caught + survived;
  const score = total === 0 ? 'none' : `${((caught / total) * 100).toFixed(1)} %`;
  process.stdout.write(`| \`${name}\` | ${total} | ${survived} | ${score} |\n`);
};
process.stdout.write('| file | mutants | survived | score |\n|---|---|---|---|\n');
for (const name of asked.length > 0 ? asked : known) {
  const { stdout, status } = spawnSync('stryker', ['run', '--mutate', `${folder}/${name}.ts`], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  writeFileSync(join(reports, `${name}.txt`), stdout);
  if (status !== 0) {
    process.stderr.write(`mutate: ${name} could not be run, see reports/mutation/${name}.txt\n`);
    process.exitCode = 1;
    continue;
  }
  const report = JSON.parse(readFileSync(join(root, 'reports/mutation.json'), 'utf8')) as Report;
  const caught = count(report, 'Killed', 'Timeout');
  const survived = count(report, 'Survived', 'NoCoverage');
  killed += caught;
  all += caught + survived;
  row(name, caught, survived);
}
if (asked.length !== 1) row('together', killed, all - killed);
