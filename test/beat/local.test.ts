import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aLocalCloud, type LocalCloud, synthesizedAssembly } from '../support/local-cloud.ts';
import { aSlack } from '../support/slack.ts';

let slack: Awaited<ReturnType<typeof aSlack>>;
let cloud: LocalCloud;

beforeAll(async () => {
  slack = await aSlack();
  cloud = await aLocalCloud(await synthesizedAssembly(), { slack: slack.api });
}, 120_000);
afterAll(async () => {
  await cloud?.close();
  await slack?.close();
});

const deafLanes = (): readonly number[] =>
  cloud.logged
    .map((line) => JSON.parse(line) as { readonly DeafLanes?: number })
    .flatMap(({ DeafLanes }) => (DeafLanes === undefined ? [] : [DeafLanes]));

describe('the beat of the deployed shape', () => {
  it('comes back through every lane that it is sent through, and nobody takes it for a danger', {
    timeout: 60_000,
  }, async () => {
    await cloud.runScheduled();
    expect(deafLanes()).toEqual([3]);
    await cloud.runScheduled();
    expect(deafLanes()).toEqual([3, 0]);
    expect(cloud.gateway.refused).toEqual([]);
    // Of parts that were never read much is unknown here, which is no danger; and this account lists nothing to the sweep.
    const found = (await cloud.findings()).filter((finding) => !finding.endsWith(': unknown'));
    expect(found).toEqual(['account-changes-missed 111122223333']);
    expect(cloud.deadLetters()).toEqual([]);
  });
});
