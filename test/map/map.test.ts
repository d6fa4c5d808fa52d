import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { mapOf } from '../../shared/map/build.ts';
import { changedSince, focusedOn, named, pathBetween, reachable } from '../../shared/map/neighbourhood.ts';
import { createObservation } from '../../shared/map/observed.ts';
import { pageData } from '../../shared/map/page-data.ts';
import { dot, mermaid } from '../../shared/map/text.ts';
import { replay } from '../../shared/replay.ts';
import { changeOf, functionArn, roleArnOf } from '../support/calls.ts';
import { shopTrail } from '../support/shop.ts';

const records = shopTrail(14);

const replayed = await (async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'trailwarden-map-')), 'trail.jsonl');
  writeFileSync(file, records.map((record) => JSON.stringify(record)).join('\n'));
  const observation = createObservation();
  const result = await replay([file], {
    rules: catalogue,
    context: emptyContext,
    keepHistory: true,
    onChange: (change) => observation.add(change),
    onProblem: ({ message }) => {
      throw new Error(message);
    },
  });
  return { ...result, observed: observation.flows() };
})();

const documents = [...replayed.inventory.documents.values()];
const model = mapOf(documents, replayed.observed);
const node = (name: string) => model.nodes.find((one) => one.name === name && one.kind !== 'event-source-mapping');
const edge = (from: string, to: string) => model.edges.find((one) => one.from === from && one.to === to);

