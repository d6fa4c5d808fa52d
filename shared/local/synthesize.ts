import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { TrailwardenError } from '../errors.ts';
import type { Place } from './assembly.ts';
import { nodeOfLambda, root } from './runtime.ts';

/**
 * Synthesizes the CDK app for a place and a configuration into a folder, as `cdk synth` would, bundles included.
 * @throws TrailwardenError `config-invalid` with what the app said
 */
export const synthesize = async (folder: string, place: Place, config: Config): Promise<void> => {
  const child = spawn(nodeOfLambda(), [join(root, 'infra/app.ts')], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      CDK_OUTDIR: folder,
      CDK_DEFAULT_ACCOUNT: place.account,
      CDK_DEFAULT_REGION: place.region,
      CDK_CONTEXT_JSON: JSON.stringify({ trailwarden: { ...config, homeRegion: place.region } }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new TrailwardenError('config-invalid', `the stack could not be synthesized: ${said.trim()}`);
};
