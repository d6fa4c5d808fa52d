import fc from 'fast-check';
import { ruleSet } from '../../shared/engine/judge.ts';
import { defineActivityRule, defineRule } from '../../shared/engine/rule.ts';
import type { ResourceChange } from '../../shared/inventory/document.ts';
import { project } from '../../shared/inventory/projections.ts';
import { aChange, functionArn, roleArnOf } from './calls.ts';

const text = {
  title: 'a rule of this test',
  severity: 'high',
  detections: [],
  attack: [],
  rationale: '',
  remediation: '',
  references: [],
} as const;

const statementsAreFew = defineRule({
  ...text,
  id: 'test-statements',
  subject: 'function',
  needs: ['resourcePolicy'],
  uses: ['power'],
  *evaluate({ resourcePolicy, power }) {
    for (const sid of Object.keys(resourcePolicy[''] ?? {})) {
      yield { key: sid, message: sid, evidence: { admin: power?.power.admin ?? null } };
    }
  },
});

const nobodyIsAdministrator = defineRule({
  ...text,
  id: 'test-admin',
  subject: 'function',
  needs: ['power'],
  *evaluate({ power }) {
    if (power.power.admin) yield { key: 'admin', message: 'admin', evidence: { usedBy: [...power.usedBy] } };
  },
});

const rolesChange = defineActivityRule({
  ...text,
  id: 'test-role-swap',
  subject: 'function',
  calls: { lambda: ['UpdateFunctionConfiguration'] },
  needs: ['role'],
  *evaluate({ before, after }) {
    if (before.role !== after.role) yield { key: 'role', message: `${before.role} → ${after.role}`, evidence: {} };
  },
});

const topicsArePrivate = defineRule({
  ...text,
  id: 'test-topics',
  subject: 'topic',
  needs: ['resourcePolicy'],
  *evaluate({ resourcePolicy }) {
    if (resourcePolicy !== null) yield { key: JSON.stringify(resourcePolicy), message: 'shared', evidence: {} };
  },
});

const functionsAreOutOfReach = defineRule({
  ...text,
  id: 'test-reach',
  subject: 'function',
  needs: ['reach'],
  *evaluate({ reach }) {
    for (const { by, exposure } of reach.ways) yield { key: by, message: exposure, evidence: {} };
  },
});

/** Rules that notice every difference between two histories of the made-up trails. */
export const noticing = ruleSet([
  topicsArePrivate,
  statementsAreFew,
  nobodyIsAdministrator,
  rolesChange,
  functionsAreOutOfReach,
]);

/** Steps of a trail on few resources that are linked in every way, so that they meet. */
export const madeUpCalls = fc.oneof(
  fc.record({ call: fc.constant('create'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('delete'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('swap'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('allow'), fn: fc.nat(1), role: fc.nat(2) }),
  fc.record({ call: fc.constant('forbid'), fn: fc.nat(1), role: fc.nat(2) }),
  fc.record({ call: fc.constant('grant'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('revoke'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('attach'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('detach'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('publish'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('make-topic'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('delete-topic'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('share-topic'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('unshare-topic'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('subscribe'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('poll'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('stop-polling'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('share-queue'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('bound'), fn: fc.nat(1), role: fc.nat(1) }),
);

const policyArn = 'arn:aws:iam::111122223333:policy/shared';
const documentOf = (admin: boolean) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: admin ? '*' : 's3:GetObject', Resource: '*' }],
  });

const queuePolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'any', Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }],
});

/** What the steps do, two in each second. */
export const toChanges = (steps: readonly { call: string; fn: number; role: number }[]): ResourceChange[] =>
  steps.flatMap(({ call, fn, role }, index) => {
    const functionName = `fn${fn}`;
    const roleName = `role${role}`;
    // Two calls share each second, so that ties are decided by the event id.
    const at = {
      time: `2026-03-02T09:00:${String(index >> 1).padStart(2, '0')}Z`,
      id: `event-${String(index).padStart(3, '0')}`,
    };
    const lambda = (name: string, request: object, response: object = {}) =>
      project(aChange({ ...at, name, request: { functionName, ...request }, response: { ...response } }));
    const iam = (name: string, request: object) =>
      project(aChange({ ...at, source: 'iam', name, request: { ...request } }));
    const configured = { functionArn: functionArn(functionName), role: roleArnOf(roleName), handler: 'index.handler' };
    const queueArn = `arn:aws:sqs:eu-west-1:111122223333:queue${role}`;
    const queueUrl = `https://sqs.eu-west-1.amazonaws.com/111122223333/queue${role}`;
    const mapping = `00000000-0000-4000-8000-00000000000${fn}`;
    const topicArn = `arn:aws:sns:eu-west-1:111122223333:topic${fn}`;
    const sns = (name: string, request: object, response: object = {}) =>
      project(aChange({ ...at, source: 'sns', name, request: { ...request }, response: { ...response } }));
    switch (call) {
      case 'subscribe':
        return sns('Subscribe', { topicArn, protocol: 'lambda', endpoint: functionArn(functionName) });
      case 'poll':
        return lambda(
          'CreateEventSourceMapping20150331',
          { eventSourceArn: queueArn },
          { uUID: mapping, functionArn: functionArn(functionName), eventSourceArn: queueArn, state: 'Enabled' },
        );
      case 'stop-polling':
        return lambda('DeleteEventSourceMapping20150331', { uUID: mapping }, { uUID: mapping });
      case 'share-queue':
        return project(
          aChange({
            ...at,
            source: 'sqs',
            name: 'SetQueueAttributes',
            request: { queueUrl, attributes: { Policy: fn === 0 ? queuePolicy : '' } },
          }),
        );
      case 'bound':
        return iam('PutRolePermissionsBoundary', { roleName, permissionsBoundary: policyArn });
      case 'make-topic':
        return sns('CreateTopic', { name: `topic${fn}` }, { topicArn });
      case 'delete-topic':
        return sns('DeleteTopic', { topicArn });
      case 'share-topic':
        return sns('AddPermission', { topicArn, label: `s${role}`, aWSAccountId: ['*'], actionName: ['Publish'] });
      case 'unshare-topic':
        return sns('RemovePermission', { topicArn, label: `s${role}` });
      case 'create':
        return lambda('CreateFunction20150331', { role: roleArnOf(roleName) }, configured);
      case 'delete':
        return lambda('DeleteFunction20150331', {});
      case 'swap':
        return lambda('UpdateFunctionConfiguration20150331v2', { role: roleArnOf(roleName) }, configured);
      case 'allow':
        return lambda('AddPermission20150331v2', {
          statementId: `s${role}`,
          action: 'lambda:InvokeFunction',
          principal: '*',
        });
      case 'forbid':
        return lambda('RemovePermission20150331v2', { statementId: `s${role}` });
      case 'grant':
        return iam('PutRolePolicy', { roleName, policyName: 'p', policyDocument: documentOf(fn === 0) });
      case 'revoke':
        return iam('DeleteRolePolicy', { roleName, policyName: 'p' });
      case 'attach':
        return iam('AttachRolePolicy', { roleName, policyArn });
      case 'detach':
        return iam('DetachRolePolicy', { roleName, policyArn });
      default:
        return iam('CreatePolicyVersion', { policyArn, policyDocument: documentOf(fn === 0), setAsDefault: true });
    }
  });
