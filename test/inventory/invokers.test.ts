import { describe, expect, it } from 'vitest';
import type { AccountId, Arn } from '../../shared/arn.ts';
import { known, partial, unknown } from '../../shared/engine/facet.ts';
import { type Document, emptyDocument } from '../../shared/inventory/document.ts';
import { invocationBy, invokesSome } from '../../shared/inventory/invokers.ts';
import type { JsonObject } from '../../shared/json.ts';
import { account, functionArn, region, roleArnOf } from '../support/calls.ts';

const at = { account: account as AccountId, presence: 'present' } as const;

const fn = (statements: JsonObject = {}): Document => ({
  ...emptyDocument({ kind: 'function', arn: functionArn('pay') as Arn, name: 'pay', region, ...at }),
  facets: { resourcePolicy: known({ '': statements }) },
});

const role = (statement: JsonObject, more: Document['facets'] = {}): Document => ({
  ...emptyDocument({ kind: 'role', arn: roleArnOf('caller') as Arn, name: 'caller', region: '', ...at }),
  facets: {
    inlinePolicies: known({ calls: { Version: '2012-10-17', Statement: [statement] } }),
    attachedPolicies: known({}),
    boundary: known(null),
    ...more,
  },
});

const invoke = { Sid: 'Pay', Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: functionArn('pay') };

describe('who can invoke a function by an own policy', () => {
  it('is a role that is allowed to, with the statement that says so', () => {
    expect(invocationBy(role(invoke), fn())).toEqual({ decision: 'allowed', by: ['calls, Pay'] });
    expect(invocationBy(role({ ...invoke, Action: 'lambda:*', Resource: '*' }), fn()).decision).toBe('allowed');
  });

  it('is nobody who is allowed something else, or another function', () => {
    expect(invocationBy(role({ ...invoke, Resource: functionArn('other') }), fn()).decision).toBe('implicitDeny');
    expect(invocationBy(role({ ...invoke, Action: 'lambda:GetFunction' }), fn()).decision).toBe('implicitDeny');
  });

  it('is not who the function itself, or a boundary, denies', () => {
    const denied = {
      Sid: 'No',
      Effect: 'Deny',
      Principal: '*',
      Action: 'lambda:InvokeFunction',
      Resource: functionArn('pay'),
    };
    expect(invocationBy(role(invoke), fn({ No: denied })).decision).toBe('explicitDeny');
  });

  it('is unknown behind a condition, and behind a boundary that can not be read', () => {
    const onlyHere = { ...invoke, Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } };
    expect(invocationBy(role(onlyHere), fn()).decision).toBe('unknown');
    const bounded = role(invoke, { boundary: known(`arn:aws:iam::${account}:policy/bound`) });
    expect(invocationBy(bounded, fn()).decision).toBe('unknown');
  });

  it('is looked for among those that may invoke anything, or of which that is not known', () => {
    expect(invokesSome(role(invoke))).toBe('whole');
    expect(invokesSome(role({ ...invoke, Action: 's3:*' }))).toBeUndefined();
    expect(invokesSome(role({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }))).toBe('whole');
    expect(invokesSome(role(invoke, { attachedPolicies: partial({}, 'not-seen') }))).toBe('partial');
    const hidden = { inlinePolicies: unknown('not-seen'), attachedPolicies: unknown('not-seen') };
    expect(invokesSome(role(invoke, hidden))).toBe('unknown');
  });
});
