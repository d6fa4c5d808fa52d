import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Config } from '../../shared/config.ts';
import { type Assembly, readAssembly } from '../../shared/local/assembly.ts';
import { synthesize } from '../../shared/local/synthesize.ts';

/** Where the test files of one run share what takes seconds to make. */
export const sharedFolder = 'TRAILWARDEN_TEST_FOLDER';

const isFirst = (folder: string): boolean => {
  try {
    mkdirSync(folder);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
};

/** The stack as a configuration makes it: synthesized by whoever asks first in a run of the tests, and read by all. */
export const synthesizedOnce = async (
  place: { readonly account: string; readonly region: string },
  config: Config,
): Promise<Assembly> => {
  const key = createHash('sha256')
    .update(JSON.stringify([place, config]))
    .digest('hex')
    .slice(0, 16);
  const shared = process.env[sharedFolder];
  if (shared === undefined) throw new Error(`${sharedFolder}: expected a folder, which the set-up of the tests names`);
  const folder = join(shared, key);
  const [made, failed] = [`${folder}.made`, `${folder}.failed`];
  if (isFirst(folder)) {
    try {
      await synthesize(folder, place, config);
      writeFileSync(made, '');
    } catch (thrown) {
      writeFileSync(failed, String(thrown));
      throw thrown;
    }
  }
  while (!existsSync(made)) {
    if (existsSync(failed)) throw new Error(`another test file could not synthesize the stack: see ${failed}`);
    await setTimeout(100);
  }
  return readAssembly(folder, place);
};
