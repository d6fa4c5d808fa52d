import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { triggerSurface } from '../../../shared/inventory/projections/trigger-surface.ts';
import { project } from '../../../shared/inventory/projections.ts';
import { isChange, readChange } from '../../../shared/trail/change.ts';
import { sharedData } from '../../support/data.ts';

const trails = ['invictus', 'traildiscover', 'streamalert', 'awsdocs'].flatMap(
  (name) => sharedData(`cloudtrail-${name}`, 'events.jsonl') ?? [],
);
const envelopes = sharedData('events-cloud-custodian-cwe', 'envelopes.json');

const recordsOf = (): readonly unknown[] => [
  ...trails.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown),
  ),
  ...(envelopes === undefined
    ? []
    : (JSON.parse(readFileSync(envelopes, 'utf8')) as readonly { event: { detail?: unknown } }[]).map(
        ({ event }) => event.detail ?? event,
      )),
];

const sources = new Set(triggerSurface.map(({ source }) => source));

describe.skipIf(trails.length === 0)('real records of these services', () => {
  it('never make a projection throw, and failed ones change nothing', () => {
    const changes = recordsOf()
      .map((record) => readChange(record))
      .filter(isChange)
      .filter(({ source }) => sources.has(source));
    expect(changes.length).toBeGreaterThan(50);
    for (const change of changes) {
      const effects = project(change);
      if (change.outcome.status === 'failed') expect(effects).toEqual([]);
    }
  });

  it('open the route that was really opened', () => {
    const effects = recordsOf()
      .map((record) => readChange(record))
      .filter(isChange)
      .filter(({ source, name }) => source === 'apigateway' && /^Create(Api|Route|Stage|Integration)$/.test(name))
      .flatMap(project);
    const facets = new Set(effects.flatMap(({ ops }) => ops.flatMap((op) => ('facet' in op ? [op.facet] : []))));
    expect([...facets]).toEqual(expect.arrayContaining(['routes', 'integrations', 'stages', 'protocol']));
  });
});
