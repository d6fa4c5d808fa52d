import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Without it one of two cores stays idle.
    maxWorkers: '100%',
    sequence: { shuffle: true },
    testTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['shared/engine/**', 'shared/policy/**', 'shared/rules/**'],
      exclude: ['**/*.generated.ts'],
    },
  },
});
