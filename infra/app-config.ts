import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { App } from 'aws-cdk-lib';
import { type Config, checkConfig, readConfig } from '../shared/config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = ['trailwarden.config.json', 'trailwarden.config.yaml', 'trailwarden.config.yml'];

/**
 * The configuration of a deployment: the file that `-c config=<file>` names, else the object `trailwarden` of the CDK
 * context, else `trailwarden.config.json` (or `.yaml`) beside `cdk.json`, else nothing, which is enough.
 * @throws TrailwardenError `config-invalid`, `input-unreadable`
 */
export const appConfig = (app: App): Config => {
  const named: unknown = app.node.tryGetContext('config');
  if (typeof named === 'string') return readConfig(named);
  const inline: unknown = app.node.tryGetContext('trailwarden');
  if (inline !== undefined) return checkConfig(inline, `${root}cdk.json`);
  const found = files.map((file) => `${root}${file}`).find((file) => existsSync(file));
  return found === undefined ? checkConfig({}, `${root}cdk.json`) : readConfig(found);
};
