import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Assembly } from '../../shared/local/assembly.ts';
import { aRecord, functionArn, roleArnOf } from '../support/calls.ts';
import { aLocalCloud, synthesizedAssembly } from '../support/local-cloud.ts';
import { aSlack } from '../support/slack.ts';

// Real bundles on embedded parts, with the roles that the template gives them.

let assembly: Assembly;
let slack: Awaited<ReturnType<typeof aSlack>>;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  slack = await aSlack();
}, 120_000);
afterAll(async () => {
  await slack.close();
});

const count = 60;

const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

const creating = (index: number) => {
  const name = `fn-${String(index).padStart(3, '0')}`;
  return aRecord({
    id: idOf(index),
    name: 'CreateFunction20150331',
    request: { functionName: name, role: roleArnOf('shared'), runtime: 'nodejs24.x' },
    response: { functionArn: functionArn(name), role: roleArnOf('shared') },
  });
};

const opening = aRecord({
  id: idOf(1_000),
  time: '2026-03-02T09:01:00Z',
  name: 'AddPermission20150331v2',
  request: {
    functionName: 'fn-059',
    statementId: 'open',
    action: 'lambda:GetFunctionConfiguration',
    principal: '999988887777',
  },
});

const granting = aRecord({
  id: idOf(2_000),
  time: '2026-03-02T09:02:00Z',
  source: 'iam',
  name: 'PutRolePolicy',
  request: {
    roleName: 'shared',
    policyName: 'all',
    policyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    }),
  },
});

describe('a role that more functions share than one write tells', () => {
  it('makes what the last of them did graver, by messages that the lane sends itself', {
    timeout: 120_000,
  }, async () => {
    const cloud = await aLocalCloud(assembly, { slack: slack.api });
    onTestFinished(() => cloud.close());
    await cloud.feed(...Array.from({ length: count }, (_, index) => creating(index)), opening);
    const emailed = cloud.emails.length;
    await cloud.feed(granting);
    expect(cloud.deadLetters()).toEqual([]);
    const raised = cloud.emails.slice(emailed).filter((text) => text.includes('fn-059'));
    expect(raised.join('\n')).toContain('its role shared: administrator: every action on every resource');
  });
});
