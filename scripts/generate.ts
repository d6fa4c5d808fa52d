// Writes what follows from the rules (the registry, their pages, the coverage table) and from the collectors. With
// `--check` it writes nothing and fails where a file is not what it would write.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { groupOf, ruleGroups } from '../shared/rules/groups.ts';
import { collectorTable } from './generate/collectors.ts';
import { coverage } from './generate/coverage.ts';
import { indexFile, patternIndexFile } from './generate/index-file.ts';
import { rulePage, ruleTable } from './generate/rule-page.ts';
import { patternIds, readCatalogue, readPatterns, root, rulePaths } from './generate/tree.ts';

const check = process.argv.includes('--check');
const stale: string[] = [];

const put = (path: string, text: string): void => {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  stale.push(path);
  if (check) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

put('shared/rules/index.generated.ts', indexFile(rulePaths()));
put('shared/patterns/index.generated.ts', patternIndexFile(patternIds()));
const rules = await readCatalogue();
const catalogue = [...rules, ...(await readPatterns())];
for (const group of ruleGroups) {
  const paths = rules.filter(({ rule }) => groupOf(rule.subject) === group).map(({ path }) => path);
  put(`shared/rules/of-${group}.generated.ts`, indexFile(paths));
}
for (const entry of catalogue) put(`docs/rules/${entry.rule.id}.md`, rulePage(entry));
put('docs/rules/README.md', ruleTable(catalogue));
put(
  'docs/coverage.md',
  coverage(catalogue.map(({ rule: { id, detections } }) => ({ id, page: `rules/${id}.md`, detections }))),
);

put('docs/collectors.md', collectorTable());

const pages = new Set(['README.md', ...catalogue.map(({ rule }) => `${rule.id}.md`)]);
for (const page of readdirSync(join(root, 'docs/rules')).filter((name) => !pages.has(name))) {
  stale.push(`docs/rules/${page}`);
  if (!check) rmSync(join(root, 'docs/rules', page));
}

if (stale.length > 0) {
  process.stderr.write(`${check ? 'out of date, run `npm run generate`' : 'written'}: ${stale.join(', ')}\n`);
  if (check) process.exitCode = 1;
}
