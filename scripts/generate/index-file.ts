const nameOf = (path: string): string =>
  path.slice(path.indexOf('/') + 1).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The registry of all rules: written, because no file tree survives bundling. */
export const indexFile = (paths: readonly string[]): string =>
  [
    '// Written by `npm run generate` from the file tree.',
    "import type { Rule } from '../engine/rule.ts';",
    ...paths.map((path) => `import ${nameOf(path)} from './${path}.ts';`),
    '',
    'export const rules: readonly Rule[] = [',
    ...paths.map((path) => `  ${nameOf(path)},`),
    '];',
    '',
  ].join('\n');

/** The registry of all patterns. */
export const patternIndexFile = (ids: readonly string[]): string =>
  [
    '// Written by `npm run generate` from the file tree.',
    "import type { Pattern } from './pattern.ts';",
    ...ids.map((id) => `import ${nameOf(`/${id}`)} from './${id}.ts';`),
    '',
    'export const patterns: readonly Pattern[] = [',
    ...ids.map((id) => `  ${nameOf(`/${id}`)},`),
    '];',
    '',
  ].join('\n');
