import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Arn } from '../../shared/arn.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import type { Transition } from '../../shared/engine/finding.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { defineRule } from '../../shared/engine/rule.ts';
import type { ResourceChange } from '../../shared/inventory/document.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { project } from '../../shared/inventory/projections.ts';
import { createMemoryInventory } from '../../shared/inventory/store/memory.ts';
import { createStore } from '../../shared/inventory/store/store.ts';
import { aChange, functionArn, roleArnOf } from '../support/calls.ts';
import { type EmbeddedTable, embeddedTable } from '../support/embedded.ts';

const statements = defineRule({
  id: 'test-statements',
  title: 'a rule of this test',
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
});
const rules = ruleSet([statements]);
const context = emptyContext;

let table: EmbeddedTable;
beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());

/** Names that no other test uses, so that tests share one table. */
const fresh = (): string => `fn-${randomUUID()}`;

const at = (index: number) => ({ time: `2026-03-02T09:00:${String(index).padStart(2, '0')}Z`, id: `e-${index}` });
const create = (functionName: string, index: number, role = 'job') =>
  project(
    aChange({
      ...at(index),
      name: 'CreateFunction20150331',
      request: { functionName, role: roleArnOf(role) },
      response: { functionArn: functionArn(functionName), role: roleArnOf(role) },
    }),
  );
const allow = (functionName: string, sid: string, index: number) =>
  project(
    aChange({
      ...at(index),
      name: 'AddPermission20150331v2',
      request: { functionName, statementId: sid, action: 'lambda:InvokeFunction', principal: '*' },
    }),
  );
const forbid = (functionName: string, sid: string, index: number) =>
  project(aChange({ ...at(index), name: 'RemovePermission20150331v2', request: { functionName, statementId: sid } }));
const code = (functionName: string, index: number) =>
  project(
    aChange({
      ...at(index),
      name: 'UpdateFunctionCode20150331v2',
      request: { functionName, s3Bucket: 'packages', s3Key: `${index}.zip` },
      response: { functionArn: functionArn(functionName), role: roleArnOf('job'), codeSha256: `sha-${index}` },
    }),
  );

const arnOfFunction = (name: string): Arn => functionArn(name) as Arn;
const silent = async (): Promise<void> => {};
const collector = () => {
  const published: Transition[] = [];
  return { published, publish: async (transitions: readonly Transition[]) => void published.push(...transitions) };
};

