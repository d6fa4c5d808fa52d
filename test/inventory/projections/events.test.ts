// Own fixtures, made from the AWS API references and recorded API responses: no public set holds most of these records.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/json.ts';
import { aChange, account, functionArn, region, roleArnOf, stranger } from '../../support/calls.ts';
import { resourceAfter } from '../../support/resource-after.ts';

const events = (name: string, request: JsonObject, response: JsonObject | null = null) =>
  aChange({ source: 'events', name, request, response });
const here = `arn:aws:events:${region}:${account}`;
const pattern = JSON.stringify({ source: ['aws.iam'] });

describe('calls on event buses', () => {
  const allowed = events('PutPermission', {
    eventBusName: 'shop',
    action: 'events:PutEvents',
    principal: '*',
    statementId: 'org',
    condition: { type: 'StringEquals', key: 'aws:PrincipalOrgID', value: 'o-shop' },
  });
  const made = events('CreateEventBus', { name: 'shop' }, { eventBusArn: `${here}:event-bus/shop` });

  it('make a statement of a permission', () => {
    expect(resourceAfter(made, allowed)).toMatchObject({
      kind: 'event-bus',
      arn: `${here}:event-bus/shop`,
      facets: {
        resourcePolicy: {
          Statement: [
            {
              Sid: 'org',
              Effect: 'Allow',
              Principal: '*',
              Action: 'events:PutEvents',
              Resource: `${here}:event-bus/shop`,
              Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-shop' } },
            },
          ],
        },
      },
    });
  });

  it('take the permission of an account as its root, on the default bus too, whose policy is then known in part', () => {
    const foreign = events('PutPermission', { action: 'events:PutEvents', principal: stranger, statementId: 'them' });
    const { arn, facets } = resourceAfter(foreign);
    expect(arn).toBe(`${here}:event-bus/default`);
    expect(facets['resourcePolicy']).toMatchObject([
      { Statement: [{ Principal: { AWS: `arn:aws:iam::${stranger}:root` } }] },
      'not-seen',
    ]);
  });

  it('replace the policy as a whole, and empty it', () => {
    const whole = events('PutPermission', { eventBusName: 'shop', policy: '{"Version":"2012-10-17","Statement":[]}' });
    expect(resourceAfter(allowed, whole).facets['resourcePolicy']).toEqual({ Version: '2012-10-17', Statement: [] });
    const emptied = events('RemovePermission', { eventBusName: 'shop', removeAllPermissions: true });
    expect(resourceAfter(allowed, emptied).facets['resourcePolicy']).toBeNull();
    const one = events('RemovePermission', { eventBusName: 'shop', statementId: 'org' });
    expect(resourceAfter(made, allowed, one).facets['resourcePolicy']).toBeNull();
  });
});

describe('calls on rules', () => {
  const put = events(
    'PutRule',
    { name: 'nightly', eventPattern: pattern, scheduleExpression: '', state: 'ENABLED' },
    { ruleArn: `${here}:rule/nightly` },
  );
  const targeted = events(
    'PutTargets',
    {
      rule: 'nightly',
      targets: [
        { id: 'fn', arn: functionArn('orders'), input: '{"secret":"x"}' },
        { id: 'sfn', arn: `arn:aws:states:${region}:${account}:stateMachine:pay`, roleArn: roleArnOf('events') },
        { id: 'late', arn: functionArn('late') },
      ],
    },
    { failedEntryCount: 1, failedEntries: [{ targetId: 'late', errorCode: 'ResourceNotFoundException' }] },
  );

  it('put what is named and forget what is not', () => {
    expect(resourceAfter(put).facets).toEqual({
      bus: `${here}:event-bus/default`,
      pattern,
      schedule: null,
      enabled: true,
    });
    const timed = events('PutRule', { name: 'nightly', scheduleExpression: 'rate(1 day)', state: 'DISABLED' });
    expect(resourceAfter(put, timed).facets).toMatchObject({ pattern: null, schedule: 'rate(1 day)', enabled: false });
  });

  it('add targets that were accepted, without their input, and remove them', () => {
    const { facets } = resourceAfter(put, targeted);
    expect(facets['targets']).toEqual([
      {
        fn: { arn: functionArn('orders'), transformed: true },
        sfn: { arn: `arn:aws:states:${region}:${account}:stateMachine:pay`, role: roleArnOf('events') },
      },
      'not-seen',
    ]);
    expect(JSON.stringify(facets)).not.toContain('secret');
    const removed = events('RemoveTargets', { rule: 'nightly', ids: ['fn', 'sfn'] });
    expect(resourceAfter(put, targeted, removed).facets['targets']).toEqual([{}, 'not-seen']);
  });

  it('switch off and on, and find the same rule by its bus', () => {
    const off = events('DisableRule', { name: 'nightly', eventBusName: 'shop' });
    const on = events('EnableRule', { name: 'nightly', eventBusName: `${here}:event-bus/shop` });
    expect(resourceAfter(off)).toMatchObject({ arn: `${here}:rule/shop/nightly`, facets: { enabled: false } });
    expect(resourceAfter(off, on).facets['enabled']).toBe(true);
  });
});

