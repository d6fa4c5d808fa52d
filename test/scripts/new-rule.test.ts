import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '../../scripts/new-rule.ts');
const newRule = (...words: string[]) => spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' });

describe('npm run new-rule', () => {
  it('refuses an id that is taken', () => {
    const { status, stderr } = newRule('lambda-permission-public');
    expect(status).toBe(2);
    expect(stderr).toContain('lambda-permission-public is taken');
  });

  it('refuses an id that is not kebab-case, or says nothing but a service', () => {
    for (const id of ['Lambda-Url', 'lambda_url', 'lambda', 'lambda-', '']) {
      const { status, stderr } = newRule(id);
      expect(status, id).toBe(2);
      expect(stderr).toContain('expected a kebab-case id');
    }
  });

  it('refuses a kind of rule that there is not', () => {
    expect(newRule('lambda-new-thing', 'pattern').stderr).toContain('expected posture or activity, got pattern');
  });
});
