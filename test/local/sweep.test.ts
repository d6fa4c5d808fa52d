import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Kind } from '../../shared/inventory/kinds.ts';
import { createStore } from '../../shared/inventory/store/store.ts';
import type { Assembly } from '../../shared/local/assembly.ts';
import { type AccountOptions, accountOfFunctions } from '../support/account-of-functions.ts';
import { account, region } from '../support/calls.ts';
import { aLocalCloud, synthesizedAssembly } from '../support/local-cloud.ts';
import { aSlack } from '../support/slack.ts';

let assembly: Assembly;
let slack: Awaited<ReturnType<typeof aSlack>>;
beforeAll(async () => {
  slack = await aSlack();
  assembly = await synthesizedAssembly();
}, 120_000);
afterAll(async () => {
  await slack.close();
});

const sweeping = async (options: Partial<AccountOptions> = {}) => {
  const standing = accountOfFunctions({ account, region, functions: 60, roles: 7, ...options });
  const cloud = await aLocalCloud(assembly, { fault: standing.answer, slack: slack.api });
  onTestFinished(() => cloud.close());
  const store = createStore(cloud.client, cloud.tableName);
  // Of Trailwarden itself its beat tells.
  const present = async (kind: Kind) => {
    const found = [];
    for await (const document of store.list(kind))
      if (document.presence === 'present' && /^(?:fn|role)-\d/.test(document.name)) found.push(document);
    return found;
  };
  return { standing, cloud, store, present };
};

describe('the sweep as it is deployed', () => {
  it('fills the inventory of an account with the permissions that the template gives', {
    timeout: 120_000,
  }, async () => {
    const { cloud, present, store, standing } = await sweeping();
    await cloud.runScheduled();
    expect(cloud.logged.filter((line) => !line.includes('"level":"info"'))).toEqual([]);
    expect(cloud.gateway.refused).toEqual([]);
    expect(cloud.deadLetters()).toEqual([]);
    const functions = await present('function');
    expect(functions).toHaveLength(60);
    expect(functions.flatMap(({ facets }) => Object.values(facets)).every(({ known }) => known)).toBe(true);
    expect(await present('role')).toHaveLength(7);
    const active = await cloud.findings();
    expect(active.filter((finding) => finding.startsWith('lambda-permission-public'))).toHaveLength(6);

    standing.functions.delete('fn-000010');
    // What changed in the second in which a sweep begins is left to its own records.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await cloud.runScheduled();
    expect(await present('function')).toHaveLength(59);
    const resolved = [];
    for await (const { resource } of store.findings('resolved')) resolved.push(resource.name);
    expect(resolved).toContain('fn-000010');
  });

  it('tells functions that share a role in pieces of their own', { timeout: 120_000 }, async () => {
    const { cloud, present, standing } = await sweeping({ roles: 1 });
    await cloud.runScheduled();
    standing.may.action = '*';
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await cloud.runScheduled();
    expect(cloud.gateway.refused).toEqual([]);
    expect(cloud.deadLetters()).toEqual([]);
    expect(cloud.logged.filter((line) => line.includes('"task":"tell"')).length).toBeGreaterThan(0);
    const [role] = await present('role');
    const powers = (await present('function')).map(({ neighbours }) => neighbours['runs-as']?.[role?.arn ?? '']);
    expect(powers).toHaveLength(60);
    expect(powers.filter((power) => JSON.stringify(power)?.includes('"admin"'))).toHaveLength(60);
  });
});
