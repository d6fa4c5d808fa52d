// Makes a pattern and its cases from templates: `npm run new-pattern alias-ping-pong`.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './generate/tree.ts';

const [what = ''] = process.argv.slice(2);
const id = `pattern-${what.replace(/^pattern-/, '')}`;

const fail = (message: string): never => {
  process.stderr.write(`new-pattern: ${message}\n`);
  process.exit(2);
};

if (!/^pattern-[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
  fail(`expected a kebab-case name such as alias-ping-pong, got ${JSON.stringify(what)}`);
}
const pattern = `shared/patterns/${id}.ts`;
const cases = `test/patterns/${id}.cases.ts`;
if (existsSync(join(root, pattern))) fail(`${id} is taken`);

writeFileSync(
  join(root, pattern),
  `import { functionOf } from './facts.ts';
import { definePattern, isCall, isWithin } from './pattern.ts';

export default definePattern({
  id: '${id}',
  title: 'What happened, in one sentence',
  severity: 'medium',
  detections: ['X-3'],
  attack: ['T1648'],
  rationale: 'What it means when these calls come together.',
  remediation: 'What to do about it.',
  references: ['https://attack.mitre.org/techniques/T1648/'],
  groupBy: 'function',
  windowMinutes: 60,
  reads: { lambda: ['UpdateFunctionCode', 'DeleteFunction'] },
  *observe(change) {
    const resource = functionOf(change);
    if (resource !== undefined) yield { group: resource, resource };
  },
  *find(events, windowMinutes) {
    const first = events.find((event) => isCall(event, 'lambda', 'UpdateFunctionCode'));
    const last = events.findLast((event) => isCall(event, 'lambda', 'DeleteFunction'));
    if (first === undefined || last === undefined || !isWithin(first, last, windowMinutes)) return;
    if (first.resource === null || last.time < first.time) return;
    yield {
      key: 'it',
      about: { kind: 'function', arn: first.resource },
      events: [first, last],
      message: \`\${first.actor} changed the function, and \${last.actor} deleted it\`,
    };
  },
});
`,
);
writeFileSync(
  join(root, cases),
  `import { defineCases } from '../support/cases.ts';

const call = (name: string) => ({ name, request: { functionName: 'orders' } });

export default defineCases({
  fail: [{ name: 'changed, then deleted', trail: [call('UpdateFunctionCode20150331v2'), call('DeleteFunction20150331')] }],
  pass: [{ name: 'only changed', trail: [call('UpdateFunctionCode20150331v2')] }],
});
`,
);
spawnSync(process.execPath, [join(root, 'scripts/generate.ts')], { stdio: 'inherit' });
process.stdout.write(
  [
    `wrote ${pattern} and ${cases}`,
    'next:',
    `  1. say in ${pattern} what it looks at and finds`,
    `  2. say in ${cases} what is reported and what is not`,
    '  3. npm run generate && npm run check',
    '',
  ].join('\n'),
);
