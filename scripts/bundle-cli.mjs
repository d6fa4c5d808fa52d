// Bundles the command line into dist/cli/, so that it starts without compiling TypeScript.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freshWeb } from './bundle-web.mjs';
import { newest, root } from './newest.mjs';

const outdir = join(root, 'dist', 'cli');
const entry = join(outdir, 'main.js');

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

/** The address of an up-to-date bundle; the page that it can write is as fresh. */
export const freshBundle = async () => {
  await freshWeb();
  if (!existsSync(entry) || newest(join(root, 'shared')) > statSync(entry).mtimeMs) await bundleCli();
  return pathToFileURL(entry).href;
};
