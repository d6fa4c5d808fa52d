import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../infra/constructs/bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailwarden-bundle-'));
const files = () => readdirSync(folder);
const text = (file: string): string => readFileSync(join(folder, file), 'utf8');

beforeAll(() => {
  buildBundle('functions/watch-functions/handler.ts', folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a bundle', () => {
  it('starts without the rules, which lie beside it', () => {
    const holding = files().filter((file) => text(file).includes("A person replaced a function's code"));
    expect(holding).toEqual([expect.stringMatching(/^of-functions/)]);
  });

  it('loads every file that lies beside it, and asks for none that does not', () => {
    for (const file of files()) {
      for (const [, wanted = ''] of text(file).matchAll(/require\("\.\/([^"]+)"\)/g)) {
        expect(files(), `${file} asks for ${wanted}`).toContain(wanted);
      }
    }
  });

  it('shares one copy of what the start has with the rest', () => {
    const later = files().find((file) => file.startsWith('function-readers')) ?? '';
    expect(text(later)).toContain('require("./index.js").shared');
    expect(() => createRequire(join(folder, 'index.js'))(`./${later}`)).toThrow(/TABLE_NAME/);
  });
});
