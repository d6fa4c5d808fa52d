import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messagingAndData } from '../../../shared/inventory/projections/messaging-and-data.ts';
import { isProjected, project } from '../../../shared/inventory/projections.ts';
import { isObject } from '../../../shared/json.ts';
import { type Change, isChange, readChange } from '../../../shared/trail/change.ts';
import { sharedData } from '../../support/data.ts';

const sets = [
  'cloudtrail-invictus',
  'cloudtrail-traildiscover',
  'cloudtrail-streamalert',
  'cloudtrail-awsdocs',
  'events-cloud-custodian-cwe',
];

const changesOf = (path: string): readonly Change[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
    .map((line) => (isObject(line) ? (line['detail'] ?? line['record'] ?? line['event'] ?? line) : line))
    .map((record) => readChange(record))
    .filter(isChange);

const own = new Set(messagingAndData.map(({ source }) => source));

/** Records that succeeded, and yet name no resource that could be kept. */
const namesNothing = (change: Change): boolean =>
  change.request.state === 'absent' || ['keyId', 'bucketName'].some((member) => change.request.string(member) === '');

describe.each(sets)('the real records of %s', (set) => {
  const path = sharedData(set, 'events.jsonl');

  it.skipIf(path === undefined)('each have an effect, unless they failed or name nothing', () => {
    const changes = path === undefined ? [] : changesOf(path);
    expect(changes.length).toBeGreaterThan(0);
    const without = changes
      .filter(({ source, name }) => own.has(source) && isProjected(source, name))
      .filter(({ outcome }) => outcome.status === 'succeeded')
      .filter((change) => !namesNothing(change) && project(change).length === 0)
      .map(({ source, name, id }) => `${source} ${name} ${id}`);
    expect(without).toEqual([]);
  });
});
