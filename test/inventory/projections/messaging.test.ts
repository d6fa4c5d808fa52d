// Own fixtures, made from the AWS API references and recorded API responses: no public set holds most of these records.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/json.ts';
import { aChange, account, functionArn, region, stranger } from '../../support/calls.ts';
import { resourceAfter } from '../../support/resource-after.ts';

const topic = `arn:aws:sns:${region}:${account}:orders`;
const queueUrl = `https://sqs.${region}.amazonaws.com/${account}/orders`;
const policy = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'a', Effect: 'Allow', Principal: '*', Action: 'sns:Publish' }],
};

const sns = (name: string, request: JsonObject, response: JsonObject | null = null) =>
  aChange({ source: 'sns', name, request, response });
const sqs = (name: string, request: JsonObject, response: JsonObject | null = null) =>
  aChange({ source: 'sqs', name, request, response });

const created = sns('CreateTopic', { name: 'orders', tags: [{ key: 'owner', value: 'shop' }] }, { topicArn: topic });
const allowed = sns('AddPermission', {
  topicArn: topic,
  label: 'them',
  aWSAccountId: [stranger],
  actionName: ['Publish'],
});
const themStatement = {
  Sid: 'them',
  Effect: 'Allow',
  Principal: { AWS: [`arn:aws:iam::${stranger}:root`] },
  Action: ['SNS:Publish'],
  Resource: topic,
};

describe('calls on topics', () => {
  it('create one without policy, key or subscriptions', () => {
    expect(resourceAfter(created)).toEqual({
      kind: 'topic',
      arn: topic,
      name: 'orders',
      presence: 'present',
      facets: { kmsKey: null, subscriptions: {}, tags: { owner: 'shop' }, resourcePolicy: null },
    });
  });

  it('create one with the policy that is given, and leave it as it is when it is asked for again', () => {
    const withPolicy = sns(
      'CreateTopic',
      { name: 'orders', attributes: { Policy: JSON.stringify(policy) } },
      { topicArn: topic },
    );
    expect(resourceAfter(withPolicy).facets['resourcePolicy']).toEqual(policy);
    expect(resourceAfter(withPolicy, created).facets['resourcePolicy']).toEqual(policy);
    const gone = sns('DeleteTopic', { topicArn: topic });
    expect(resourceAfter(withPolicy, gone).presence).toBe('deleted');
    expect(resourceAfter(withPolicy, gone, created).facets['resourcePolicy']).toBeNull();
  });

  it('add and remove single statements of a policy that is known', () => {
    expect(resourceAfter(created, allowed).facets['resourcePolicy']).toEqual({
      Version: '2012-10-17',
      Statement: [themStatement],
    });
    const removed = sns('RemovePermission', { topicArn: topic, label: 'them' });
    expect(resourceAfter(created, allowed, removed).facets['resourcePolicy']).toBeNull();
    const other = sns('RemovePermission', { topicArn: topic, label: 'other' });
    expect(resourceAfter(created, allowed, other).facets['resourcePolicy']).toMatchObject({
      Statement: [themStatement],
    });
    expect(resourceAfter(created, allowed, allowed).facets['resourcePolicy']).toMatchObject({
      Statement: [themStatement],
    });
  });

  it('know a policy only in part where the rest of it was never seen', () => {
    expect(resourceAfter(allowed).facets['resourcePolicy']).toEqual([
      { Version: '2012-10-17', Statement: [themStatement] },
      'not-seen',
    ]);
    const removed = sns('RemovePermission', { topicArn: topic, label: 'them' });
    expect(resourceAfter(allowed, removed).facets['resourcePolicy']).toEqual([null, 'not-seen']);
    expect(resourceAfter(removed).facets['resourcePolicy']).toEqual([
      { Version: '2012-10-17', Statement: [] },
      'not-seen',
    ]);
  });

  it('replace the whole policy, and call one that can not be read unknown', () => {
    const set = (attributeValue: string) =>
      sns('SetTopicAttributes', { topicArn: topic, attributeName: 'Policy', attributeValue });
    expect(resourceAfter(allowed, set(JSON.stringify(policy))).facets['resourcePolicy']).toEqual(policy);
    expect(resourceAfter(created, set('{not json')).facets['resourcePolicy']).toBe('?malformed');
    expect(resourceAfter(created, set('HIDDEN_DUE_TO_SECURITY_REASONS')).facets['resourcePolicy']).toMatch(/^\?/);
  });

  it('take a key by id, alias or ARN, and let it go', () => {
    const set = (attributeValue: string) =>
      sns('SetTopicAttributes', { topicArn: topic, attributeName: 'KmsMasterKeyId', attributeValue });
    expect(resourceAfter(created, set('alias/shop')).facets['kmsKey']).toBe(
      `arn:aws:kms:${region}:${account}:alias/shop`,
    );
    expect(resourceAfter(created, set('alias/shop'), set('')).facets['kmsKey']).toBeNull();
  });

  it.each([
    ['lambda', functionArn('orders'), functionArn('orders')],
    ['email', 'ada.lovelace@example.com', 'example.com'],
    ['sms', '+15550100', ''],
    ['https', 'https://ada:secret@hooks.example.com/services/T0/B0/secret?key=1', 'https://hooks.example.com'],
    ['sqs', `arn:aws:sqs:${region}:${account}:orders`, `arn:aws:sqs:${region}:${account}:orders`],
  ])('keep of the endpoint of a subscription over %s what says where, never who', (protocol, endpoint, kept) => {
    const subscriptionArn = `${topic}:7f1c9c60-0000-4000-8000-000000000000`;
    const subscribed = sns('Subscribe', { topicArn: topic, protocol, endpoint }, { subscriptionArn });
    expect(resourceAfter(created, subscribed).facets['subscriptions']).toEqual({
      [subscriptionArn]: { protocol, endpoint: kept },
    });
    expect(JSON.stringify(resourceAfter(created, subscribed))).not.toMatch(/ada|secret|15550100/);
    const unsubscribed = sns('Unsubscribe', { subscriptionArn });
    expect(resourceAfter(created, subscribed, unsubscribed).facets['subscriptions']).toEqual({});
  });

  it('name a subscription that waits to be confirmed by protocol and endpoint', () => {
    const pending = sns(
      'Subscribe',
      { topicArn: topic, protocol: 'email', endpoint: 'a@example.com', attributes: { FilterPolicy: '{}' } },
      { subscriptionArn: 'pending confirmation' },
    );
    expect(resourceAfter(created, pending).facets['subscriptions']).toEqual({
      'email example.com': { protocol: 'email', endpoint: 'example.com', filtered: true },
    });
  });
});

