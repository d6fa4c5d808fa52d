import { defineConfig } from 'vitest/config';

/**
 * The tests that mutants are run against: those that are the same on every run, and fast. The properties, the oracle
 * and the peers' cases come on top of them in `npm test`.
 */
export default defineConfig({
  test: {
    include: ['test/policy/*.test.ts'],
    exclude: ['test/policy/{batch,conformance,differential,properties}.test.ts'],
    testTimeout: 20_000,
  },
});
