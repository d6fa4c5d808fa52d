import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { define } from '../../shared/cli/commands/scan.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/examples/trailwarden-scan.yml'), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const workflow = parse(text, { strict: true, uniqueKeys: true }) as Workflow;
const steps = Object.values(workflow.jobs).flatMap(({ steps }) => [...steps]);

it('may upload what it found, and nothing else', () => {
  expect(workflow.permissions).toEqual({ contents: 'read', 'security-events': 'write' });
});

it('calls the command with options that it has', () => {
  const command = new Command('scan');
  define(command, () => {});
  const known = command.options.map(({ long }) => long);
  const called = steps.map(({ run }) => run ?? '').find((run) => run.includes(' scan '));
  const given = called?.match(/--[a-z-]+/g) ?? [];
  expect(given.length).toBeGreaterThan(0);
  expect(known).toEqual(expect.arrayContaining(given));
});

it('uploads the file that it writes, also when the check fails', () => {
  const upload = steps.find(({ uses }) => uses?.includes('upload-sarif'));
  const file = steps.map(({ run }) => />\s*(\S+\.sarif)/.exec(run ?? '')?.[1]).find((name) => name !== undefined);
  expect(upload?.with?.['sarif_file']).toBe(file);
  expect(upload?.if).toBe('always()');
});
