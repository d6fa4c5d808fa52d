// Bundles the page of `map` and `serve` into dist/web/: one script and one style, both put into the page itself.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { newest, root } from './newest.mjs';

const outdir = join(root, 'dist', 'web');
const entry = join(outdir, 'main.js');

export const bundleWeb = async () => {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: { main: 'web/main.ts' },
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'inline',
    logLevel: 'error',
  });
};

/** Bundles the page unless that was done since its sources changed. */
export const freshWeb = async () => {
  const sources = ['web', 'shared'].map((folder) => newest(join(root, folder)));
  if (!existsSync(entry) || Math.max(...sources) > statSync(entry).mtimeMs) await bundleWeb();
};