describe('the inventory in DynamoDB', () => {
  it('ends where the in-memory one ends, whatever the order, the batches and the repetitions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(1_000), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (dice, size) => {
          const name = fresh();
          const other = fresh();
          const changes = [
            ...create(name, 0),
            ...create(other, 1),
            ...allow(name, 'a', 2),
            ...allow(name, 'b', 3),
            ...forbid(name, 'a', 4),
            ...code(name, 5),
            ...create(other, 6, 'other'),
          ];
          const memory = createMemoryInventory();
          memory.commit(fold(memory, changes, rules, context));

          const delivered = [...changes, ...changes.slice(2, 5)]
            .map((change, index) => ({ change, rank: dice[index] ?? 0 }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ change }) => change);
          const store = createStore(table.client, table.tableName);
          const { published, publish } = collector();
          for (let from = 0; from < delivered.length; from += size) {
            await store.apply(delivered.slice(from, from + size), { rules, context, publish });
          }
          for (const functionName of [name, other]) {
            const arn = arnOfFunction(functionName);
            expect((await store.resource(arn))?.facets).toEqual(memory.document(arn)?.facets);
            expect((await store.resource(arn))?.findings).toEqual(memory.document(arn)?.findings);
            const entries = (await store.history(arn)).map(({ change }) => change.id);
            expect(entries).toEqual(
              memory
                .entries(arn)
                .map(({ change }) => change.id)
                .sort(),
            );
          }
          const lastSteps = new Map(published.map(({ finding }) => [finding.id, finding]));
          expect(lastSteps.size).toBeGreaterThan(0);
        },
      ),
      { numRuns: 4 },
    );
  });

  it('needs two round trips for ten records that change nothing risky', async () => {
    const name = fresh();
    const store = createStore(table.client, table.tableName);
    await store.apply(create(name, 0), { rules, context, publish: silent });
    const batch = Array.from({ length: 10 }, (_, index) => code(name, index + 1)).flat();
    table.calls.length = 0;
    await store.apply(batch, { rules, context, publish: silent });
    const [read, ...writes] = table.calls;
    expect(read).toBe('BatchGetItem');
    expect(new Set(writes)).toEqual(new Set(['BatchWriteItem', 'PutItem']));
  });

  it('hands on again what a function that died had not handed on', async () => {
    const name = fresh();
    const store = createStore(table.client, table.tableName);
    await store.apply(create(name, 0), { rules, context, publish: silent });
    const dying = store.apply(allow(name, 'a', 1), {
      rules,
      context,
      publish: async () => {
        throw new Error('the topic refuses');
      },
    });
    await expect(dying).rejects.toThrow('the topic refuses');
    const { published, publish } = collector();
    await store.apply(allow(name, 'a', 1), { rules, context, publish });
    expect(published.map(({ kind, finding }) => [kind, finding.key])).toEqual([['opened', 'a']]);
    await store.apply(allow(name, 'a', 1), { rules, context, publish });
    expect(published).toHaveLength(1);
  });

  it('loses nothing when two functions write the same resource at once', async () => {
    const name = fresh();
    const store = createStore(table.client, table.tableName);
    await store.apply(create(name, 0), { rules, context, publish: silent });
    const sids = ['a', 'b', 'c', 'd'];
    await Promise.all(
      sids.map((sid, index) => store.apply(allow(name, sid, index + 1), { rules, context, publish: silent })),
    );
    const document = await store.resource(arnOfFunction(name));
    expect(
      Object.values(document?.findings ?? {})
        .map(({ key }) => key)
        .sort(),
    ).toEqual(sids);
  });

  it('has the edges of the document, whoever wrote it at once and came last', async () => {
    const name = fresh();
    const store = createStore(table.client, table.tableName);
    await store.apply(create(name, 0), { rules, context, publish: silent });
    const roles = Array.from({ length: 4 }, (_, index) => `${name}-${index}`);
    await Promise.all(
      roles.map((role, index) => store.apply(create(name, index + 1, role), { rules, context, publish: silent })),
    );
    const role = (await store.resource(arnOfFunction(name)))?.facets['role'];
    const used: string[] = [];
    for (const each of ['job', ...roles]) {
      const arn = roleArnOf(each) as Arn;
      if ((await store.sources(arn, 'runs-as')).includes(arnOfFunction(name))) used.push(arn);
    }
    expect(role).toMatchObject({ known: true, value: roleArnOf(roles.at(-1) ?? '') });
    expect(used).toEqual([roleArnOf(roles.at(-1) ?? '')]);
  });

  it('lists what is there by name, from a name on', async () => {
    const store = createStore(table.client, table.tableName);
    const options = { rules, context, publish: silent };
    const [one, two, three] = ['a', 'b', 'c'].map((letter) => `${letter}-${fresh()}`) as [string, string, string];
    for (const [index, name] of [three, one, two].entries()) await store.apply(create(name, index), options);
    await store.apply(
      project(aChange({ ...at(9), name: 'DeleteFunction20150331', request: { functionName: two } })),
      options,
    );
    const from = async (name?: string) => {
      const names: string[] = [];
      for await (const document of store.listFrom('function', '111122223333', 'eu-west-1', name))
        names.push(document.name);
      return names.filter((each) => [one, two, three].includes(each));
    };
    expect(await from()).toEqual([one, three]);
    expect(await from(one)).toEqual([one, three]);
    expect(await from(two)).toEqual([three]);
  });

  it('lists findings by status and severity, and resources by kind', async () => {
    const name = fresh();
    const store = createStore(table.client, table.tableName);
    await store.apply([...create(name, 0), ...allow(name, 'a', 1), ...allow(name, 'b', 2), ...forbid(name, 'b', 3)], {
      rules,
      context,
      publish: silent,
    });
    const mine = async (status: 'active' | 'resolved') => {
      const keys: string[] = [];
      for await (const finding of store.findings(status)) if (finding.resource.name === name) keys.push(finding.key);
      return keys;
    };
    expect(await mine('active')).toEqual(['a']);
    expect(await mine('resolved')).toEqual(['b']);
    const names: string[] = [];
    for await (const document of store.list('function', '111122223333', 'eu-west-1')) names.push(document.name);
    expect(names).toContain(name);
    expect(await store.sources(roleArnOf('job') as Arn, 'runs-as')).toContain(functionArn(name));
  });

  it('never keeps an environment value, a whole event or a code package', async () => {
    const name = fresh();
    const store = createStore(table.client, table.tableName);
    const changes: readonly ResourceChange[] = project(
      aChange({
        ...at(0),
        name: 'CreateFunction20150331',
        request: {
          functionName: name,
          role: roleArnOf('job'),
          environment: { variables: { DB_PASSWORD: 'hunter2-hunter2' } },
          code: { zipFile: 'UEsDBBQAAAAI', s3Bucket: 'packages' },
        },
      }),
    );
    await store.apply(changes, { rules, context, publish: silent });
    const kept = JSON.stringify([await store.resource(arnOfFunction(name)), await store.history(arnOfFunction(name))]);
    expect(kept).not.toContain('hunter2');
    expect(kept).not.toContain('UEsDBBQAAAAI');
    expect(kept).not.toContain('requestParameters');
  });
});
