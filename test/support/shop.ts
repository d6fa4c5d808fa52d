import type { JsonObject } from '../../shared/json.ts';
import { account, aRecord, deployer, functionArn, human, region, roleArnOf } from './calls.ts';

/** What the made-up services of the shop are about. */
const subjects = ['orders', 'payments', 'catalog', 'search', 'shipping', 'returns', 'reviews', 'accounts'] as const;
const verbs = ['create', 'list', 'update', 'expire', 'notify'] as const;

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const allowing = (action: string | readonly string[], resource: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: typeof action === 'string' ? action : [...action], Resource: resource }],
  });

/**
 * The CloudTrail records of a shop with so many functions in applications of twelve: APIs, queues with mappings,
 * schedules, tables, secrets, here and there an administrator, an open URL or a change by hand; services take on
 * roles and roles use their tables.
 */
export const shopTrail = (functions: number): readonly JsonObject[] => {
  const records: JsonObject[] = [];
  const start = Date.parse('2026-03-02T08:00:00Z');
  const add = (
    source: string,
    name: string,
    request: JsonObject,
    more: Partial<Parameters<typeof aRecord>[0]> = {},
  ) => {
    const index = records.length;
    records.push(
      aRecord({
        source,
        name,
        request,
        id: `shop-${String(index).padStart(6, '0')}`,
        time: new Date(start + index * 7_000).toISOString().replace('.000', ''),
        ...more,
      }),
    );
  };
  const perApplication = 12;
  for (let index = 0; index < functions; index += 1) {
    const application = Math.floor(index / perApplication);
    const subject = subjects[application % subjects.length] ?? 'orders';
    const cell = application < subjects.length ? subject : `${subject}${Math.floor(application / subjects.length) + 1}`;
    const verb = verbs[index % verbs.length] ?? 'list';
    const name = `${cell}-${verb}-${index % perApplication}`;
    const role = index % 3 === 2 ? `${cell}-shared-role` : `${name}-role`;
    const table = `arn:aws:dynamodb:${region}:${account}:table/${cell}`;
    if (index % 3 !== 2 || index % perApplication === 2) {
      add('iam', 'CreateRole', { roleName: role, assumeRolePolicyDocument: trust });
      const isAdmin = index % 31 === 7;
      add('iam', 'PutRolePolicy', {
        roleName: role,
        policyName: 'data',
        policyDocument: isAdmin
          ? allowing('*', '*')
          : allowing(verb === 'list' ? 'dynamodb:GetItem' : ['dynamodb:GetItem', 'dynamodb:PutItem'], table),
      });
    }
    const configured = { functionArn: functionArn(name), functionName: name, role: roleArnOf(role) };
    add(
      'lambda',
      'CreateFunction20150331',
      {
        functionName: name,
        role: roleArnOf(role),
        runtime: index % 17 === 0 ? 'nodejs16.x' : 'nodejs24.x',
        handler: 'index.handler',
        tags: { application: cell, owner: `team-${subject}` },
      },
      { response: { ...configured, runtime: 'nodejs24.x' } },
    );
    switch (verb) {
      case 'create':
        add('lambda', 'AddPermission20150331v2', {
          functionName: name,
          statementId: 'api',
          action: 'lambda:InvokeFunction',
          principal: 'apigateway.amazonaws.com',
          sourceArn: `arn:aws:execute-api:${region}:${account}:${cell}api/*`,
        });
        break;
      case 'list':
        if (index % 11 === 1) {
          add('lambda', 'CreateFunctionUrlConfig', { functionName: name, authType: 'NONE' }, { identity: human });
          add('lambda', 'AddPermission20150331v2', {
            functionName: name,
            statementId: 'url',
            action: 'lambda:InvokeFunctionUrl',
            principal: '*',
            functionUrlAuthType: 'NONE',
          });
        }
        break;
      case 'update': {
        const queue = `arn:aws:sqs:${region}:${account}:${cell}-updates`;
        add('sqs', 'CreateQueue', { queueName: `${cell}-updates` });
        add(
          'lambda',
          'CreateEventSourceMapping20150331',
          { functionName: name, eventSourceArn: queue, enabled: true },
          {
            response: {
              uUID: `00000000-0000-4000-9000-${String(index).padStart(12, '0')}`,
              functionArn: functionArn(name),
              eventSourceArn: queue,
              state: 'Enabled',
            },
          },
        );
        break;
      }
      case 'expire': {
        const rule = `${cell}-nightly-${index}`;
        add(
          'events',
          'PutRule',
          { name: rule, scheduleExpression: 'rate(1 day)' },
          { response: { ruleArn: `arn:aws:events:${region}:${account}:rule/${rule}` } },
        );
        add('events', 'PutTargets', { rule, targets: [{ id: '1', arn: functionArn(name) }] });
        break;
      }
      case 'notify': {
        const topic = `arn:aws:sns:${region}:${account}:${cell}-news`;
        add('sns', 'CreateTopic', { name: `${cell}-news` }, { response: { topicArn: topic } });
        add(
          'sns',
          'Subscribe',
          { topicArn: topic, protocol: 'lambda', endpoint: functionArn(name) },
          {
            response: { subscriptionArn: `${topic}:00000000-0000-4000-9000-${String(index).padStart(12, '0')}` },
          },
        );
        break;
      }
    }
    if (index % 2 === 0) {
      add(
        'sts',
        'AssumeRole',
        { roleArn: roleArnOf(role), roleSessionName: name },
        { identity: { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' } },
      );
    }
    if (index % 5 === 3) {
      add(
        'secretsmanager',
        'GetSecretValue',
        { secretId: `arn:aws:secretsmanager:${region}:${account}:secret:${cell}-key-AbCdEf` },
        {
          identity: {
            type: 'AssumedRole',
            principalId: `AROAEXAMPLE:${name}`,
            arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
            accountId: account,
            sessionContext: {
              sessionIssuer: { type: 'Role', arn: roleArnOf(role), accountId: account, userName: role },
            },
          },
          more: { readOnly: true },
        },
      );
    }
    if (index % 29 === 4) {
      add(
        'lambda',
        'AddPermission20150331v2',
        { functionName: name, statementId: 'debug', action: 'lambda:InvokeFunction', principal: '*' },
        { identity: index % 2 === 0 ? human : deployer },
      );
    }
  }
  return records;
};
