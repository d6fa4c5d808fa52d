import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Assembly, readAssembly } from '../../shared/local/assembly.ts';
import { createPermissions } from '../../shared/local/permissions.ts';
import { synthesized } from '../support/synth.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailwarden-permissions-'));
afterAll(() => rmSync(folder, { recursive: true }));

const place = { account: '111122223333', region: 'eu-west-1' };

const assembly: Assembly = (() => {
  writeFileSync(join(folder, 'Trailwarden.template.json'), JSON.stringify(synthesized().template.toJSON()));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts: {} }));
  return readAssembly(folder, place);
})();

const [stack] = assembly.stacks;
const named = (type: string, prefix: string) => {
  const found = stack?.ofType(type).find(({ id }) => id.startsWith(prefix));
  if (found === undefined) throw new Error(`no ${type} ${prefix}`);
  return found;
};
const permissions = createPermissions(assembly.stacks);
const watcher = named('AWS::Lambda::Function', 'WatchFunctions').id;
const table = named('AWS::DynamoDB::Table', 'Inventory').arn;

describe('the policies of the template', () => {
  it.each(['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:BatchWriteItem'])(
    'let a watcher call %s on the table',
    (action) => {
      expect(permissions.allows(watcher, { action, resource: table })).toBe(true);
    },
  );

  it.each(['dynamodb:Scan', 'dynamodb:DeleteTable', 'dynamodb:UpdateTable'])('refuse %s', (action) => {
    expect(permissions.allows(watcher, { action, resource: table })).toBe(false);
  });

  it('refuse the same call on another table', () => {
    expect(permissions.allows(watcher, { action: 'dynamodb:PutItem', resource: `${table}2` })).toBe(false);
  });

  it('refuse what nobody of the template asks', () => {
    expect(permissions.allows('Nobody', { action: 'dynamodb:Query', resource: table })).toBe(false);
  });

  it('let the rules of a lane send to its queue, and nobody else', () => {
    const sending = { action: 'sqs:SendMessage', resource: named('AWS::SQS::Queue', 'WatchFunctionsQueue').arn };
    const rule = named('AWS::Events::Rule', 'WatchFunctions').arn;
    expect(permissions.allowsService('events.amazonaws.com', sending, rule)).toBe(true);
    expect(permissions.allowsService('events.amazonaws.com', sending, `${rule}x`)).toBe(false);
    expect(permissions.allowsService('sns.amazonaws.com', sending, rule)).toBe(false);
  });
});
