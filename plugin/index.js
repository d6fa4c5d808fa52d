// What a CDK application imports: `import { TrailwardenValidation } from 'trailwarden/plugin'`, or `require` of it.
import * as nodeModule from 'node:module';
import { freshPlugin } from '../scripts/bundle-plugin.mjs';

// What was compiled once is not compiled again at the next synthesis. Node 20 has no such cache.
nodeModule.enableCompileCache?.();
const require = nodeModule.createRequire(import.meta.url);

export const { TrailwardenAspect, TrailwardenValidation } = require(freshPlugin());
