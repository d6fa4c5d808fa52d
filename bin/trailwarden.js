#!/usr/bin/env node
// The command as a user types it. In a checkout the bundle is rebuilt when a source is newer than it.
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

// Before anything else is loaded: what was compiled once is not compiled again. Node 20 has no such cache.
nodeModule.enableCompileCache?.(fileURLToPath(new URL('../dist/compile-cache', import.meta.url)));
// The SDK warns whoever runs Node 20 on every command, which hides what the command has to say.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
const { freshBundle } = await import('../scripts/bundle-cli.mjs');

const { main } = await import(await freshBundle());
process.exitCode = await main(process.argv.slice(2));
