// What the plugin adds to `cdk synth` of an application of functions: the same application synthesized in fresh
// processes without a plugin, with one that does nothing, and with ours. `node bench/template-plugin.bench.ts [functions] [runs]`
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const functions = Number(process.argv[2] ?? 50);
const runs = Number(process.argv[3] ?? 9);
const folder = mkdtempSync(join(tmpdir(), 'trailwarden-plugin-'));

const application = join(folder, 'application.mjs');
writeFileSync(
  application,
  `
import { createRequire } from 'node:module';
const require = createRequire(${JSON.stringify(join(root, 'package.json'))});
const { App, Stack, Validations } = require('aws-cdk-lib');
const { Code, Function: Fn, Runtime } = require('aws-cdk-lib/aws-lambda');
const [plugin, outdir] = process.argv.slice(2);
const app = new App({ outdir });
const began = performance.now();
if (plugin === 'empty') {
  Validations.of(app).addPlugins({ name: 'empty', validate: () => ({ success: true, violations: [] }) });
} else if (plugin !== 'none') {
  const { TrailwardenValidation } = await import(plugin);
  Validations.of(app).addPlugins(new TrailwardenValidation());
}
const stack = new Stack(app, 'Shop', { env: { account: '123456789012', region: 'eu-west-1' } });
for (let index = 0; index < ${functions}; index++) {
  new Fn(stack, 'Function' + index, { code: Code.fromInline('x'), handler: 'index.handler', runtime: Runtime.NODEJS_LATEST });
}
app.synth();
process.stdout.write('took ' + String(performance.now() - began));
`,
);

const took = (plugin: string): number => {
  const { stdout, stderr } = spawnSync(process.execPath, [application, plugin, join(folder, 'out')], {
    encoding: 'utf8',
  });
  const [, milliseconds] = /took ([\d.]+)$/.exec(stdout) ?? [];
  if (milliseconds === undefined) throw new Error(stderr);
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  return Number(milliseconds);
};

const plugins = ['none', 'empty', pathToFileURL(join(root, 'plugin', 'index.js')).href];
try {
  for (const plugin of plugins) took(plugin);
  const times = plugins.map((): number[] => []);
  for (let run = 0; run < runs; run++) {
    for (const [index, plugin] of plugins.entries()) times[index]?.push(took(plugin));
  }
  const [none = 0, empty = 0, own = 0] = times.map((all) => Math.min(...all));
  process.stdout.write(
    `${functions} functions, best of ${runs}: without ${none.toFixed(0)} ms, with a plugin that does nothing ` +
      `${empty.toFixed(0)} ms, with Trailwarden ${own.toFixed(0)} ms: ${(own - none).toFixed(0)} ms more, ratio ` +
      `${(own / none).toFixed(2)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
