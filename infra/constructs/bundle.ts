import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';
import type { Context } from '../../shared/engine/context.ts';
import { contextFile } from '../../shared/lane/environment.ts';
import { type PartName, partSource } from '../../shared/lane/parts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * How every function is bundled. CommonJS starts faster than ES modules do; the SDK is inside, because the version that
 * was tested is the one that should run.
 */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'error',
  alias: { '@aws-sdk/credential-provider-node': `${root}shared/lane/credentials.ts` },
} as const satisfies BuildOptions;

/**
 * The bundle of a function, made when the stack is synthesized, with the parts that it loads when it needs them. Where it
 * judges, what the operator said is in a file beside it, because environment variables are too small for that.
 */
export const bundle = (code: string, context: Context | undefined, parts: readonly PartName[]): Code =>
  Code.fromAsset(root, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never run; it tells apart what the CDK would take for the same asset and bundle once.
      command: [code, JSON.stringify(context ?? null), ...parts],
      image: DockerImage.fromRegistry('none: bundled without Docker'),
      local: {
        tryBundle: (output) => {
          const build = (entryPoint: string, name: string) =>
            buildSync({ ...bundleOptions, entryPoints: [entryPoint], outfile: join(output, `${name}.js`) });
          build(`functions/${code}/handler.ts`, 'index');
          for (const part of parts) build(partSource(part), part);
          if (context !== undefined) writeFileSync(join(output, contextFile), JSON.stringify(context));
          return true;
        },
      },
    },
  });
