// Own fixtures, made from the AWS API references and recorded API responses.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/json.ts';
import { aChange, account, region } from '../../support/calls.ts';
import { resourceAfter } from '../../support/resource-after.ts';

const call =
  (source: string) =>
  (name: string, request: JsonObject | null, response: JsonObject | null = null) =>
    aChange({ source, name, request, response });

const all = { included: true, readWrite: 'All', excludedSources: [] };

describe('calls on trails', () => {
  const cloudtrail = call('cloudtrail');
  const trailARN = `arn:aws:cloudtrail:${region}:${account}:trail/main`;
  const made = cloudtrail(
    'CreateTrail',
    { name: 'main', s3BucketName: 'logs', isMultiRegionTrail: true },
    { trailARN, s3BucketName: 'logs', isMultiRegionTrail: true, includeGlobalServiceEvents: true },
  );

  it('create one that does not log yet', () => {
    expect(resourceAfter(made)).toMatchObject({
      arn: trailARN,
      facets: {
        logging: false,
        multiRegion: true,
        globalServices: true,
        bucket: 'logs',
        kmsKey: null,
        managementEvents: all,
      },
    });
    expect(resourceAfter(made, cloudtrail('StartLogging', { name: 'main' })).facets['logging']).toBe(true);
    const started = cloudtrail('StartLogging', { name: trailARN });
    expect(resourceAfter(made, started, cloudtrail('StopLogging', { name: 'main' })).facets['logging']).toBe(false);
  });

  it('update only what is named, where the answer says no more', () => {
    const narrowed = cloudtrail('UpdateTrail', { name: 'main', isMultiRegionTrail: false, kmsKeyId: '' });
    expect(resourceAfter(made, narrowed).facets).toMatchObject({ multiRegion: false, bucket: 'logs', kmsKey: null });
  });

  it.each([
    [
      'nothing of management',
      { eventSelectors: [{ includeManagementEvents: false, readWriteType: 'All' }] },
      { ...all, included: false },
    ],
    ['reads alone', { eventSelectors: [{ readWriteType: 'ReadOnly' }] }, { ...all, readWrite: 'ReadOnly' }],
    [
      'reads and writes in two selectors',
      { eventSelectors: [{ readWriteType: 'ReadOnly' }, { readWriteType: 'WriteOnly' }] },
      all,
    ],
    [
      'all but one source',
      { eventSelectors: [{ readWriteType: 'All', excludeManagementEventSources: ['kms.amazonaws.com'] }] },
      { ...all, excludedSources: ['kms.amazonaws.com'] },
    ],
    [
      'an advanced selector of data events alone',
      { advancedEventSelectors: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Data'] }] }] },
      { ...all, included: false },
    ],
    [
      'an advanced selector of writes without one source',
      {
        advancedEventSelectors: [
          {
            fieldSelectors: [
              { field: 'eventCategory', equals: ['Management'] },
              { field: 'readOnly', equals: ['false'] },
              { field: 'eventSource', notEquals: ['iam.amazonaws.com'] },
            ],
          },
        ],
      },
      { included: true, readWrite: 'WriteOnly', excludedSources: ['iam.amazonaws.com'] },
    ],
  ])('read selectors for %s', (_, selectors, expected) => {
    const put = cloudtrail('PutEventSelectors', { trailName: 'main', ...(selectors as unknown as JsonObject) });
    expect(resourceAfter(made, put).facets['managementEvents']).toEqual(expected);
  });

  it('follow an event data store like a trail', () => {
    const eventDataStoreArn = `arn:aws:cloudtrail:${region}:${account}:eventdatastore/0000`;
    const store = cloudtrail('CreateEventDataStore', { name: 'lake' }, { eventDataStoreArn });
    const stopped = cloudtrail('StopEventDataStoreIngestion', { eventDataStore: eventDataStoreArn });
    expect(resourceAfter(store, stopped)).toMatchObject({
      arn: eventDataStoreArn,
      facets: { logging: false, bucket: null },
    });
  });
});

describe('calls on what watches', () => {
  it.each([
    ['config', 'StopConfigurationRecorder', { configurationRecorderName: 'default' }, false],
    ['config', 'StartConfigurationRecorder', { configurationRecorderName: 'default' }, true],
    ['config', 'PutDeliveryChannel', { deliveryChannel: { name: 'default' } }, true],
    ['guardduty', 'CreateDetector', { enable: true, detectorId: 'd' }, true],
    ['guardduty', 'UpdateDetector', { enable: false, detectorId: 'd' }, false],
    ['guardduty', 'UpdateDetector', { detectorId: 'd' }, undefined],
    ['securityhub', 'EnableSecurityHub', {}, true],
    ['access-analyzer', 'CreateAnalyzer', { analyzerName: 'a', type: 'ACCOUNT' }, true],
  ])('%s %s says whether it is on', (service, name, request, enabled) => {
    const { kind, facets } = resourceAfter(call(service)(name, request));
    expect(kind).toBe('watcher');
    expect(facets['service']).toBe(service);
    expect(facets['enabled']).toBe(enabled);
  });

  it.each([
    ['config', 'DeleteConfigurationRecorder', { configurationRecorderName: 'default' }],
    ['config', 'DeleteDeliveryChannel', { deliveryChannelName: 'default' }],
    ['config', 'DeleteConfigRule', { configRuleName: 'r' }],
    ['guardduty', 'DeleteDetector', { detectorId: 'd' }],
    ['securityhub', 'DisableSecurityHub', null],
    ['access-analyzer', 'DeleteAnalyzer', { analyzerName: 'a' }],
    ['cloudformation', 'DeleteStack', { stackName: 's' }],
  ])('%s %s ends it', (service, name, request) => {
    expect(resourceAfter(call(service)(name, request)).presence).toBe('deleted');
  });

  it('know a stack by name, whether the record has its name or its ARN', () => {
    const cloudformation = call('cloudformation');
    const stackId = `arn:aws:cloudformation:${region}:${account}:stack/shop/0000`;
    const made = cloudformation('CreateStack', { stackName: 'shop' }, { stackId });
    expect(resourceAfter(made, cloudformation('DeleteStack', { stackName: stackId }))).toMatchObject({
      name: 'shop',
      presence: 'deleted',
    });
  });
});
