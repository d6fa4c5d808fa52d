import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { contextOf, readConfig } from '../../shared/config.ts';
import { type LocalRun, runLocally } from '../../shared/local/run.ts';
import { replay } from '../../shared/replay.ts';

const samples = `${import.meta.dirname}/../../samples`;
const trail = [`${samples}/trail`];
const config = readConfig(`${samples}/trailwarden.config.json`);

const running = async () => {
  const emails: string[] = [];
  const logged: string[] = [];
  const problems: string[] = [];
  const run: LocalRun = await runLocally({
    trail,
    config,
    onStep: () => {},
    onProgress: () => {},
    onProblem: ({ message }) => problems.push(message),
    onEmail: ({ text }) => emails.push(text),
    onSlack: () => {},
    onLog: (_, line) => {
      if (line['level'] !== 'info') logged.push(JSON.stringify(line));
    },
  });
  return { run, emails, logged, problems };
};

describe('the stack on embedded parts', () => {
  it('comes to what a replay comes to, with the permissions that the template gives', {
    timeout: 120_000,
  }, async () => {
    const { run, emails, logged, problems } = await running();
    expect(problems).toEqual([]);
    expect(logged).toEqual([]);
    expect(run.refused).toEqual([]);
    expect(run.lanes.flatMap(({ deadLetters }) => deadLetters)).toEqual([]);
    expect(run.calls).toBeGreaterThan(50);
    expect(emails.length).toBeGreaterThan(5);

    const { findings } = await replay(trail, { rules: catalogue, context: contextOf(config), onProblem: () => {} });
    const byId = (list: typeof findings) => new Map(list.map((finding) => [finding.id, finding]));
    expect(byId(run.findings)).toEqual(byId(findings));
  });
});
