import { describe, expect, it } from 'vitest';
import { compareChanges, isChange, readChange } from '../../shared/trail/change.ts';
import { aChange, aRecord } from '../support/records.ts';

describe('a change', () => {
  it('says who did what, where and with what outcome', () => {
    expect(aChange()).toMatchObject({
      id: 'e-1',
      time: '2026-03-01T10:00:00Z',
      source: 'lambda',
      name: 'UpdateFunctionCode',
      eventName: 'UpdateFunctionCode20150331v2',
      eventSource: 'lambda.amazonaws.com',
      partition: 'aws',
      account: '111122223333',
      region: 'eu-west-1',
      outcome: { status: 'succeeded' },
      readOnly: false,
      eventType: 'AwsApiCall',
    });
  });

  it.each([
    ['lambda.amazonaws.com', 'AddPermission20150331v2', 'AddPermission'],
    ['lambda.amazonaws.com', 'AddPermission20150331', 'AddPermission'],
    ['lambda.amazonaws.com', 'AddPermission', 'AddPermission'],
    ['lambda.amazonaws.com', 'EnableReplication20170630v2', 'EnableReplication'],
    ['lambda.amazonaws.com', 'CreateFunctionUrlConfig', 'CreateFunctionUrlConfig'],
    ['cloudfront.amazonaws.com', 'CreateFunction2020_05_31', 'CreateFunction'],
    ['cloudfront.amazonaws.com.cn', 'CreateFunction2020_05_31', 'CreateFunction'],
    ['sns.amazonaws.com', 'AddPermission20150331v2', 'AddPermission20150331v2'],
    ['example.amazonaws.com', 'Import20240101', 'Import20240101'],
  ])('of %s named %s is called %s: versions belong to their event source', (eventSource, eventName, name) => {
    expect(aChange({ eventSource, eventName }).name).toBe(name);
  });

  it('that was refused is an attempt', () => {
    const denied = aChange({ errorCode: 'AccessDenied', errorMessage: 'no', requestParameters: null });
    expect(denied.outcome).toEqual({ status: 'failed', errorCode: 'AccessDenied', errorMessage: 'no' });
    expect(denied.request.state).toBe('absent');
    expect(aChange({ errorMessage: 'Failed authentication' }).outcome.status).toBe('failed');
    expect(aChange({ errorCode: '', errorMessage: '' }).outcome.status).toBe('succeeded');
  });

  it.each([
    ['2026-03-01T10:00:00.999Z', '2026-03-01T10:00:00Z'],
    ['2026-03-01T12:00:00+02:00', '2026-03-01T10:00:00Z'],
  ])('at %s happened at %s', (eventTime, time) => {
    expect(aChange({ eventTime }).time).toBe(time);
  });

  it('without an eventID gets one from its content, whatever the order of its members', () => {
    const record = aRecord({ eventID: undefined });
    const turned = Object.fromEntries(Object.entries(record).reverse());
    const [a, b, other] = [record, turned, aRecord({ eventID: undefined, userAgent: 'boto' })].map((r) =>
      readChange(r),
    );
    expect(a).toMatchObject({ id: expect.stringMatching(/^derived-[0-9a-f]{32}$/) });
    expect(b).toMatchObject({ id: (a as { id: string }).id });
    expect(other).not.toMatchObject({ id: (a as { id: string }).id });
  });

  it('of an old record without recipientAccountId belongs to the account of its resources, or of its caller', () => {
    expect(aChange({ recipientAccountId: undefined }).account).toBe('111122223333');
    const resources = [{ accountId: '444455556666', ARN: 'arn:aws:s3:::logs' }];
    expect(aChange({ recipientAccountId: undefined, resources }).account).toBe('444455556666');
    expect(aChange({ recipientAccountId: undefined, userIdentity: {} }).account).toBe('');
  });

  it('takes its partition from its Region', () => {
    expect(aChange({ awsRegion: 'cn-north-1' }).partition).toBe('aws-cn');
    expect(aChange({ awsRegion: 'us-gov-west-1' }).partition).toBe('aws-us-gov');
  });

  it('takes its partition from its ARNs where the name of the Region is made up', () => {
    expect(aChange({ awsRegion: 'us-isob-east-1r' }).partition).toBe('aws');
    const resources = [{ ARN: 'arn:aws-us-gov:s3:::logs' }];
    expect(aChange({ awsRegion: undefined, userIdentity: null, resources }).partition).toBe('aws-us-gov');
    expect(aChange({ awsRegion: 'us-iso-west-1r', userIdentity: null }).partition).toBe('aws-iso');
  });

  it('has its parameters also where a table of records keeps them as text', () => {
    const change = aChange({ requestParameters: '{"functionName":"orders"}', responseElements: '{"omitted":true}' });
    expect(change.request.string('functionName')).toBe('orders');
    expect(change.response.state).toBe('omitted');
    expect(aChange({ requestParameters: '{', responseElements: 'null' }).request.state).toBe('absent');
  });

  it('takes from the envelope what the record lacks', () => {
    const around = { account: '999988887777', region: 'us-east-2', time: '2026-01-01T00:00:00Z' };
    const record = aRecord({ recipientAccountId: undefined, awsRegion: undefined, eventTime: undefined });
    expect(readChange(record, around)).toMatchObject({
      account: '999988887777',
      region: 'us-east-2',
      time: '2026-01-01T00:00:00Z',
    });
  });

  it('of an Insights event is named after the insight, never after the call that it counts', () => {
    const insight = {
      eventType: 'AwsCloudTrailInsight',
      eventSource: undefined,
      eventName: undefined,
      insightDetails: {
        state: 'Start',
        eventSource: 'lambda.amazonaws.com',
        eventName: 'AddPermission20150331v2',
        insightType: 'ApiCallRateInsight',
      },
    };
    expect(aChange(insight)).toMatchObject({ name: 'ApiCallRateInsight', readOnly: true, source: 'lambda' });
  });

  it('reads what a service says about itself', () => {
    const change = aChange({
      eventType: 'AwsServiceEvent',
      eventName: 'LambdaESMDisabled',
      requestParameters: null,
      serviceEventDetails: { ESMDisableReason: 'Lambda Function not found' },
    });
    expect(change.eventType).toBe('AwsServiceEvent');
    expect(change.serviceDetails.string('ESMDisableReason')).toBe('Lambda Function not found');
  });

  it.each([
    [{ eventTime: undefined }, 'eventTime', 'nothing'],
    [{ eventTime: 'yesterday' }, 'eventTime', '"yesterday"'],
    [{ eventTime: '2026-13-01T10:00:00Z' }, 'eventTime', '"2026-13-01T10:00:00Z"'],
    [{ eventName: 7 }, 'eventName', '7'],
    [{ eventSource: '' }, 'eventSource', '""'],
    [{ eventSource: 'aws:s3' }, 'eventSource', '"aws:s3"'],
  ])('is not made of a record with %j: the problem names the place and what was got', (overrides, place, got) => {
    const problem = readChange(aRecord(overrides));
    expect(isChange(problem)).toBe(false);
    expect(problem).toMatchObject({ place, message: expect.stringContaining(`got ${got}`) });
  });

  it('is not made of a record without an id that is too deep to hash', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    expect(readChange({ ...aRecord({ eventID: undefined }), requestParameters: { deep } })).toMatchObject({
      place: 'eventID',
    });
  });

  it.each([null, 7, 'record', [[]], undefined])('is not made of %j', (value) => {
    expect(readChange(value)).toMatchObject({ place: '', message: expect.stringContaining('expected a CloudTrail') });
  });

  it('comes in the order of time, then of id', () => {
    const [late, a, b] = [
      aChange({ eventTime: '2026-03-01T10:00:01Z', eventID: 'a' }),
      aChange({ eventID: 'a' }),
      aChange({ eventID: 'b' }),
    ];
    expect([late, b, a].sort(compareChanges)).toEqual([a, b, late]);
    expect(compareChanges(a, a)).toBe(0);
  });
});
