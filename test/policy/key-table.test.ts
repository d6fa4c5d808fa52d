import { describe, expect, it } from 'vitest';
import { serviceActions } from '../../shared/policy/action-table.ts';
import { carriesKey, conditionKey, keysLike } from '../../shared/policy/key-table.ts';

const placeOf = (service: string, action: string): number => serviceActions(service)?.names.indexOf(action) ?? -1;

describe('a condition key', () => {
  it.each([
    ['aws:requesttag/team', `aws:RequestTag/\${TagKey}`, 'String', false],
    ['aws:tagkeys', 'aws:TagKeys', 'String', true],
    ['aws:sourceip', 'aws:SourceIp', 'IPAddress', false],
    ['aws:securetransport', 'aws:SecureTransport', 'Bool', false],
    ['aws:currenttime', 'aws:CurrentTime', 'Date', false],
    ['aws:sourcearn', 'aws:SourceArn', 'ARN', false],
    ['s3:existingobjecttag/class', 's3:ExistingObjectTag/<key>', 'String', false],
    ['dynamodb:leadingkeys', 'dynamodb:LeadingKeys', 'String', true],
    ['lambda:layer', 'lambda:Layer', 'String', true],
  ])('is known as %s, with the type and form that AWS documents', (name, key, type, isList) => {
    expect(conditionKey(name)).toMatchObject({ key, type, isList });
    // What was found is kept, and the same.
    expect(conditionKey(name)).toMatchObject({ key, type, isList });
  });

  it.each(['aws:nothing', 'nosuch:key', 'sourcearn', 'aws:requesttag', 's3:leadingkeys'])('is not %s', (name) => {
    expect(conditionKey(name)).toBeUndefined();
  });

  it('is looked for among the global ones and those of its service', () => {
    const of = (name: string) => new Set(keysLike(name).map(({ key }) => key.split(':')[0]));
    expect(of('lambda:layr')).toEqual(new Set([...of('aws:x'), 'lambda']));
    expect(of('nosuch:key')).toEqual(of('aws:x'));
  });

  it('is carried by some actions of its service and not by others', () => {
    expect(carriesKey('lambda', placeOf('lambda', 'CreateFunction'), 'lambda:layer')).toBe(true);
    expect(carriesKey('lambda', placeOf('lambda', 'Invoke'), 'lambda:layer')).toBe(false);
    expect(carriesKey('lambda', placeOf('lambda', 'AddPermission'), 'lambda:principal')).toBe(true);
    expect(carriesKey('lambda', -1, 'lambda:layer')).toBe(false);
  });

  it('of everybody or of another service is nothing that an action carries or does not', () => {
    expect(carriesKey('lambda', 0, 'aws:sourcearn')).toBeUndefined();
    expect(carriesKey('lambda', 0, 's3:x-amz-acl')).toBeUndefined();
    expect(carriesKey('nosuch', 0, 'nosuch:key')).toBeUndefined();
  });
});
