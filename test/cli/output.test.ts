import { afterEach, describe, expect, it, vi } from 'vitest';
import { coloursFor, noColours } from '../../shared/cli/colours.ts';
import { exitCodeFor, writeFindings, writeTransitions } from '../../shared/cli/findings-output.ts';
import { writeAll } from '../../shared/cli/output.ts';
import { prettyFindings, wrap } from '../../shared/cli/pretty.ts';
import { TrailwardenError } from '../../shared/errors.ts';
import { aSink } from '../support/cli.ts';
import { aFinding, aTransition } from '../support/findings.ts';

const written = async (format: 'pretty' | 'jsonl' | 'json' | 'sarif', unknown = false): Promise<string> => {
  const sink = aSink();
  const undecided = aFinding({
    key: 'unknown',
    verdict: 'unknown',
    severity: 'informational',
    message: 'can not tell',
  });
  await writeFindings(sink, [{ finding: aFinding() }, { finding: undecided }], { format, unknown });
  return sink.text();
};

describe('findings as JSON', () => {
  it('have the members of the contract, in its order', async () => {
    const [line] = (await written('jsonl')).split('\n');
    const contract =
      'id rule severity status verdict title message remediation resource key evidence blastRadius change pattern firstSeen lastSeen count attack';
    expect(Object.keys(JSON.parse(line ?? '')).slice(0, 18)).toEqual(contract.split(' '));
  });

  it('are the same text whatever order their evidence was gathered in', async () => {
    const [one, other] = [aSink(), aSink()];
    await writeFindings(one, [{ finding: aFinding({ evidence: { a: { x: 1, y: [2] }, b: 2 } }) }], { format: 'jsonl' });
    await writeFindings(other, [{ finding: aFinding({ evidence: { b: 2, a: { y: [2], x: 1 } } }) }], {
      format: 'jsonl',
    });
    expect(one.text()).toBe(other.text());
  });

  it('are one array as json and one object a line as jsonl', async () => {
    expect(JSON.parse(await written('json'))).toHaveLength(2);
    expect((await written('jsonl')).trimEnd().split('\n')).toHaveLength(2);
    const empty = aSink();
    await writeFindings(empty, [], { format: 'json' });
    expect(JSON.parse(empty.text())).toEqual([]);
  });

  it('tell of a step which record caused it', async () => {
    const sink = aSink();
    const step = aTransition('resolved', { status: 'resolved', resolution: 'the cause is gone' });
    const cause = { ...(step.cause ?? expect.fail()), eventId: 'e-9', eventName: 'RemovePermission20150331v2' };
    await writeTransitions(sink, [{ ...step, cause }], { format: 'jsonl' });
    expect(JSON.parse(sink.text())).toMatchObject({
      transition: 'resolved',
      rule: 'lambda-permission-public',
      change: { eventId: 'e-9', eventName: 'RemovePermission20150331v2' },
    });
  });
});

describe('findings for a person', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('explain what, why here, who, what to do and how to accept', async () => {
    const text = await written('pretty');
    for (const part of [
      'statement open allows lambda:InvokeFunction to every principal',
      'can do everything',
      'raised: its role is an administrator',
      'user/mallory',
      '198.51.100.7',
      'aws lambda remove-permission --function-name checkout --statement-id open',
      `trailwarden findings suppress ${aFinding().id}`,
    ]) {
      expect(text).toContain(part);
    }
  });

  it('count what could not be decided, and list it only when asked', async () => {
    expect(await written('pretty')).toContain('1 could not be decided (list them with --unknown)');
    expect(await written('pretty')).not.toContain('can not tell');
    expect(await written('pretty', true)).toContain('can not tell');
  });

  it('put the worst first', () => {
    const findings = [aFinding({ severity: 'low', title: 'mild' }), aFinding({ severity: 'high', title: 'grave' })];
    const placed = findings.map((finding) => ({ finding }));
    const text = [...prettyFindings(placed, { colours: noColours, unknown: false })].join('');
    expect(text.indexOf('grave')).toBeLessThan(text.indexOf('mild'));
    expect(text).toContain('2 active findings: 1 high, 1 low');
  });

  it('keep a long ARN whole when lines are broken', () => {
    expect(wrap(`see ${'x'.repeat(30)} there`, 12)).toEqual(['see', 'x'.repeat(30), 'there']);
  });

  it('have colours on a terminal only, and never where NO_COLOR is set', () => {
    vi.stubEnv('FORCE_COLOR', undefined);
    vi.stubEnv('NO_COLOR', undefined);
    expect(coloursFor({ isTTY: true }).red('x')).not.toBe('x');
    expect(coloursFor({ isTTY: false }).red('x')).toBe('x');
    vi.stubEnv('NO_COLOR', '1');
    expect(coloursFor({ isTTY: true }).red('x')).toBe('x');
  });
});

describe('findings as SARIF', () => {
  it('name each rule once and point to it from every result', async () => {
    const sink = aSink();
    const findings = [
      aFinding(),
      aFinding({ key: 'other' }),
      aFinding({ rule: 'function-url-unauthenticated', severity: 'medium' }),
      aFinding({ key: 'gone', status: 'resolved' }),
    ];
    const placed = findings.map((finding) => ({ finding }));
    await writeFindings(sink, placed, { format: 'sarif' });
    const { version, runs } = JSON.parse(sink.text());
    expect(version).toBe('2.1.0');
    expect(runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      'lambda-permission-public',
      'function-url-unauthenticated',
    ]);
    expect(runs[0].results.map(({ ruleIndex, level }: never) => [ruleIndex, level])).toEqual([
      [0, 'error'],
      [0, 'error'],
      [1, 'warning'],
    ]);
  });

  it('say where in a template, and that a decision keeps a finding quiet', async () => {
    const sink = aSink();
    const finding = aFinding({
      status: 'suppressed',
      suppression: { until: '2027-01-01T00:00:00Z', reason: 'a demo' },
    });
    const source = { file: 'a folder/template.yaml', line: 12, logicalId: 'Checkout' };
    await writeFindings(sink, [{ finding, source }], { format: 'sarif' });
    const [result] = JSON.parse(sink.text()).runs[0].results;
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'a%20folder/template.yaml' },
      region: { startLine: 12 },
    });
    expect(result.suppressions).toEqual([{ kind: 'external', justification: 'a demo' }]);
  });

  it('do not call a result that could not be decided an error', async () => {
    const { runs } = JSON.parse(await written('sarif'));
    expect(runs[0].results[1]).toMatchObject({ kind: 'open', level: 'none' });
  });
});

describe('the exit code', () => {
  it('is 1 only where an active finding is at or above the asked severity', () => {
    const high = aFinding({ severity: 'high' });
    expect(exitCodeFor([high], undefined)).toBe(0);
    expect(exitCodeFor([high], 'critical')).toBe(0);
    expect(exitCodeFor([high], 'high')).toBe(1);
    expect(exitCodeFor([{ ...high, status: 'resolved' }], 'low')).toBe(0);
    expect(exitCodeFor([{ ...high, status: 'suppressed' }], 'low')).toBe(0);
  });
});

describe('writing', () => {
  const failing = (code: string) => ({
    write: (_: string, done?: (error?: Error | null) => void) => {
      done?.(Object.assign(new Error('write failed'), { code }));
      return true;
    },
  });

  it('ends quietly when the reader has gone, and loudly when the disk is full', async () => {
    await expect(writeAll(failing('EPIPE'), ['a'])).resolves.toBeUndefined();
    await expect(writeAll(failing('ENOSPC'), ['a'])).rejects.toThrow(TrailwardenError);
  });
});
