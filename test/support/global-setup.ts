import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedFolder } from './synthesized-once.ts';

/** A folder that the test files of one run share. */
export const setup = (): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'trailwarden-tests-'));
  process.env[sharedFolder] = folder;
  return () => rmSync(folder, { recursive: true });
};