describe('calls on queues', () => {
  const made = sqs('CreateQueue', { queueName: 'orders' }, { queueUrl });

  it('create one with the defaults of SQS', () => {
    expect(resourceAfter(made)).toEqual({
      kind: 'queue',
      arn: `arn:aws:sqs:${region}:${account}:orders`,
      name: 'orders',
      presence: 'present',
      facets: {
        resourcePolicy: null,
        deadLetterTarget: null,
        kmsKey: null,
        managedEncryption: true,
        visibilityTimeoutSeconds: 30,
        tags: {},
      },
    });
  });

  it('change only the attributes that are named', () => {
    const deadLetter = `arn:aws:sqs:${region}:${stranger}:elsewhere`;
    const redriven = sqs('SetQueueAttributes', {
      queueUrl,
      attributes: {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetter, maxReceiveCount: 3 }),
        VisibilityTimeout: '0',
        KmsMasterKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
      },
    });
    expect(resourceAfter(made, redriven).facets).toMatchObject({
      deadLetterTarget: deadLetter,
      visibilityTimeoutSeconds: 0,
      resourcePolicy: null,
      kmsKey: `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    });
    const cleared = sqs('SetQueueAttributes', {
      queueUrl,
      attributes: { RedrivePolicy: '', KmsMasterKeyId: '', Policy: '' },
    });
    expect(resourceAfter(made, redriven, cleared).facets).toMatchObject({ deadLetterTarget: null, kmsKey: null });
  });

  it('add statements under their label, in old records too', () => {
    for (const member of ['AWSAccountIds', 'aWSAccountIds']) {
      const added = sqs('AddPermission', {
        queueUrl,
        label: 'them',
        actions: ['SendMessage'],
        [member]: [stranger, '*'],
      });
      expect(resourceAfter(made, added).facets['resourcePolicy']).toEqual({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'them',
            Effect: 'Allow',
            Principal: { AWS: [`arn:aws:iam::${stranger}:root`, '*'] },
            Action: ['SQS:SendMessage'],
            Resource: `arn:aws:sqs:${region}:${account}:orders`,
          },
        ],
      });
      const gone = sqs('RemovePermission', { queueUrl, label: 'them' });
      expect(resourceAfter(made, added, gone).facets['resourcePolicy']).toBeNull();
    }
  });

  it('call the policy unknown where the attributes are not in the record', () => {
    expect(resourceAfter(made, sqs('SetQueueAttributes', { queueUrl })).facets['resourcePolicy']).toBe(
      '?not-in-record',
    );
  });
});