describe('calls on what a rule sends to and keeps', () => {
  it('know an API destination and a connection by name, whatever id the answer adds', () => {
    const made = events(
      'CreateApiDestination',
      { name: 'crm', connectionArn: `${here}:connection/crm/0000`, invocationEndpoint: 'https://crm.example.com/in' },
      { apiDestinationArn: `${here}:api-destination/crm/1111` },
    );
    const moved = events('UpdateApiDestination', { name: 'crm', invocationEndpoint: 'https://elsewhere.example.net' });
    expect(resourceAfter(made, moved)).toMatchObject({
      arn: `${here}:api-destination/crm`,
      facets: { endpoint: 'https://elsewhere.example.net', connection: `${here}:connection/crm` },
    });
  });

  it('keep of a connection how it signs in and where, never with what', () => {
    const made = events('CreateConnection', {
      name: 'crm',
      authorizationType: 'OAUTH_CLIENT_CREDENTIALS',
      authParameters: {
        oAuthParameters: {
          authorizationEndpoint: 'https://id.example.com/token',
          clientParameters: { clientID: 'shop', clientSecret: 'swordfish' },
        },
      },
    });
    const { facets } = resourceAfter(made);
    expect(facets).toEqual({
      authorization: 'OAUTH_CLIENT_CREDENTIALS',
      authorizationEndpoint: 'https://id.example.com/token',
    });
    expect(JSON.stringify(facets)).not.toContain('swordfish');
  });

  it('follow an archive from its making to its end', () => {
    const made = events('CreateArchive', {
      archiveName: 'all',
      eventSourceArn: `${here}:event-bus/shop`,
      retentionDays: 7,
    });
    expect(resourceAfter(made)).toMatchObject({
      arn: `${here}:archive/all`,
      facets: { bus: `${here}:event-bus/shop`, retentionDays: 7 },
    });
    expect(resourceAfter(made, events('DeleteArchive', { archiveName: 'all' })).presence).toBe('deleted');
  });

  it('read the policy of a schema registry', () => {
    const policy = { Version: '2012-10-17', Statement: [] };
    const put = aChange({
      source: 'schemas',
      name: 'PutResourcePolicy',
      request: { registryName: 'shop', policy: JSON.stringify(policy) },
    });
    expect(resourceAfter(put)).toMatchObject({ kind: 'registry', name: 'shop', facets: { resourcePolicy: policy } });
  });
});

describe('calls on schedules and pipes', () => {
  const scheduler = (name: string, request: JsonObject) => aChange({ source: 'scheduler', name, request });
  const pipes = (name: string, request: JsonObject) => aChange({ source: 'pipes', name, request });

  it('keep the target of a schedule, not its input', () => {
    const target = { arn: functionArn('orders'), roleArn: roleArnOf('timer'), input: '{"password":"x"}' };
    const made = scheduler('CreateSchedule', { name: 'nightly', scheduleExpression: 'rate(1 day)', target });
    expect(resourceAfter(made)).toMatchObject({
      arn: `arn:aws:scheduler:${region}:${account}:schedule/default/nightly`,
      facets: {
        expression: 'rate(1 day)',
        enabled: true,
        target: { arn: functionArn('orders'), role: roleArnOf('timer'), transformed: true },
      },
    });
    expect(JSON.stringify(resourceAfter(made))).not.toContain('password');
  });

  it('find the function that a universal target invokes', () => {
    const target = {
      arn: 'arn:aws:scheduler:::aws-sdk:lambda:invoke',
      roleArn: roleArnOf('timer'),
      input: JSON.stringify({ FunctionName: 'orders' }),
    };
    const made = scheduler('UpdateSchedule', {
      name: 'n',
      groupName: 'g',
      scheduleExpression: 'rate(1 day)',
      target,
      state: 'DISABLED',
    });
    expect(resourceAfter(made)).toMatchObject({
      arn: `arn:aws:scheduler:${region}:${account}:schedule/g/n`,
      facets: { enabled: false, target: { arn: functionArn('orders') } },
    });
  });

  it('change of a pipe only what is named', () => {
    const source = `arn:aws:sqs:${region}:${account}:orders`;
    const made = pipes('CreatePipe', { name: 'p', source, target: functionArn('a'), roleArn: roleArnOf('pipe') });
    const updated = pipes('UpdatePipe', { name: 'p', roleArn: roleArnOf('other'), enrichment: functionArn('b') });
    expect(resourceAfter(made).facets).toEqual({
      source,
      target: functionArn('a'),
      role: roleArnOf('pipe'),
      enrichment: null,
      enabled: true,
    });
    expect(resourceAfter(made, updated, pipes('StopPipe', { name: 'p' })).facets).toEqual({
      source,
      target: functionArn('a'),
      role: roleArnOf('other'),
      enrichment: functionArn('b'),
      enabled: false,
    });
  });
});
