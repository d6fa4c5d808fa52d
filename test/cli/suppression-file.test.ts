import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addSuppression } from '../../shared/cli/suppression-file.ts';
import { readConfig } from '../../shared/config.ts';
import { aRun } from '../support/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailwarden-suppressions-'));
afterAll(() => rmSync(folder, { recursive: true }));

const until = '2031-01-31T00:00:00Z';
let count = 0;
const fileWith = (text: string | undefined, extension = 'yml'): string => {
  count += 1;
  const file = join(folder, `${count}.${extension}`);
  if (text !== undefined) writeFileSync(file, text);
  return file;
};

/** What a configuration beside a suppression file takes from it. */
const takenFrom = (file: string) => {
  const config = `${file}.config.json`;
  writeFileSync(config, JSON.stringify({ suppressions: file }));
  return readConfig(config).suppressions;
};

describe('a suppression file', () => {
  it('is made where there is none, and is read as it was meant', () => {
    for (const extension of ['yml', 'json']) {
      const file = fileWith(undefined, extension);
      expect(addSuppression(file, { rule: 'lambda-url-*', until, reason: 'public by design' })).toBe('added');
      expect(addSuppression(file, { tag: { key: 'env', value: 'dev*' }, until, reason: 'a playground' })).toBe('added');
      expect(addSuppression(file, { account: '000011112222', until, reason: 'not ours' })).toBe('added');
      expect(takenFrom(file)).toEqual([
        { rule: 'lambda-url-*', until, reason: 'public by design' },
        { tag: { key: 'env', value: 'dev*' }, until, reason: 'a playground' },
        { account: '000011112222', until, reason: 'not ours' },
      ]);
    }
  });

  it('keeps its comments and its order, and has each thing once', () => {
    const file = fileWith(
      '# reviewed in March\n- rule: a-rule # the shop\n  until: 2030-01-01\n  reason: sales\n- rule: b-rule\n  until: 2030-01-01\n  reason: other\n',
    );
    expect(addSuppression(file, { rule: 'a-rule', until, reason: 'still' })).toBe('replaced');
    expect(readFileSync(file, 'utf8')).toBe(
      `# reviewed in March\n- rule: a-rule # the shop\n  until: ${until}\n  reason: still\n- rule: b-rule\n  until: 2030-01-01\n  reason: other\n`,
    );
  });

  it('may be the configuration itself', () => {
    const file = fileWith('{ "ownerTag": "team" }', 'json');
    addSuppression(file, { resource: 'arn:aws:lambda:*:*:function:demo-*', until, reason: 'a demonstration' });
    const { ownerTag, suppressions } = readConfig(file);
    expect(ownerTag).toBe('team');
    expect(suppressions).toEqual([
      { resource: 'arn:aws:lambda:*:*:function:demo-*', until, reason: 'a demonstration' },
    ]);
  });

  it.each([
    ['is no list', '"x"', /expected a list of suppressions/],
    ['is broken', '- a: [', /expected JSON or YAML/],
    ['names another file', 'suppressions: other.yml', /--file other\.yml/],
    ['holds what is no suppression', '- {"rule": "x"}', /reason/],
  ])('stays as it is where it %s', (_, text, message) => {
    const file = fileWith(text);
    expect(() => addSuppression(file, { rule: 'a-rule', until, reason: 'why' })).toThrow(message);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('may hold nothing yet but comments', () => {
    const file = fileWith('# what we accept\n');
    addSuppression(file, { rule: 'a-rule', until, reason: 'why' });
    expect(readFileSync(file, 'utf8')).toBe(`# what we accept\n\n- rule: a-rule\n  until: ${until}\n  reason: why\n`);
  });

  it('says which place can not be read or written, and ends with the code of unusable input', async () => {
    const given = ['--rule', 'a-rule', '--until', until, '--reason', 'why', '--file'];
    const read = await aRun('findings', 'suppress-where', ...given, folder);
    expect(read).toMatchObject({ code: 2, stderr: expect.stringContaining(`${folder}: could not be read`) });
    const nowhere = join(folder, 'no', 'such.yml');
    const written = await aRun('findings', 'suppress-where', ...given, nowhere);
    expect(written).toMatchObject({ code: 2, stderr: expect.stringContaining(`${nowhere}: could not be written`) });
  });

  it('is written from the command line, which says what it wants', async () => {
    const file = fileWith(undefined);
    const given = ['--until', until, '--reason', 'public by design', '--file', file];
    const done = await aRun('findings', 'suppress-where', '--rule', 'lambda-url-created', '--tag', 'env=dev', ...given);
    expect(done).toMatchObject({ code: 0, stdout: '' });
    expect(takenFrom(file)).toMatchObject([{ rule: 'lambda-url-created', tag: { key: 'env', value: 'dev' } }]);
    const nothing = await aRun('findings', 'suppress-where', ...given);
    expect(nothing.code).toBe(2);
    expect(nothing.stderr).toMatch(/at least one of --finding, --rule, --resource, --account, --tag/);
    const short = await aRun('findings', 'suppress-where', '--account', '12', ...given);
    expect(short).toMatchObject({ code: 2, stderr: expect.stringContaining('twelve digits') });
    const odd = await aRun('findings', 'suppress-where', '--tag', 'env', ...given);
    expect(odd.code).toBe(2);
    expect(odd.stderr).toMatch(/key=value/);
  });
});
