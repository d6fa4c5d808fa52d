import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrail, type TrailOptions } from '../../shared/trail/source.ts';
import { sharedData } from '../support/data.ts';
import { aRecord } from '../support/records.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trail-skip-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = async (paths: string | readonly string[], options: TrailOptions = {}) => {
  const trail = readTrail([paths].flat(), options);
  const changes: {
    readonly id: string;
    readonly eventSource: string;
    readonly eventName: string;
    readonly failed: boolean;
  }[] = [];
  const problems: string[] = [];
  for await (const item of trail) {
    if (item.kind === 'problem') problems.push(`${item.place}: ${item.message}`);
    else {
      const { id, eventSource, eventName, outcome } = item.change;
      changes.push({ id, eventSource, eventName, failed: outcome.status === 'failed' });
    }
  }
  return { changes, problems, counts: trail.counts };
};

/** What a file gives when it is read whole must be what it gives when unread kinds are skipped, but for those. */
const expectSkippingToChangeNothing = async (
  path: string,
  consumes: (source: string, name: string, failed: boolean) => boolean,
): Promise<void> => {
  const whole = await read(path);
  const skimmed = await read(path, { consumes });
  expect(skimmed.problems).toEqual(whole.problems);
  expect(skimmed.changes).toEqual(whole.changes.filter((c) => consumes(c.eventSource, c.eventName, c.failed)));
  expect(skimmed.counts.records).toBe(whole.counts.records);
  expect(skimmed.counts.skipped).toBe(whole.changes.length - skimmed.changes.length);
};

const names = ['UpdateFunctionCode20150331v2', 'ListFunctions20150331', 'AddPermission'];
const consumes = (source: string, name: string, failed: boolean): boolean =>
  source === 'lambda.amazonaws.com' && !name.startsWith('List') && !failed;

const anyMember = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, 7, '', 'x', {}, [], 'é', 'a"b', 'a\\b', 'aws:s3', 'lambda.amazonaws.com'),
  fc.constantFrom(
    '2026-02-28T23:59:59Z',
    '2026-02-30T00:00:00Z',
    '2026-03-01T10:00:00.5Z',
    '2026-03-01 10:00:00',
    '2026-1-1T10:00:00Z',
    '2026-03-01T24:00:00Z',
  ),
);
const memberOfRecord = fc.constantFrom(
  'eventTime',
  'eventName',
  'eventSource',
  'errorCode',
  'errorMessage',
  'eventType',
  'eventID',
  'userIdentity',
  'recipientAccountId',
);
const record = fc
  .tuple(
    fc.record({
      eventID: fc.constantFrom('1', '2', '3'),
      eventName: fc.constantFrom(...names),
      errorCode: fc.option(fc.constant('AccessDenied'), { nil: undefined, freq: 5 }),
    }),
    fc.option(fc.tuple(memberOfRecord, anyMember), { freq: 2 }),
  )
  .map(([members, damage]) => JSON.stringify(aRecord({ ...members, ...(damage && { [damage[0]]: damage[1] }) })));
const edited = fc
  .tuple(
    record,
    fc.option(fc.tuple(fc.nat(), fc.constantFrom('', '"', '}', '{', '\\', ',', '\n', '\u0000')), { freq: 2 }),
  )
  .map(([text, edit]) => {
    if (!edit) return text;
    const at = edit[0] % text.length;
    return text.slice(0, at) + edit[1] + text.slice(at + 1);
  });

describe('skipping what nobody reads', () => {
  it('changes nothing in what is found, whatever the file', async () => {
    const path = join(folder, 'any.json');
    await fc.assert(
      fc.asyncProperty(
        fc.array(edited, { maxLength: 8 }),
        fc.constantFrom('lines', 'Records', 'array'),
        async (records, shape) => {
          const list = records.join(shape === 'lines' ? '\n' : ',');
          writeFileSync(path, shape === 'lines' ? list : shape === 'array' ? `[${list}]` : `{"Records":[${list}]}`);
          await expectSkippingToChangeNothing(path, consumes);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('tells an Insights event from the call that it counts', async () => {
    const insightDetails = {
      eventSource: 'lambda.amazonaws.com',
      eventName: names[0],
      insightType: 'ApiCallRateInsight',
    };
    const path = join(folder, 'insight.json');
    writeFileSync(
      path,
      JSON.stringify(
        aRecord({ eventType: 'AwsCloudTrailInsight', insightDetails, eventName: 'ListFunctions20150331' }),
      ),
    );
    const seen: string[] = [];
    await read(path, { consumes: (_, name) => seen.push(name) > 0 });
    expect(seen).toEqual(['ApiCallRateInsight']);
  });
});

describe.skipIf(sharedData('cloudtrail-invictus') === undefined)('of real records', () => {
  const folders = [
    'cloudtrail-awsdocs',
    'cloudtrail-invictus',
    'cloudtrail-streamalert',
    'cloudtrail-traildiscover',
    'events-cloud-custodian-cwe',
  ];
  it.each(
    folders.map((name) => [name, sharedData(name, 'events.jsonl')] as const).filter(([, path]) => path !== undefined),
  )('skipping changes nothing in %s', async (_, path) => {
    await expectSkippingToChangeNothing(
      path ?? '',
      (source, name) => /^(?:lambda|iam|s3|sns)\./.test(source) && !/^(?:Get|List)/.test(name),
    );
  });

  it.each([
    ['cloudtrail-invictus', 0, 2900],
    ['cloudtrail-traildiscover', 0, 315],
    // among the examples are fragments, and records of S3, Kinesis and DynamoDB which are not CloudTrail's
    ['cloudtrail-awsdocs', 23, 162],
    ['events-cloud-custodian-cwe', 1, 23],
    // rule tests, where the time of many records is "..."
    ['cloudtrail-streamalert', 16, 56],
  ])('reads %s with %i problems, each with a reason', async (name, problemCount, changeCount) => {
    const { problems, changes } = await read(sharedData(name, 'events.jsonl') ?? '');
    expect(problems).toHaveLength(problemCount);
    for (const problem of problems) expect(problem).toMatch(/event(?:Time|Source): expected .*, got /);
    expect(changes).toHaveLength(changeCount);
  });
});
