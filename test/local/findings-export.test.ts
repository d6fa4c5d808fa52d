import { beforeAll, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../shared/json.ts';
import type { Assembly } from '../../shared/local/assembly.ts';
import { aRecord, functionArn, human } from '../support/calls.ts';
import { aLocalCloud, synthesizedAssembly } from '../support/local-cloud.ts';

let assembly: Assembly;
beforeAll(async () => {
  assembly = await synthesizedAssembly({ slack: undefined, securityHub: true, ocsf: true });
}, 120_000);

const opening = aRecord({
  name: 'AddPermission20150331v2',
  identity: human,
  request: { functionName: 'one', statementId: 'open', action: 'lambda:InvokeFunction', principal: '*' },
});

it('Security Hub and the event bus get each step, with the permissions of the template', {
  timeout: 60_000,
}, async () => {
  const handed: { readonly operation: string; readonly input: JsonObject }[] = [];
  const cloud = await aLocalCloud(assembly, {
    fault: ({ operation, input }) => {
      if (operation === 'PutEvents' || operation === 'BatchImportFindings') handed.push({ operation, input });
      return undefined;
    },
  });
  try {
    await cloud.feed(opening);
    expect(cloud.deadLetters()).toEqual([]);
    expect(cloud.gateway.refused).toEqual([]);
  } finally {
    await cloud.close();
  }
  const of = (operation: string, member: string): readonly JsonObject[] =>
    handed
      .filter((each) => each.operation === operation)
      .flatMap(({ input }) => (Array.isArray(input[member]) ? input[member] : []))
      .filter(isObject);
  expect(of('BatchImportFindings', 'Findings')).toContainEqual(
    expect.objectContaining({ GeneratorId: 'lambda-permission-public', SchemaVersion: '2018-10-08' }),
  );
  const events = of('PutEvents', 'Entries');
  expect(events).toContainEqual(
    expect.objectContaining({
      Source: 'trailwarden',
      DetailType: 'Detection Finding',
      Resources: [functionArn('one')],
    }),
  );
  expect(events.length).toBe(of('BatchImportFindings', 'Findings').length);
});
