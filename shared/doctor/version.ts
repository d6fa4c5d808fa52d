import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the checkout: the same distance from this source as from the bundle of the command line. */
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What no function of the stack contains. */
const notDeployed = new Set(['cli', 'doctor', 'local', 'map', 'template', 'web']);

const filesBelow = (folder: string, except: ReadonlySet<string> = new Set()): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !except.has(name))
    .flatMap((item) => {
      const path = `${folder}/${item.name}`;
      return item.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();

let remembered: string | undefined;

/**
 * The version of what is deployed: of the package, and twelve digits that change whenever a source of a function or of
 * the stack does. The stack gives it to its functions, so that another version can be told.
 */
export const sourceVersion = (): string => {
  remembered ??= readVersion();
  return remembered;
};

const readVersion = (): string => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const hash = createHash('sha256');
  for (const file of [...filesBelow('functions'), ...filesBelow('infra'), ...filesBelow('shared', notDeployed)]) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return `${version}+${hash.digest('hex').slice(0, 12)}`;
};