describe('the map', () => {
  it('puts sources before triggers, functions, roles and data', () => {
    expect(node('orders-news')?.layer).toBe('source');
    expect(node('orders-nightly-3')?.layer).toBe('trigger');
    expect(node('orders-create-0')?.layer).toBe('function');
    expect(node('orders-create-0-role')?.layer).toBe('role');
    expect(node('orders-key-AbCdEf')?.layer).toBe('data');
  });

  it('lets information flow from the queue through its mapping to the function', () => {
    const [queue] = named(model, 'orders-updates').filter((id) => id.includes(':sqs:'));
    expect(queue).toBeDefined();
    const path = pathBetween(model.edges, queue ?? '', functionArn('orders-update-2'));
    expect(path).toHaveLength(3);
  });

  it('draws exposure, power and findings on a resource', () => {
    expect(node('orders-notify-4')).toMatchObject({ exposure: 'any-aws-account', worst: 'critical' });
    expect(node('orders-update-7-role')).toMatchObject({ power: 'admin' });
    expect(node('orders-create-0')).toMatchObject({ findings: 0, worst: null });
  });

  it('does not call an exposure wholly known that was read in part', () => {
    const undocumented = mapOf([
      {
        kind: 'function',
        arn: functionArn('silent') as never,
        name: 'silent',
        account: '111122223333' as never,
        region: 'eu-west-1',
        presence: 'referenced',
        facets: {},
        neighbours: {},
        findings: {},
        head: null,
        steps: 0,
      },
    ]);
    expect(undocumented.nodes[0]).toMatchObject({ exposure: 'unknown', isExposurePartial: true });
  });

  it('gives what surrounds a function its application, and what serves several to none', () => {
    expect(node('orders-nightly-3')?.application).toBe('orders');
    expect(node('orders-create-0-role')?.application).toBe('orders');
    expect(node('default')?.application).toBe('shared');
  });

  it('names everybody that an edge ends at', () => {
    const ids = new Set(model.nodes.map(({ id }) => id));
    expect(model.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
  });

  it('is written as Mermaid and DOT with every resource in it', () => {
    for (const text of [mermaid(model), dot(model)]) {
      for (const { name } of model.nodes) expect(text).toContain(name);
    }
  });
});

describe('observed flow', () => {
  it('confirms the role that a function runs as', () => {
    const runs = edge(functionArn('orders-create-0'), roleArnOf('orders-create-0-role'));
    expect(runs).toMatchObject({ origin: 'configured', seen: { count: 1 } });
    expect(edge(functionArn('orders-list-1'), roleArnOf('orders-list-1-role'))?.seen).toBeNull();
  });

  it('stands as an edge of its own where nothing that was read explains it', () => {
    const secret = model.nodes.find(({ kind }) => kind === 'secret');
    const reads = edge(roleArnOf('orders-expire-3-role'), secret?.id ?? '');
    expect(reads).toMatchObject({ origin: 'observed', relation: 'uses', label: 'reads' });
  });

  it('is the same in every order, and however often a record comes', () => {
    const observe = (order: readonly (typeof records)[number][]) => {
      const observation = createObservation();
      for (const record of order) observation.add(changeOf(record));
      return observation.flows();
    };
    expect(observe([...records].reverse())).toEqual(replayed.observed);
    expect(observe([...records, ...records])).toEqual(replayed.observed);
  });

  it('takes no notice of calls that failed, and of calls that configure', () => {
    const observation = createObservation();
    const assumed = records.find(({ eventName }) => eventName === 'AssumeRole') ?? {};
    observation.add(changeOf({ ...assumed, errorCode: 'AccessDenied' }));
    for (const record of records) if (record['eventName'] === 'CreateQueue') observation.add(changeOf(record));
    expect(observation.flows()).toEqual([]);
  });
});

describe('a part of the map', () => {
  it('is what flows into a function and out of it, and nobody else of the same role', () => {
    const focus = focusedOn(model, functionArn('orders-update-2'));
    const names = focus.nodes.map(({ name }) => name);
    expect(names).toContain('orders-shared-role');
    expect(names).not.toContain('orders-create-5');
  });

  it('tells owners by the tag that the operator says', () => {
    const owners = (tag: string) =>
      new Set(mapOf(documents, [], tag).nodes.flatMap(({ owner }) => (owner === null ? [] : [owner])));
    expect(owners('owner').size).toBeGreaterThan(0);
    expect(owners('team').size).toBe(0);
  });

  it('can be as near as one step', () => {
    const near = reachable(model.edges, functionArn('orders-create-0'), 'downstream', 1);
    expect([...near]).toEqual([[roleArnOf('orders-create-0-role'), 1]]);
  });

  it('is what changed since a time, with what is next to it', () => {
    const last = model.nodes.map(({ changed }) => changed ?? '').reduce((a, b) => (a > b ? a : b));
    const recent = changedSince(model, last);
    expect(recent.nodes.length).toBeGreaterThan(0);
    expect(recent.nodes.length).toBeLessThan(model.nodes.length);
    expect(changedSince(model, '2030-01-01T00:00:00Z').nodes).toEqual([]);
  });
});

describe('the data of the page', () => {
  const data = pageData({
    source: 'the trail of this test',
    asOf: replayed.until,
    documents,
    observed: replayed.observed,
    entries: ({ arn }) => replayed.inventory.entries(arn),
  });

  it('tells every finding with its fix', () => {
    expect(data.findings.length).toBe(replayed.findings.filter(({ resource }) => resource).length);
    const failed = data.findings.filter(({ verdict }) => verdict === 'fail');
    expect(failed.length).toBeGreaterThan(0);
    for (const { answers } of failed) expect(answers.map(({ question }) => question)).toContain('what to do');
  });

  it('tells every change with before and after, newest first', () => {
    const times = data.changes.map(({ time }) => time);
    expect(times).toEqual([...times].sort().reverse());
    const opened = data.changes.find(
      ({ call, resourceName }) => call === 'lambda AddPermission' && resourceName === 'orders-notify-4',
    );
    const policy = opened?.facets.find(({ name }) => name === 'resourcePolicy');
    expect(policy?.before).toBe('{}');
    expect(policy?.after).toContain('"debug"');
    expect(opened?.steps.some(({ kind }) => kind === 'opened')).toBe(true);
  });
});
