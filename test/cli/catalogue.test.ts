import { afterEach, describe, expect, it, vi } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { nearest } from '../../shared/cli/commands/explain.ts';
import { main } from '../../shared/cli/main.ts';

const run = async (...argv: string[]): Promise<{ code: number; out: string; err: string }> => {
  let out = '';
  let err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  const code = await main(argv);
  return { code, out, err };
};

afterEach(() => vi.restoreAllMocks());

describe('trailwarden rules', () => {
  it('prints one line a rule', async () => {
    const { code, out } = await run('rules');
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(catalogue.length);
  });

  it('prints the whole catalogue as JSON', async () => {
    const { out } = await run('rules', '--format', 'json');
    expect(JSON.parse(out).map(({ id }: { id: string }) => id)).toEqual(catalogue.map(({ id }) => id));
  });
});

describe('trailwarden explain', () => {
  it('says why a rule matters and what to do', async () => {
    const { code, out } = await run('explain', 'lambda-url-unauthenticated');
    expect(code).toBe(0);
    expect(out).toContain('why it matters');
    expect(out).toContain('needs urls');
  });

  it('asks whether another rule was meant and ends with 2', async () => {
    const { code, out, err } = await run('explain', 'lambda-url-unautenticated');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('did you mean lambda-url-unauthenticated');
  });

  it('names what is allowed where nothing is near', async () => {
    expect(nearest('zzzzzzzzzzzzzzzzzzzzzzzzzzz', ['lambda-url-cors'])).toEqual([]);
    expect((await run('explain', 'qqqqqqqq')).err).toContain('`trailwarden rules` lists them');
  });
});
