import { GetQueueAttributesCommand, ListQueuesCommand, ListQueueTagsCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ResourceRef } from '../inventory/document.ts';
import { sqs } from '../inventory/projections/sqs.ts';
import { asCalled, foundAs } from './as-called.ts';
import { type Collector, placeOf, set } from './reading.ts';
import { defineService } from './service.ts';

const attributes = ['resourcePolicy', 'deadLetterTarget', 'kmsKey', 'managedEncryption', 'visibilityTimeoutSeconds'];

const urlOf = ({ arn, region, account, name }: ResourceRef): string =>
  `https://sqs.${region}.amazonaws.com${arn.startsWith('arn:aws-cn:') ? '.cn' : ''}/${account}/${name}`;

const queues: Collector<SQSClient> = {
  kind: 'queue',
  actions: ['sqs:ListQueues'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListQueuesCommand({ NextToken, MaxResults: 100 }));
    const found = (answer.QueueUrls ?? []).flatMap((queueUrl) =>
      foundAs(place, sqs, { call: 'PurgeQueue', request: { queueUrl } }, []),
    );
    return { found, next: answer.NextToken };
  },
  reads: [
    {
      facets: attributes,
      actions: ['sqs:GetQueueAttributes'],
      decides: true,
      read: async (client, ref) => {
        const QueueUrl = urlOf(ref);
        const { Attributes = {} } = await client.send(
          new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
        );
        const request = { queueName: ref.name, attributes: Attributes };
        return asCalled(placeOf(ref), sqs, [{ call: 'CreateQueue', request }], attributes);
      },
    },
    {
      facets: ['tags'],
      actions: ['sqs:ListQueueTags'],
      read: async (client, ref) => {
        const { Tags = {} } = await client.send(new ListQueueTagsCommand({ QueueUrl: urlOf(ref) }));
        return [set('tags', Tags)];
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new SQSClient({ ...options, useQueueUrlAsEndpoint: false }),
  collectors: [queues],
  perSecond: 10,
});
