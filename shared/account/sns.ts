import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  SNSClient,
  type Subscription,
} from '@aws-sdk/client-sns';
import { isArn } from '../arn.ts';
import type { Op } from '../inventory/document.ts';
import { tagsOf } from '../inventory/projection.ts';
import { sns } from '../inventory/projections/sns.ts';
import { isObject, type Json } from '../json.ts';
import { asCalled, type Called, foundAs } from './as-called.ts';
import { allPages, type Collector, ifAny, placeOf, set } from './reading.ts';
import { defineService } from './service.ts';

/** A topic that was made without a policy answers with one that lets its own account in; records say none. */
const withoutDefault = (op: Op, account: string): Op => {
  if (op.op !== 'set' || op.facet !== 'resourcePolicy' || !isObject(op.value)) return op;
  const [statement, ...more] = [op.value['Statement'] ?? []].flat() as readonly Json[];
  if (!isObject(statement) || more.length > 0 || statement['Sid'] !== '__default_statement_ID') return op;
  const condition = JSON.stringify(statement['Condition'] ?? null);
  return condition === JSON.stringify({ StringEquals: { 'AWS:SourceOwner': account } }) ? { ...op, value: null } : op;
};

const subscribed = async (client: SNSClient, subscription: Subscription): Promise<Called> => {
  const { SubscriptionArn = '', TopicArn, Protocol, Endpoint } = subscription;
  const confirmed = isArn(SubscriptionArn)
    ? await ifAny(client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })))
    : undefined;
  const { FilterPolicy } = confirmed?.Attributes ?? {};
  return {
    call: 'Subscribe',
    request: {
      topicArn: TopicArn,
      protocol: Protocol,
      endpoint: Endpoint,
      attributes: FilterPolicy === undefined ? {} : { FilterPolicy },
    },
    response: { subscriptionArn: SubscriptionArn },
  };
};

const topics: Collector<SNSClient> = {
  kind: 'topic',
  actions: ['sns:ListTopics'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListTopicsCommand({ NextToken }));
    const found = (answer.Topics ?? []).flatMap(({ TopicArn }) =>
      foundAs(place, sns, { call: 'SetTopicAttributes', request: { topicArn: TopicArn } }, []),
    );
    return { found, next: answer.NextToken };
  },
  reads: [
    {
      facets: ['resourcePolicy', 'kmsKey'],
      actions: ['sns:GetTopicAttributes'],
      decides: true,
      read: async (client, ref) => {
        const answer = await client.send(new GetTopicAttributesCommand({ TopicArn: ref.arn }));
        const request = { name: ref.name, attributes: answer.Attributes ?? {} };
        const ops = asCalled(placeOf(ref), sns, [{ call: 'CreateTopic', request }], ['resourcePolicy', 'kmsKey']);
        return ops.map((op) => withoutDefault(op, ref.account));
      },
    },
    {
      facets: ['subscriptions'],
      actions: ['sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'],
      decides: true,
      read: async (client, ref) => {
        const found = await allPages(async (NextToken) => {
          const answer = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: ref.arn, NextToken }));
          return { items: answer.Subscriptions, next: answer.NextToken };
        });
        const calls = await Promise.all(found.map((each) => subscribed(client, each)));
        return asCalled(placeOf(ref), sns, calls, ['subscriptions'], { subscriptions: {} });
      },
    },
    {
      facets: ['tags'],
      actions: ['sns:ListTagsForResource'],
      read: async (client, ref) => {
        const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceArn: ref.arn }));
        return [set('tags', tagsOf(Tags as unknown as Json))];
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new SNSClient(options),
  collectors: [topics],
  perSecond: 10,
});
