import { describe, expect, it } from 'vitest';
import { applyChange, emptyDocument, type ResourceChange } from '../../shared/inventory/document.ts';
import { incomingTrigger } from '../../shared/inventory/entrances.ts';
import { anHttpApi, aRestApi } from '../support/apis.ts';
import { functionArn } from '../support/calls.ts';
import { policyOf } from '../support/resources.ts';

const waysOf = (api: ResourceChange) =>
  incomingTrigger(applyChange(emptyDocument(api), api), functionArn('orders'))?.ways ?? [];

const open = { name: 'GET res01', authorization: 'NONE' } as const;
const closed = { name: 'GET res01', authorization: 'AWS_IAM' } as const;
const everyone = policyOf({
  Effect: 'Allow',
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
});

describe('the ways through an API to a function', () => {
  it('are open to the Internet where nobody is asked, and are named by their path', () => {
    expect(waysOf(aRestApi({ routes: { 'res01 GET': open } }))).toEqual([
      { path: 'GET /orders of the API rest01, without an authorizer', exposure: 'internet', missing: [] },
    ]);
  });

  it('are open to the Internet behind a policy that lets everybody through', () => {
    const [way] = waysOf(aRestApi({ routes: { 'res01 GET': open }, resourcePolicy: everyone }));
    expect(way?.exposure).toBe('internet');
  });

  it('are those that were deployed', () => {
    const reopened = aRestApi({ routes: { 'res01 GET': closed }, deployedRoutes: { 'res01 GET': open } });
    expect(waysOf(reopened).map(({ exposure }) => exposure)).toEqual(['internet']);
    const waiting = aRestApi({ routes: { 'res01 GET': open }, deployedRoutes: { 'res01 GET': closed } });
    expect(waysOf(waiting).map(({ exposure }) => exposure)).toEqual(['account']);
  });

  it('are configured only where no stage serves them', () => {
    const [way] = waysOf(aRestApi({ routes: { 'res01 GET': open }, stages: {} }));
    expect(way?.missing).toEqual(['a stage that serves it']);
    const [idle] = waysOf(anHttpApi({ stages: { $default: { autoDeploy: false } } }));
    expect(idle?.missing).toEqual(['a stage that serves it']);
  });

  it('are not the preflight calls of browsers', () => {
    const preflight = { 'res01 OPTIONS': { name: 'OPTIONS res01', authorization: 'NONE' } };
    const integrations = { 'res01 OPTIONS': { type: 'AWS_PROXY', function: functionArn('orders') } };
    expect(waysOf(aRestApi({ routes: preflight, integrations }))).toEqual([]);
  });
});
