import {
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb';
import type { Op } from '../inventory/document.ts';
import { tagsOf } from '../inventory/projection.ts';
import { dynamodb } from '../inventory/projections/dynamodb.ts';
import type { Json } from '../json.ts';
import { asCalled, type Called, foundAs } from './as-called.ts';
import { allPages, type Collector, ifAny, placeOf, type Read, set } from './reading.ts';
import { defineService } from './service.ts';

/** A policy of the table or of its stream, as the call that put it; nothing where there is none. */
const policyOf = async (client: DynamoDBClient, ResourceArn: string): Promise<readonly Called[]> => {
  const answer = await ifAny(client.send(new GetResourcePolicyCommand({ ResourceArn })));
  if (answer?.Policy === undefined) return [];
  return [{ call: 'PutResourcePolicy', request: { resourceArn: ResourceArn, policy: answer.Policy } }];
};

const description: Read<DynamoDBClient> = {
  facets: ['stream', 'deletionProtected', 'streamPolicy'],
  actions: ['dynamodb:DescribeTable', 'dynamodb:GetResourcePolicy'],
  read: async (client, ref) => {
    const { Table = {} } = await client.send(new DescribeTableCommand({ TableName: ref.name }));
    const created = { call: 'CreateTable', request: Table, response: { tableDescription: Table } };
    const policy = Table.LatestStreamArn === undefined ? [] : await policyOf(client, Table.LatestStreamArn);
    return asCalled(placeOf(ref), dynamodb, [created, ...policy], ['stream', 'deletionProtected', 'streamPolicy']);
  },
};

const tables: Collector<DynamoDBClient> = {
  kind: 'table',
  actions: ['dynamodb:ListTables'],
  list: async (client, place, ExclusiveStartTableName) => {
    const answer = await client.send(new ListTablesCommand({ ExclusiveStartTableName }));
    const found = (answer.TableNames ?? []).flatMap((tableName) =>
      foundAs(place, dynamodb, { call: 'UpdateTable', request: { tableName } }, []),
    );
    return { found, next: answer.LastEvaluatedTableName };
  },
  reads: [
    description,
    {
      facets: ['resourcePolicy'],
      actions: ['dynamodb:GetResourcePolicy'],
      decides: true,
      read: async (client, ref) =>
        asCalled(placeOf(ref), dynamodb, await policyOf(client, ref.arn), ['resourcePolicy'], { resourcePolicy: null }),
    },
    {
      facets: ['kinesisDestinations'],
      actions: ['dynamodb:DescribeKinesisStreamingDestination'],
      read: async (client, ref) => {
        const answer = await client.send(new DescribeKinesisStreamingDestinationCommand({ TableName: ref.name }));
        const streams = (answer.KinesisDataStreamDestinations ?? [])
          .filter(({ DestinationStatus = '' }) => /^(?:ACTIVE|ENABLING|UPDATING)$/.test(DestinationStatus))
          .flatMap(({ StreamArn }) => StreamArn ?? []);
        return [set('kinesisDestinations', Object.fromEntries(streams.map((arn) => [arn, true])))];
      },
    },
    {
      facets: ['tags'],
      actions: ['dynamodb:ListTagsOfResource'],
      read: async (client, ref): Promise<readonly Op[]> => {
        const tags = await allPages(async (NextToken) => {
          const answer = await client.send(new ListTagsOfResourceCommand({ ResourceArn: ref.arn, NextToken }));
          return { items: answer.Tags, next: answer.NextToken };
        });
        return [set('tags', tagsOf(tags as unknown as Json))];
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new DynamoDBClient(options),
  collectors: [tables],
  perSecond: 4,
});
