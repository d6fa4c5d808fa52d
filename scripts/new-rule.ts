// Makes a rule and its cases from templates: `npm run new-rule lambda-tracing-off [posture|activity]`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, rulePaths } from './generate/tree.ts';

const [id = '', looksAt = 'posture'] = process.argv.slice(2);

const fail = (message: string): never => {
  process.stderr.write(`new-rule: ${message}\n`);
  process.exit(2);
};

if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
  fail(`expected a kebab-case id that begins with the service, such as lambda-tracing-off, got ${JSON.stringify(id)}`);
}
if (looksAt !== 'posture' && looksAt !== 'activity') fail(`expected posture or activity, got ${looksAt}`);
// An id that was in use once stays taken: findings and suppressions of somebody may still name it.
const retired = readFileSync(join(root, 'scripts/retired-rules.txt'), 'utf8').split('\n');
if (retired.includes(id)) fail(`${id} was the id of an earlier rule and is not used again`);
if (rulePaths().some((path) => path.endsWith(`/${id}`))) fail(`${id} is taken`);

const service = id.slice(0, id.indexOf('-'));
const rule = `shared/rules/${service}/${id}.ts`;
const cases = `test/rules/${service}/${id}.cases.ts`;

const text = `  id: '${id}',
  title: 'What is wrong, in one sentence',
  severity: 'medium',
  detections: ['LAM-01'],
  attack: ['T1546'],
  rationale: 'What somebody can do with it.',
  remediation: 'What to do, best as a command that can be pasted.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-security.html'],
  subject: 'function',
`;

const posture = `import { defineRule } from '../../engine/rule.ts';

export default defineRule({
${text}  needs: ['tracing'],
  *evaluate({ tracing }) {
    if (tracing !== 'Active') yield { key: 'tracing', message: \`tracing is \${tracing}\`, evidence: { tracing } };
  },
});
`;

const activity = `import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
${text}  calls: { lambda: ['UpdateFunctionConfiguration'] },
  needs: ['tracing'],
  *evaluate({ before, after }) {
    if (before.tracing === after.tracing) return;
    yield { key: 'tracing', message: \`tracing is now \${after.tracing}\`, evidence: { tracing: after.tracing } };
  },
});
`;

const postureCases = `import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

export default defineCases({
  fail: [{ name: 'a function without tracing', given: [aFunction({ tracing: 'PassThrough' })], keys: ['tracing'] }],
  pass: [{ name: 'a function with tracing', given: [aFunction({ tracing: 'Active' })] }],
});
`;

const activityCases = `import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const update = (mode: string) => ({
  name: 'UpdateFunctionConfiguration20150331v2',
  request: { functionName: 'orders', tracingConfig: { mode } },
});

export default defineCases({
  fail: [
    {
      name: 'tracing is switched off',
      given: [aFunction({ tracing: 'Active' })],
      trail: [update('PassThrough')],
      keys: ['tracing'],
    },
  ],
  pass: [{ name: 'tracing stays as it is', given: [aFunction({ tracing: 'Active' })], trail: [update('Active')] }],
});
`;

const put = (path: string, content: string): void => {
  if (existsSync(join(root, path))) fail(`${path} exists`);
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};
put(rule, looksAt === 'posture' ? posture : activity);
put(cases, looksAt === 'posture' ? postureCases : activityCases);

const { status } = spawnSync(process.execPath, [join(root, 'scripts/generate.ts')], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

process.stdout.write(`next:
  1. write the rule:        ${rule}
  2. say what it reports:   ${cases}
  3. npx vitest run test/rules && npm run generate
`);
