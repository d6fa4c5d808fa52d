import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../../shared/data');

/**
 * The path of real records, policies or templates that lie beside a checkout (`../shared/data`), or `undefined` where
 * they are absent: a test that reads them is skipped then.
 */
export const sharedData = (...path: readonly string[]): string | undefined => {
  const full = join(ROOT, ...path);
  return existsSync(full) ? full : undefined;
};
