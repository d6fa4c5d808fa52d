import {
  DescribeStreamSummaryCommand,
  GetResourcePolicyCommand,
  KinesisClient,
  ListStreamConsumersCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { kinesis } from '../inventory/projections/kinesis.ts';
import { asCalled, type Called, foundAs } from './as-called.ts';
import { allPages, type Collector, ifAny, placeOf, set } from './reading.ts';
import { defineService } from './service.ts';

/** A policy of a stream or of a consumer, as the call that put it; an empty one is none. */
const policyOf = async (client: KinesisClient, ResourceARN: string): Promise<readonly Called[]> => {
  const { Policy = '' } = (await ifAny(client.send(new GetResourcePolicyCommand({ ResourceARN })))) ?? {};
  if (!Policy.includes('Statement')) return [];
  return [{ call: 'PutResourcePolicy', request: { resourceARN: ResourceARN, policy: Policy } }];
};

const streams: Collector<KinesisClient> = {
  kind: 'stream',
  actions: ['kinesis:ListStreams'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListStreamsCommand({ NextToken }));
    const found = (answer.StreamNames ?? []).flatMap((streamName) =>
      foundAs(place, kinesis, { call: 'StopStreamEncryption', request: { streamName } }, []),
    );
    return { found, next: answer.HasMoreStreams ? answer.NextToken : undefined };
  },
  reads: [
    {
      facets: ['encrypted'],
      actions: ['kinesis:DescribeStreamSummary'],
      read: async (client, ref) => {
        const answer = await client.send(new DescribeStreamSummaryCommand({ StreamARN: ref.arn }));
        return [set('encrypted', answer.StreamDescriptionSummary?.EncryptionType === 'KMS')];
      },
    },
    {
      facets: ['resourcePolicy'],
      actions: ['kinesis:GetResourcePolicy'],
      decides: true,
      read: async (client, ref) =>
        asCalled(placeOf(ref), kinesis, await policyOf(client, ref.arn), ['resourcePolicy'], { resourcePolicy: null }),
    },
    {
      facets: ['consumers', 'consumerPolicies'],
      actions: ['kinesis:ListStreamConsumers', 'kinesis:GetResourcePolicy'],
      read: async (client, ref) => {
        const consumers = await allPages(async (NextToken) => {
          const answer = await client.send(new ListStreamConsumersCommand({ StreamARN: ref.arn, NextToken }));
          return { items: answer.Consumers, next: answer.NextToken };
        });
        const policies = await Promise.all(
          consumers.map(async ({ ConsumerARN }) => (ConsumerARN === undefined ? [] : policyOf(client, ConsumerARN))),
        );
        const registered = consumers.map((consumer) => ({
          call: 'RegisterStreamConsumer',
          request: { streamARN: ref.arn, consumerName: consumer.ConsumerName },
          response: { consumer },
        }));
        const calls = [...registered, ...policies.flat()];
        const facets = ['consumers', 'consumerPolicies'];
        return asCalled(placeOf(ref), kinesis, calls, facets, { consumers: {}, consumerPolicies: {} });
      },
    },
  ],
};

export const service = defineService({
  // HTTP/2, which the client would speak, serves subscriptions; these calls are as well off without.
  client: (options) => new KinesisClient({ ...options, requestHandler: new NodeHttpHandler() }),
  collectors: [streams],
  perSecond: 2,
});
