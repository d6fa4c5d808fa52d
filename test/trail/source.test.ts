import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../shared/json.ts';
import { readTrail, type TrailItem, type TrailOptions, UNDATED } from '../../shared/trail/source.ts';
import { aRecord } from '../support/records.ts';

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trail-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (content: string | Buffer, name = 'trail.json'): string => {
  files += 1;
  const path = join(folder, `${files}-${name}`);
  writeFileSync(path, content);
  return path;
};

const read = async (paths: string | readonly string[], options: TrailOptions = {}) => {
  const trail = readTrail([paths].flat(), options);
  const ids: string[] = [];
  const problems: { readonly file: string; readonly place: string; readonly message: string }[] = [];
  for await (const item of trail) {
    if (item.kind === 'change') ids.push(item.change.id);
    else problems.push({ file: item.file, place: item.place, message: item.message });
  }
  return { ids, problems, counts: trail.counts };
};

const [one, two, three] = ['1', '2', '3'].map((eventID) => aRecord({ eventID }));
const text = (value: unknown): string => JSON.stringify(value);
const lines = (...values: readonly unknown[]): string => values.map(text).join('\n');
const envelope = (detail: unknown): Json => ({
  version: '0',
  id: 'x',
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.lambda',
  account: '111122223333',
  time: '2026-03-01T10:00:00Z',
  region: 'eu-west-1',
  detail: detail as Json,
});

describe('a trail', () => {
  it.each<[string, string]>([
    ['an S3 object of CloudTrail', text({ Records: [one, two] })],
    ['a pretty-printed one', JSON.stringify({ Records: [one, two] }, null, 2)],
    ['two of them in one file', lines({ Records: [one] }, { Records: [two] })],
    ['a list of them', text([{ Records: [one] }, { Records: [two] }])],
    ['an array', text([one, two])],
    ['one record a line', lines(one, two)],
    ['one record a line, ended by CR and LF', `${text(one)}\r\n${text(two)}\r\n`],
    ['pretty-printed records one after the other', `${JSON.stringify(one, null, 2)}\n${JSON.stringify(two, null, 2)}`],
    ['records without anything between them', text(one) + text(two)],
    ['records with commas but no list', `${text(one)},\n${text(two)},\n`],
    ['EventBridge envelopes, one a line', lines(envelope(one), envelope(two))],
    ['an array of EventBridge envelopes', text([envelope(one), envelope(two)])],
    [
      'LookupEvents',
      text({ Events: [one, two].map((r) => ({ EventName: 'x', CloudTrailEvent: text(r) })), NextToken: 't' }),
    ],
    ['LookupEvents, queried for its texts', text([text(one), text(two)])],
    ['LookupEvents as tab-separated text', `${text(one)}\t${text(two)}\n`],
    ['SQS messages as a function gets them', text({ Records: [one, two].map((r) => ({ body: text(envelope(r)) })) })],
    ['SQS messages as the CLI prints them', text({ Messages: [one, two].map((r) => ({ Body: text(r) })) })],
    [
      'SNS in SQS',
      text({ Records: [one, two].map((r) => ({ body: text({ Type: 'Notification', Message: text(r) }) })) }),
    ],
    [
      'CloudWatch Logs',
      text({ events: [one, two].map((r) => ({ timestamp: 1, message: text(r) })), searchedLogStreams: [] }),
    ],
    ['a byte order mark', `\uFEFF${text([one, two])}`],
    ['members before and after the list', text({ a: { Records: [7] }, Records: [one, two], b: [1, { c: null }] })],
  ])('is read from %s', async (_, content) => {
    expect(await read(fileOf(content))).toMatchObject({
      ids: ['1', '2'],
      problems: [],
      counts: { records: 2, files: 1 },
    });
    expect(await read(fileOf(gzipSync(content)))).toMatchObject({ ids: ['1', '2'], problems: [] });
  });

  it('is read from UTF-16, which PowerShell writes', async () => {
    expect(await read(fileOf(Buffer.from(`\uFEFF${text([one, two])}`, 'utf16le')))).toMatchObject({
      ids: ['1', '2'],
      problems: [],
    });
  });

  it('is read from several gzip members in one file', async () => {
    const content = Buffer.concat([gzipSync(text(one)), gzipSync(text(two))]);
    expect((await read(fileOf(content))).ids).toEqual(['1', '2']);
  });

  it('is read from nested folders, in the order of names, leaving other files alone', async () => {
    const root = join(folder, 'AWSLogs');
    mkdirSync(join(root, '111122223333/CloudTrail/eu-west-1'), { recursive: true });
    mkdirSync(join(root, '444455556666/CloudTrail'), { recursive: true });
    writeFileSync(join(root, '444455556666/CloudTrail/a.jsonl'), lines(three));
    writeFileSync(join(root, '111122223333/CloudTrail/eu-west-1/b.json.gz'), gzipSync(text({ Records: [two] })));
    writeFileSync(join(root, '111122223333/CloudTrail/eu-west-1/a.json'), text({ Records: [one] }));
    writeFileSync(join(root, 'readme.txt'), 'not a trail');
    expect(await read(root)).toMatchObject({ ids: ['1', '2', '3'], problems: [], counts: { files: 3 } });
  });

  it('is read from a folder with links that lead back up or nowhere', async () => {
    const root = join(folder, 'linked');
    mkdirSync(join(root, 'a'), { recursive: true });
    writeFileSync(join(root, 'a/trail.json'), lines(one));
    writeFileSync(join(root, 'z.json'), lines(two));
    symlinkSync(root, join(root, 'a/up'));
    symlinkSync(join(root, 'nowhere'), join(root, 'b.json'));
    symlinkSync(join(root, 'nowhere'), join(root, 'notes'));
    const { ids, problems } = await read(root);
    expect(ids).toEqual(['1', '2']);
    expect(problems).toMatchObject([{ file: join(root, 'b.json'), message: expect.stringContaining('no such file') }]);
  });

  it('counts what is no CloudTrail record and is not meant to be', async () => {
    const health = { ...(envelope({}) as object), 'detail-type': 'AWS Health Event' };
    const digest = { awsAccountId: '111122223333', digestStartTime: '2026-03-01T10:00:00Z', logFiles: [] };
    expect(await read(fileOf(lines(health, digest, one)))).toMatchObject({
      ids: ['1'],
      problems: [],
      counts: { others: 2, records: 1 },
    });
  });

  it('is not built where nobody reads it', async () => {
    const asked: string[] = [];
    const list = aRecord({ eventID: '9', eventName: 'ListFunctions20150331' });
    const denied = aRecord({ eventID: '8', errorCode: 'AccessDenied' });
    const consumes = (source: string, name: string, failed: boolean): boolean => {
      asked.push(`${source} ${name} ${failed}`);
      return !name.startsWith('List') && !failed;
    };
    const { ids, counts } = await read(fileOf(lines(list, one, list, denied, two)), { consumes });
    expect(ids).toEqual(['1', '2']);
    expect(counts).toMatchObject({ records: 5, skipped: 3 });
    expect(asked.filter((kind) => kind === 'lambda.amazonaws.com ListFunctions20150331 false')).toHaveLength(1);
  });
});

