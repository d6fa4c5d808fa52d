import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aLocalCloud, type LocalCloud, type SynthesizedFolder, synthesizedFolder } from '../support/local-cloud.ts';

let folder: SynthesizedFolder;
let cloud: LocalCloud;

beforeAll(async () => {
  folder = await synthesizedFolder();
  cloud = await aLocalCloud(folder.assembly);
}, 120_000);
afterAll(async () => {
  await cloud?.close();
  folder?.remove();
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
    // Of parts that were never read much is unknown here, which is no danger.
    expect((await cloud.findings()).filter((finding) => !finding.endsWith(': unknown'))).toEqual([]);
    expect(cloud.deadLetters()).toEqual([]);
  });
});
