#!/usr/bin/env node
// The command as a user types it. In a checkout the bundle is rebuilt when a source is newer than it.
import { freshBundle } from '../scripts/bundle-cli.mjs';

const { main } = await import(await freshBundle());
process.exitCode = await main(process.argv.slice(2));
