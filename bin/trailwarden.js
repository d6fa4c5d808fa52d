#!/usr/bin/env node
// The command as a user types it. In a checkout the bundle is rebuilt when a source is newer than it.
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

// Before anything else is loaded: what was compiled once is not compiled again. Node 20 has no such cache.
nodeModule.enableCompileCache?.(fileURLToPath(new URL('../dist/compile-cache', import.meta.url)));
const { freshBundle } = await import('../scripts/bundle-cli.mjs');

const { main } = await import(await freshBundle());
process.exitCode = await main(process.argv.slice(2));
