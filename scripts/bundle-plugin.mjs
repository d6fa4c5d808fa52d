// Bundles the CDK plugin into dist/plugin/: one file, so that `cdk synth` does not compile TypeScript.
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { newest, root } from './newest.mjs';

const require = createRequire(import.meta.url);
const outfile = join(root, 'dist', 'plugin', 'main.cjs');

/** Writes the bundle. Synchronous, for the CDK loads plugins where nothing can be waited for. */
export const bundlePlugin = () => {
  const { buildSync } = require('esbuild');
  buildSync({
    absWorkingDir: root,
    entryPoints: ['plugin/main.ts'],
    outfile,
    bundle: true,
    // The classes of the application itself, not copies of them.
    external: ['aws-cdk-lib', 'constructs'],
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: true,
    keepNames: true,
    logLevel: 'error',
  });
};

/** The path of an up-to-date bundle. Sources only change in a checkout; anywhere else what is there is right. */
export const freshPlugin = () => {
  const isCheckout = existsSync(join(root, '.git'));
  const isStale = () =>
    Math.max(...['plugin', 'shared'].map((folder) => newest(join(root, folder)))) > statSync(outfile).mtimeMs;
  if (!existsSync(outfile) || (isCheckout && isStale())) bundlePlugin();
  return outfile;
};
