// Bundles the command line into dist/cli/, so that it starts without compiling TypeScript.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = join(root, 'dist', 'cli');
const entry = join(outdir, 'main.js');

/** The newest modification time below a folder, in milliseconds since the epoch. */
const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true }).reduce((latest, item) => {
    const path = join(folder, item.name);
    return Math.max(latest, item.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }, statSync(folder).mtimeMs);

/** Writes the bundle: one chunk a command, dependencies inside, source maps beside. */
export const bundleCli = async () => {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: { main: 'shared/cli/main.ts' },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    minifySyntax: true,
    logLevel: 'error',
    banner: {
      // CommonJS dependencies inside an ES module bundle still ask for `require`.
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
};

/** The address of an up-to-date bundle. */
export const freshBundle = async () => {
  if (!existsSync(entry) || newest(join(root, 'shared')) > statSync(entry).mtimeMs) await bundleCli();
  return pathToFileURL(entry).href;
};