describe('of a damaged trail', () => {
  const nobody = { consumes: () => false };

  it.each<[string, string, number]>([
    ['a flawed value', `{"Records":[${text(one)},{"eventVersion":tru},${text(two)}]}`, 1],
    ['a missing comma between members', `{"Records":[${text(one)},{"a":1 "b":{"c":[2]}},${text(two)}]}`, 1],
    ['a missing comma between records', `{"Records":[${text(one)} ${text(two)}]}`, 1],
    ['something that is no record', `[${text(one)},7,${text(two)}]`, 1],
    ['an unquoted word', `[${text(one)}, oops, ${text(two)}]`, 1],
    ['a control character', `${text(one)}\n{"a":"\u0001"}\n${text(two)}`, 1],
    ['half a line', `${text(one)}\n${text(three).slice(0, 200)}\n${text(two)}`, 1],
    ['half a line, cut between members', `${text(one)}\n{"eventVersion":"1.08",\n${text(two)}`, 1],
    ['half a record inside the list', `{"Records":[${text(one)},${text(three).slice(0, 150)},${text(two)}]}`, 1],
    [
      'half a record inside the list, cut in a string',
      `{"Records":[${text(one)},${text(three).slice(0, 30)},${text(two)}]}`,
      1,
    ],
    ['junk between lines', `${text(one)}\n*** rotated ***\n${text(two)}`, 1],
    ['a record without a name', lines(one, aRecord({ eventName: undefined, eventSource: undefined }), two), 1],
    ['nesting without end', `${text(one)}\n${'['.repeat(600)}${']'.repeat(600)}\n${text(two)}`, 1],
  ])('only the record with %s is lost, with a problem', async (_, content, count) => {
    const file = fileOf(content);
    const everything = await read(file);
    expect(everything.ids).toEqual(['1', '2']);
    expect(everything.problems).toHaveLength(count);
    expect(everything.problems[0]).toMatchObject({
      file,
      place: expect.stringMatching(/^record [12] \(line \d, byte \d+\)/),
    });
    const skimmed = await read(file, nobody);
    expect(skimmed.ids).toEqual([]);
    expect(skimmed.problems).toEqual(everything.problems);
  });

  it('the place, what was expected and what was got are said', async () => {
    const { problems } = await read(fileOf(`${text(one)}\n{"eventVersion":tru}\n`));
    expect(problems[0]).toMatchObject({
      place: `record 2 (line 2, byte ${text(one).length + 20})`,
      message: "expected true, false or null, got '}'",
    });
  });

  it('a record whose time can not be read is reported, and comes before all others', async () => {
    const trail = readTrail([fileOf(lines(aRecord({ eventTime: '...' })))]);
    const items: TrailItem[] = [];
    for await (const item of trail) items.push(item);
    expect(items).toMatchObject([
      { kind: 'problem', place: 'record 1 (line 1, byte 0), eventTime' },
      { kind: 'change', change: { time: UNDATED } },
    ]);
  });

  it.each<[string, string]>([
    ['ends inside a record', `${text(one)}\n${text(two).slice(0, 100)}`],
    ['ends inside the list', `{"Records":[${text(one)},`],
    ['ends before the list does', `{"Records":[${text(one)}`],
  ])('that %s, the rest is read', async (_, content) => {
    const { ids, problems } = await read(fileOf(content));
    expect(ids).toEqual(['1']);
    expect(problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining('got the end of the file') }),
    ]);
  });

  it('that is truncated gzip, what was readable is read', async () => {
    // random ids compress badly, so that the cut comes in the middle
    const many = Array.from({ length: 400 }, (_, n) =>
      aRecord({ eventID: `${n}`, requestID: Math.sin(n).toString(36) }),
    );
    const whole = gzipSync(text({ Records: many }));
    const { ids, problems } = await read(fileOf(whole.subarray(0, whole.length / 2), 'cut.json.gz'));
    expect(ids.length).toBeGreaterThan(100);
    expect(ids.length).toBeLessThan(400);
    expect(ids).toEqual(many.slice(0, ids.length).map((record) => record['eventID']));
    expect(problems).toEqual([
      expect.objectContaining({
        place: expect.stringMatching(new RegExp(`^record ${ids.length + 1} `)),
        message: expect.stringContaining('unexpected end of file'),
      }),
    ]);
  });

  it('whose gzip is corrupt, a problem says so', async () => {
    const whole = gzipSync(text({ Records: [one] }));
    whole[whole.length - 6] = (whole[whole.length - 6] ?? 0) ^ 0xff;
    expect((await read(fileOf(whole))).problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining('incorrect data check') }),
    ]);
  });

  it('a record that is not UTF-8 is a problem, also where nobody would read it', async () => {
    const latin1 = Buffer.from(text(aRecord({ userAgent: 'caf\u00e9' })), 'latin1');
    const utf8 = Buffer.from(text(aRecord({ eventID: '2', userAgent: 'caf\u00e9' })));
    const file = fileOf(Buffer.concat([Buffer.from(`${text(one)}\n`), latin1, Buffer.from('\n'), utf8]));
    const everything = await read(file);
    expect(everything.ids).toEqual(['1', '2']);
    expect(everything.problems).toEqual([
      expect.objectContaining({
        place: expect.stringContaining('record 2 (line 2'),
        message: 'expected UTF-8, got other bytes in the record',
      }),
    ]);
    expect((await read(file, nobody)).problems).toEqual(everything.problems);
  });

  it.each<[string, string | Buffer]>([
    ['an empty file', ''],
    ['white space', ' \n\n '],
    ['text', 'hello {world} and others'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a bare word', 'null'],
  ])('%s is one problem', async (_, content) => {
    expect(await read(fileOf(content))).toMatchObject({
      ids: [],
      problems: [{ message: expect.stringMatching(/expected/) }],
    });
  });

  it('a path that is not there, and a folder without a trail, are problems', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty, { recursive: true });
    const { problems } = await read([join(folder, 'nowhere.json'), empty, fileOf(text(one))]);
    expect(problems).toMatchObject([
      { file: join(folder, 'nowhere.json'), message: expect.stringContaining('no such file') },
      { file: empty, message: expect.stringContaining('without any') },
    ]);
  });

  it('more problems than anybody reads are counted', async () => {
    const { problems, counts } = await read(fileOf('[1]\n'.repeat(250)));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.message).toBe('150 more problems in this file');
    expect(counts.problems).toBe(250);
  });
});

