// Own fixtures, made from the AWS API references and recorded API responses: no public set holds most of these records.
import { describe, expect, it } from 'vitest';
import { project } from '../../../shared/inventory/projections.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Change } from '../../../shared/trail/change.ts';
import { aChange, account, functionArn, region } from '../../support/calls.ts';
import { resourceAfter } from '../../support/resource-after.ts';

const lambda = (name: string, request: JsonObject | null, response: JsonObject | null = null, more: JsonObject = {}) =>
  aChange({ name, request, response, more });

const facetAfter = (facet: string, ...changes: readonly Change[]) => resourceAfter(...changes).facets[facet];

const orders = functionArn('orders');

describe('calls on functions', () => {
  const made = lambda('CreateFunctionUrlConfig', {
    functionName: 'orders',
    authType: 'NONE',
    cors: { allowOrigins: ['*'] },
  });

  it('give it a URL, and change of it what an update names', () => {
    const changed = lambda('UpdateFunctionUrlConfig', { functionName: orders, authType: 'AWS_IAM' });
    expect(facetAfter('urls', made, changed)).toEqual([
      {
        '': {
          authType: 'AWS_IAM',
          cors: { allowOrigins: ['*'], allowCredentials: false },
          created: '2026-03-02T09:00:00Z',
        },
      },
      'not-seen',
    ]);
  });

  it('take from the whole answer what a URL has no more, and when it was made', () => {
    const answer = { functionArn: orders, authType: 'NONE', creationTime: '2025-01-02T03:04:05.678Z' };
    const changed = lambda('UpdateFunctionUrlConfig', { functionName: 'orders', cors: {} }, answer);
    expect(facetAfter('urls', made, changed)).toEqual([
      { '': { authType: 'NONE', created: '2025-01-02T03:04:05.678Z' } },
      'not-seen',
    ]);
  });

  it('give it a URL that nobody can tell who may use, where the record does not say', () => {
    expect(facetAfter('urls', lambda('CreateFunctionUrlConfig', { functionName: 'orders' }))).toBe('?not-in-record');
  });

  it('move shares of an alias without moving the alias', () => {
    const alias = lambda('CreateAlias20150331', { functionName: 'orders', name: 'live', functionVersion: '7' });
    const shared = lambda('UpdateAlias20150331', {
      functionName: 'orders',
      name: 'live',
      routingConfig: { additionalVersionWeights: { 8: 0.1, 9: 'many' } },
    });
    expect(facetAfter('aliases', alias, shared)).toEqual([{ live: { version: '7', weights: { 8: 0.1 } } }, 'not-seen']);
  });

  it('leave destinations alone in an update that does not name them', () => {
    const sent = lambda('PutFunctionEventInvokeConfig', {
      functionName: 'orders',
      destinationConfig: { onFailure: { destination: `arn:aws:sqs:${region}:${account}:failed` } },
    });
    const retried = lambda('UpdateFunctionEventInvokeConfig', { functionName: 'orders', maximumRetryAttempts: 0 });
    expect(facetAfter('destinations', sent, retried)).toEqual(facetAfter('destinations', sent));
  });

  it('leave a setting unknown that the record does not say', () => {
    const silent = (name: string) => lambda(name, { functionName: 'orders' });
    expect(facetAfter('recursiveLoop', silent('PutFunctionRecursionConfig'))).toBe('?not-in-record');
    expect(facetAfter('runtimeUpdates', silent('PutRuntimeManagementConfig'))).toBe('?not-in-record');
  });

  it('add the statement of the answer, also where it is an object, and else the one of the request', () => {
    const request = {
      functionName: 'orders',
      statementId: 's',
      action: 'lambda:InvokeFunction',
      principal: 'events.amazonaws.com.cn',
    };
    const statement = { Sid: 's', Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunction', Resource: orders };
    const policyAfter = (answer: JsonObject | null) =>
      facetAfter('resourcePolicy', lambda('AddPermission20150331v2', request, answer));
    expect(policyAfter({ statement: JSON.stringify(statement) })).toEqual([{ '': { s: statement } }, 'not-seen']);
    expect(policyAfter({ statement })).toEqual([{ '': { s: statement } }, 'not-seen']);
    expect(policyAfter({ statement: 'null' })).toMatchObject([
      { '': { s: { Principal: { Service: 'events.amazonaws.com.cn' }, Resource: orders } } },
      'not-seen',
    ]);
    expect(policyAfter({ statement: '{' })).toBe('?not-in-record');
  });

  it('do nothing in the copy that a VPC endpoint reports, nor to a function without a name', () => {
    const request = { functionName: 'orders' };
    expect(project(lambda('DeleteFunction20150331', request, null, { eventType: 'AwsVpceEvent' }))).toEqual([]);
    expect(project(aChange({ source: 'iam', name: 'DeleteRole', request: { roleName: '' } }))).not.toContainEqual(
      expect.objectContaining({ ops: [{ op: 'delete' }] }),
    );
  });
});

describe('calls on event source mappings', () => {
  const source = `arn:aws:sqs:${region}:${account}:orders`;
  const request = { functionName: 'orders', eventSourceArn: source };
  const answered = (state: string) => ({ uUID: 'm-1', functionArn: `${orders}:live`, eventSourceArn: source, state });

  it.each([
    ['Creating', {}, true],
    ['Creating', { enabled: false }, false],
    ['Enabling', {}, true],
    ['Disabled', {}, false],
  ])('that answer %s to %j make one that is enabled: %s', (state, asked, enabled) => {
    const change = lambda('CreateEventSourceMapping20150331', { ...request, ...asked }, answered(state));
    expect(resourceAfter(change)).toMatchObject({
      arn: `arn:aws:lambda:${region}:${account}:event-source-mapping:m-1`,
      facets: { enabled, function: orders, eventSource: source },
    });
  });

  it('make one of no known id where the record has no answer', () => {
    expect(resourceAfter(lambda('CreateEventSourceMapping20150331', request)).facets).toMatchObject({
      function: orders,
      eventSource: source,
      enabled: true,
    });
  });

  it('send failures where the request says when the answer does not', () => {
    const destinationConfig = { onFailure: { destination: 'arn:aws:s3:::failed' } };
    const change = lambda('CreateEventSourceMapping20150331', { ...request, destinationConfig }, answered('Creating'));
    expect(facetAfter('onFailure', change)).toBe('arn:aws:s3:::failed');
  });
});

describe('calls on layers', () => {
  it('share a version by the statement that the request makes', () => {
    const change = lambda('AddLayerVersionPermission20181031', {
      layerName: 'tools',
      versionNumber: 3,
      statementId: 'org',
      action: 'lambda:GetLayerVersion',
      principal: '*',
      organizationId: 'o-shop',
    });
    expect(resourceAfter(change)).toMatchObject({
      arn: `arn:aws:lambda:${region}:${account}:layer:tools:3`,
      facets: {
        resourcePolicy: [
          {
            org: {
              Principal: '*',
              Resource: `arn:aws:lambda:${region}:${account}:layer:tools:3`,
              Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-shop' } },
            },
          },
          'not-seen',
        ],
      },
    });
  });
});
