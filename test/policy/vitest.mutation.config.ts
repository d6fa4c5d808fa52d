import { defineConfig } from 'vitest/config';

/** The tests that mutants are run against: those that are the same on every run, and fast. */
export default defineConfig({
  test: {
    include: ['test/policy/*.test.ts'],
    exclude: ['test/policy/differential.test.ts', 'test/policy/properties.test.ts', 'test/policy/conformance.test.ts'],
    testTimeout: 20_000,
  },
});
