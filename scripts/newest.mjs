// How old sources are, for what is made from them.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The newest modification time below a folder, in milliseconds since the epoch. */
export const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true }).reduce((latest, item) => {
    const path = join(folder, item.name);
    return Math.max(latest, item.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }, statSync(folder).mtimeMs);
