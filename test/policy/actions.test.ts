import { describe, expect, it } from 'vitest';
import {
  accessLevelOf,
  expandAction,
  isKnownAction,
  isKnownService,
  nearestAction,
} from '../../shared/policy/actions.ts';

describe('the table of actions', () => {
  it('knows actions whatever their case, with their access level', () => {
    expect(isKnownAction('S3:getobject')).toBe(true);
    expect(isKnownAction('s3:GetObjet')).toBe(false);
    expect(isKnownAction('nosuch:Action')).toBe(false);
    expect(isKnownAction('GetObject')).toBe(false);
    expect(isKnownService('Lambda')).toBe(true);
    expect(isKnownService('lamda')).toBe(false);
    expect(accessLevelOf('s3:GetObject')).toBe('read');
    expect(accessLevelOf('s3:ListBucket')).toBe('list');
    expect(accessLevelOf('s3:PutObject')).toBe('write');
    expect(accessLevelOf('s3:PutBucketPolicy')).toBe('permissions');
    expect(accessLevelOf('s3:PutObjectTagging')).toBe('tagging');
    expect(accessLevelOf('s3:NoSuch')).toBeUndefined();
  });

  it('knows what is nearest to a name that it does not know', () => {
    expect(nearestAction('s3:GetObjet')).toBe('s3:GetObject');
    expect(nearestAction('lamda:InvokeFuntion')).toBe('lambda:InvokeFunction');
  });

  it('expands patterns as IAM writes the names', () => {
    expect(expandAction('SQS:send*')).toEqual(['sqs:SendMessage']);
    expect(expandAction('sqs:SendMessage')).toEqual(['sqs:SendMessage']);
    expect(expandAction('nosuch:*')).toEqual([]);
    expect(expandAction('*').length).toBeGreaterThan(20_000);
  });
});
