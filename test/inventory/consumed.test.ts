import { describe, expect, it } from 'vitest';
import { consumedCalls, eventPatterns, isRead, longestPattern } from '../../shared/inventory/consumed.ts';
import { projections } from '../../shared/inventory/projections.ts';
import { matchesPattern, parsePattern } from '../../shared/local/event-pattern.ts';
import { isVersioned } from '../../shared/trail/change.ts';
import { aRecord } from '../support/calls.ts';

const consumed = consumedCalls();
const sources = [...consumed.keys()];
const rules = eventPatterns(sources, consumed).map(({ pattern, reads }) => ({ pattern: parsePattern(pattern), reads }));

const event = (source: string, name: string, more: object = {}) => ({
  source: `aws.${source}`,
  'detail-type': 'AWS API Call via CloudTrail',
  detail: { ...aRecord({ source, name }), ...more, eventName: name },
});
const isDelivered = (value: ReturnType<typeof event>): boolean =>
  rules.some(({ pattern, reads }) => (reads || !isRead(value.detail.eventName)) && matchesPattern(pattern, value));

describe('the event patterns', () => {
  it('let every consumed call through, whatever version its name ends in', () => {
    for (const { source, calls } of projections) {
      for (const call of Object.keys(calls)) {
        expect(isDelivered(event(source, call)), `${source} ${call}`).toBe(true);
        if (isVersioned(source))
          expect(isDelivered(event(source, `${call}20990101v7`)), `${source} ${call} with a version`).toBe(true);
      }
    }
  });

  it('ask for reads only where reads are consumed', () => {
    const reading = (more: object) => event('ssm', 'GetParameter', more);
    expect(isDelivered(reading({ requestParameters: { withDecryption: true, name: 'a' } }))).toBe(true);
    expect(isDelivered(reading({ requestParameters: { name: 'a' } }))).toBe(false);
    expect(isDelivered(event('secretsmanager', 'GetSecretValue'))).toBe(true);
    expect(eventPatterns(['events'], new Map([['events', ['PutRule']]]), new Map()).map(({ reads }) => reads)).toEqual([
      false,
    ]);
  });

  it('let every failure of what must not even be tried through', () => {
    expect(isDelivered(event('cloudtrail', 'StopLogging', { errorCode: 'TrailNotFoundException' }))).toBe(true);
    expect(isDelivered(event('cloudtrail', 'AddTags', { errorCode: 'TrailNotFoundException' }))).toBe(false);
  });

  it('let nothing through that nobody reads', () => {
    for (const call of ['GetFunction20150331v2', 'ListVersionsByFunction', 'CreateNetworkThing']) {
      expect(isDelivered(event('lambda', call)), call).toBe(false);
    }
    expect(isDelivered(event('iam', 'ListGroupsForUser'))).toBe(false);
  });

  it('take a call of the same name from its own service only', () => {
    expect(isDelivered(event('lambda', 'AddPermission'))).toBe(true);
    expect(isDelivered(event('cloudfront', 'CreateFunction2020_05_31'))).toBe(false);
  });

  it('leave out the roles that AWS services take all day', () => {
    const taken = (type: string) => event('sts', 'AssumeRole', { userIdentity: { type } });
    expect(isDelivered(taken('IAMUser'))).toBe(true);
    expect(isDelivered(taken('AWSService'))).toBe(false);
  });

  it('do not take events that somebody made up', () => {
    expect(isDelivered({ ...event('lambda', 'AddPermission'), source: 'my.lambda' })).toBe(false);
  });

  it('leave failed calls out, which changed nothing', () => {
    expect(isDelivered(event('lambda', 'AddPermission', { errorCode: 'ResourceConflictException' }))).toBe(false);
  });

  it('let refusals through, whatever the call, of the services where a row of them means something', () => {
    expect(isDelivered(event('lambda', 'GetFunction20150331v2', { errorCode: 'AccessDeniedException' }))).toBe(true);
    expect(isDelivered(event('iam', 'ListUsers', { errorCode: 'AccessDenied' }))).toBe(true);
    expect(isDelivered(event('cloudfront', 'ListDistributions', { errorCode: 'AccessDenied' }))).toBe(false);
  });

  it('are as short as EventBridge wants them', () => {
    const many = new Map(
      ['one', 'two', 'three'].map((source) => [
        source,
        Array.from({ length: 60 }, (_, index) => `Call${index}Of${source}x`),
      ]),
    );
    const split = eventPatterns([...many.keys()], many, new Map());
    expect(split.length).toBeGreaterThan(1);
    for (const { pattern } of split) expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(longestPattern);
    for (const [source, names] of many) {
      for (const name of names) {
        expect(split.some(({ pattern }) => matchesPattern(parsePattern(pattern), event(source, name)))).toBe(true);
      }
    }
  });
});