describe('records that were read before', () => {
  it('are left out and counted where only once is asked for, whatever file they stand in', async () => {
    const record = JSON.stringify({ ...aRecord({ eventID: 'twice' }) });
    const other = JSON.stringify({ ...aRecord({ eventID: 'once' }) });
    const place = mkdtempSync(join(tmpdir(), 'repeats-'));
    try {
      writeFileSync(join(place, 'a.jsonl'), `${record}\n${other}\n${record}\n`);
      writeFileSync(join(place, 'b.json'), `{"Records":[${record}]}`);
      const trail = readTrail([place], { once: true });
      const ids: string[] = [];
      for await (const item of trail) if (item.kind === 'change') ids.push(item.change.id);
      expect(ids).toEqual(['twice', 'once']);
      expect(trail.counts).toMatchObject({ records: 4, repeated: 2 });
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });

  it('are told again where something is the matter with them', async () => {
    const place = mkdtempSync(join(tmpdir(), 'repeats-'));
    try {
      const bad = JSON.stringify({ ...aRecord({ eventTime: 'yesterday' }) });
      writeFileSync(join(place, 'a.jsonl'), `${bad}\n${bad}\n`);
      const trail = readTrail([place], { once: true });
      for await (const _ of trail);
      expect(trail.counts.problems).toBe(2);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
});
