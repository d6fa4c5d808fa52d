import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync, type Metafile, type TransformOptions, transformSync } from 'esbuild';
import type { Context } from '../../shared/engine/context.ts';
import { contextFile } from '../../shared/lane/environment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How every function is bundled. The SDK is inside, because the version that was tested is the one that should run. */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'error',
  alias: {
    '@aws-sdk/credential-provider-node': `${root}shared/lane/credentials.ts`,
    'node:http2': `${root}shared/lane/http2.ts`,
  },
} as const satisfies BuildOptions;

/** CommonJS starts faster than ES modules do; and V8 skips the body of a function, but has to parse that of an arrow. */
const forStart = {
  format: 'cjs',
  minify: true,
  platform: 'node',
  target: 'node24',
  legalComments: 'none',
  // A native import would start the loader of ES modules for a file that is none.
  supported: { arrow: false, 'dynamic-import': false },
} as const satisfies TransformOptions;

/**
 * A file that is loaded later. Where an arrow in the constructor of a derived class uses `this`, lowering it would use
 * `this` before `super` has made it: such a file keeps its arrows.
 */
const translated = (source: string): string => {
  const { code } = transformSync(source, forStart);
  if (!/constructor\([^)]*\)\{var [\w$]+=this[,;]/.test(code)) return code;
  return transformSync(source, { ...forStart, supported: { 'dynamic-import': false } }).code;
};

/** The files that a bundle loads when it starts, itself apart. */
const loadedWith = ({ outputs }: Metafile, start: string): readonly string[] => {
  const seen = new Set([start]);
  for (const path of seen) {
    for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === 'import-statement') seen.add(next);
  }
  return [...seen].filter((path) => path !== start && outputs[path] !== undefined).map((path) => basename(path));
};

/**
 * Bundles a handler into a folder: `index.js`, and beside it what is imported only when it is needed, so that compiling
 * that is not paid at every start. Only ES modules can be split, so they are split first and translated then. What the
 * start shares with the rest is put into `index.js` as well, because every file takes time to open.
 */
export const buildBundle = (entryPoint: string, folder: string): Metafile => {
  const { metafile } = buildSync({
    ...bundleOptions,
    entryPoints: { index: entryPoint },
    outdir: folder,
    format: 'esm',
    splitting: true,
    metafile: true,
  });
  const index = join(folder, 'index.js');
  const files = Object.keys(metafile.outputs).map((path) => basename(path));
  const shared = loadedWith(metafile, relative(root, index));
  const later = files.filter((file) => file !== 'index.js' && !shared.includes(file));
  buildSync({
    ...forStart,
    stdin: {
      contents: ['index.js', ...shared]
        .map((file, place) => `export *${place === 0 ? '' : ` as shared${place}`} from './${file}';`)
        .join('\n'),
      resolveDir: folder,
    },
    outfile: index,
    allowOverwrite: true,
    bundle: true,
    external: later.map((file) => `./${file}`),
  });
  for (const file of later) {
    const code = translated(readFileSync(join(folder, file), 'utf8'));
    const linked = shared.reduce(
      (text, name, place) => text.replaceAll(`require("./${name}")`, `require("./index.js").shared${place + 1}`),
      code,
    );
    writeFileSync(join(folder, file), linked);
  }
  for (const file of shared) rmSync(join(folder, file));
  return metafile;
};

/**
 * The bundle of a function, made when the stack is synthesized. Where it judges, what the operator said is in a file
 * beside it, because environment variables are too small for that.
 */
export const bundle = (code: string, context: Context | undefined): Code =>
  Code.fromAsset(root, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never run; it tells apart what the CDK would take for the same asset and bundle once.
      command: [code, JSON.stringify(context ?? null)],
      image: DockerImage.fromRegistry('none: bundled without Docker'),
      local: {
        tryBundle: (output) => {
          buildBundle(`functions/${code}/handler.ts`, output);
          if (context !== undefined) writeFileSync(join(output, contextFile), JSON.stringify(context));
          return true;
        },
      },
    },
  });
