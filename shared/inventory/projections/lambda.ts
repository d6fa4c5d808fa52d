import type { Projections } from '../projection.ts';
import { codeSigningCalls } from './lambda/code-signing.ts';
import { configurationCalls } from './lambda/configuration.ts';
import { mappingCalls } from './lambda/event-source-mappings.ts';
import { layerCalls } from './lambda/layers.ts';
import { policyCalls } from './lambda/policy.ts';
import { settingsCalls } from './lambda/settings.ts';

export const lambda: Projections = {
  source: 'lambda',
  calls: {
    ...configurationCalls,
    ...policyCalls,
    ...settingsCalls,
    ...mappingCalls,
    ...layerCalls,
    ...codeSigningCalls,
  },
};
