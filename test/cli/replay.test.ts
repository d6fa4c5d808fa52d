import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyContext } from '../../shared/engine/context.ts';
import { defineRule, type Rule } from '../../shared/engine/rule.ts';
import { findingJson, transitionJson } from '../../shared/finding-json.ts';
import { exportInventory } from '../../shared/inventory/export.ts';
import type { JsonObject } from '../../shared/json.ts';
import { type Replayed, replay } from '../../shared/replay.ts';
import type { TrailProblem } from '../../shared/trail/source.ts';
import { aRecord, functionArn, human, roleArnOf } from '../support/calls.ts';
import { sharedData } from '../support/data.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const aTrail = (records: readonly JsonObject[]): string => {
  files += 1;
  const file = join(folder, `${files}.json.gz`);
  writeFileSync(file, gzipSync(JSON.stringify({ Records: records })));
  return file;
};

const rules: readonly Rule[] = [
  defineRule({
    id: 'test-statement',
    title: 'a statement',
    severity: 'high',
    detections: [],
    attack: [],
    rationale: '',
    remediation: '',
    references: [],
    subject: 'function',
    needs: ['resourcePolicy'],
    *evaluate({ resourcePolicy }) {
      for (const sid of Object.keys(resourcePolicy[''] ?? {})) yield { key: sid, message: sid, evidence: {} };
    },
  }),
];

const rehearse = async (paths: readonly string[], used = rules, context = emptyContext) => {
  const problems: TrailProblem[] = [];
  const replayed = await replay(paths, { rules: used, context, onProblem: (problem) => problems.push(problem) });
  return { ...replayed, problems };
};

const printed = ({ findings, transitions, inventory, until }: Replayed): string =>
  [
    ...findings.map((finding) => JSON.stringify(findingJson({ finding }))),
    ...transitions.map((transition) => JSON.stringify(transitionJson(transition))),
    ...exportInventory(inventory.documents.values(), until),
  ].join('\n');

const create = (name: string, id: string, time: string): JsonObject =>
  aRecord({
    id,
    time,
    name: 'CreateFunction20150331',
    request: { functionName: name, role: roleArnOf('r') },
    response: { functionArn: functionArn(name), role: roleArnOf('r') },
  });
const allow = (name: string, sid: string, id: string, time: string, errorCode?: string): JsonObject =>
  aRecord({
    id,
    time,
    name: 'AddPermission20150331v2',
    identity: human,
    request: { functionName: name, statementId: sid, action: 'lambda:InvokeFunction', principal: '*' },
    response: {},
    ...(errorCode === undefined ? {} : { errorCode }),
  });
const forbid = (name: string, sid: string, id: string, time: string): JsonObject =>
  aRecord({
    id,
    time,
    name: 'RemovePermission20150331v2',
    request: { functionName: name, statementId: sid },
    response: {},
  });

const made = create('checkout', 'e-1', '2026-03-02T09:00:00Z');
const opened = allow('checkout', 'open', 'e-2', '2026-03-02T09:01:00Z');
const widened = allow('checkout', 'wide', 'e-3', '2026-03-02T09:01:00Z');
const closed = forbid('checkout', 'open', 'e-4', '2026-03-02T09:05:00Z');
const story = [made, opened, widened, closed];

describe('a replay', () => {
  it('ends with the findings as they stand, ordered by when they were first seen', async () => {
    const { findings, counts, changes } = await rehearse([aTrail(story.toReversed())]);
    expect(findings.map(({ key, status }) => [key, status]).sort()).toEqual([
      ['open', 'resolved'],
      ['wide', 'active'],
    ]);
    expect(findings.map(({ id }) => id)).toEqual(findings.map(({ id }) => id).sort());
    expect(counts.records).toBe(4);
    expect(changes).toBe(4);
  });

  it('tells every step with the record that caused it', async () => {
    const { transitions } = await rehearse([aTrail(story)]);
    expect(transitions.map(({ kind, finding, cause }) => [kind, finding.key, cause?.eventId])).toEqual([
      ['opened', 'open', 'e-2'],
      ['opened', 'wide', 'e-3'],
      ['resolved', 'open', 'e-4'],
    ]);
  });

  it('takes a failed call for an attempt that changed nothing', async () => {
    const failed = allow('checkout', 'open', 'e-2', '2026-03-02T09:01:00Z', 'AccessDenied');
    expect((await rehearse([aTrail([made, failed])])).findings).toEqual([]);
  });

  it('reports a bad record at its place and judges its neighbours', async () => {
    const file = join(folder, 'half.jsonl');
    writeFileSync(file, `${JSON.stringify(made)}\n{"eventName": "AddPerm\n${JSON.stringify(widened)}\n`);
    const { findings, problems } = await rehearse([file, join(folder, 'no such file.json')]);
    expect(findings.map(({ key }) => key)).toEqual(['wide']);
    expect(problems.map((problem) => problem.file)).toEqual([file, join(folder, 'no such file.json')]);
    expect(problems[0]?.place).toContain('line 2');
  });

  it('counts what could not be decided at the end', async () => {
    const { unknown } = await rehearse([aTrail([forbid('never-seen-made', 'a', 'e-1', '2026-03-02T09:00:00Z')])]);
    expect(unknown.evaluations).toBe(1);
    expect([...unknown.missing.keys()]).toEqual(['resourcePolicy (not-seen)']);
  });

  it('shows a suppression that has run out by the end of the trail as active', async () => {
    const suppressions = [{ rule: 'test-*', until: '2026-03-02T09:03:00Z', reason: 'a demo' }];
    const context = { ...emptyContext, suppressions };
    const before = await rehearse([aTrail([made, opened])], rules, context);
    expect(before.findings.map(({ status }) => status)).toEqual(['suppressed']);
    const later = create('other', 'e-9', '2026-03-02T10:00:00Z');
    const after = await rehearse([aTrail([made, opened, later])], rules, context);
    expect(after.findings.map(({ status }) => status)).toEqual(['active']);
  });

  it('says the same of a shuffled copy with duplicates, in several files', async () => {
    const expected = printed(await rehearse([aTrail(story)]));
    const copies = [aTrail([closed, opened, opened]), aTrail([made, widened, made, closed])];
    expect(printed(await rehearse(copies))).toBe(expected);
    expect(printed(await rehearse(copies.toReversed()))).toBe(expected);
  });

  it('does not depend on which of two differing copies of a record is read first', async () => {
    const poor = { ...opened, requestParameters: { omitted: true, reason: 'too large' } };
    const [first, last] = [aTrail([poor]), aTrail([opened])];
    expect(printed(await rehearse([last, first]))).toBe(printed(await rehearse([first, last])));
  });
});

const real = sharedData('cloudtrail-invictus', 'events.jsonl');

describe.skipIf(real === undefined)('a replay of a real trail', () => {
  it('ends the same when its records come shuffled and twice', async () => {
    const lines = readFileSync(real ?? '', 'utf8')
      .trim()
      .split('\n');
    const shuffled = [...lines, ...lines.filter((_, index) => index % 3 === 0)]
      .map((line, index) => ({ line, rank: (index * 7919) % 4001 }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ line }) => line);
    const file = join(folder, 'shuffled.jsonl');
    writeFileSync(file, `${shuffled.join('\n')}\n`);
    const [expected, got] = [await rehearse([real ?? '']), await rehearse([file])];
    expect(expected.inventory.documents.size).toBeGreaterThan(10);
    expect(printed(got)).toBe(printed(expected));
    expect(got.duplicates).toBeGreaterThan(0);
  });
});
