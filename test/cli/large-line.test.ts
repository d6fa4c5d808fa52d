import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { root } from '../../shared/local/runtime.ts';
import { aRecord, functionArn } from '../support/calls.ts';

const record = (name: string): string =>
  JSON.stringify(
    aRecord({
      name: 'AddPermission20150331v2',
      request: { functionName: name, statementId: 'open', action: 'lambda:InvokeFunction', principal: '*' },
      response: {
        statement: JSON.stringify({
          Sid: 'open',
          Effect: 'Allow',
          Principal: '*',
          Action: 'lambda:InvokeFunction',
          Resource: functionArn(name),
        }),
      },
    }),
  );

/** Says at its end how much memory the process ever had, in KiB. */
const peak = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))`;

const megabyte = Buffer.alloc(1 << 20, 'x');

describe('a line of 1 GB', () => {
  it('is a problem with its place, costs no memory, and the record after it is judged', {
    timeout: 60_000,
  }, async () => {
    const child = spawn(
      process.execPath,
      ['--max-old-space-size=128', '--import', peak, 'bin/trailwarden.js', 'replay', '-', '--format', 'jsonl'],
      { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] },
    );
    let [out, said] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const ended = once(child, 'close');
    child.stdin.write(record('huge').slice(0, -2));
    for (let piece = 0; piece < 1024; piece += 1) if (!child.stdin.write(megabyte)) await once(child.stdin, 'drain');
    child.stdin.end(`\n${record('one')}\n`);
    const [code] = await ended;
    expect(code).toBe(2);
    expect(said).toMatch(/standard input: record 1 \(line 1, byte 0\): expected a record of at most \d+ bytes/);
    expect(out).toContain('"rule":"lambda-permission-public"');
    expect(Number(/peak (\d+)/.exec(said)?.[1])).toBeLessThan(400 * 1024);
  });
});
