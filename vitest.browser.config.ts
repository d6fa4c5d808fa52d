import { defineConfig } from 'vitest/config';

/** The tests that need a browser; they say so and are skipped where there is none. */
export default defineConfig({
  test: { include: ['test/browser/**/*.spec.ts'], testTimeout: 180_000, hookTimeout: 60_000 },
});
