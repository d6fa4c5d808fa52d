import {
  GetBucketAclCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { ResourceRef } from '../inventory/document.ts';
import { s3 } from '../inventory/projections/s3.ts';
import { asCalled, foundAs } from './as-called.ts';
import { type Collector, placeOf, type Read, set } from './reading.ts';
import { defineService } from './service.ts';

interface BucketRead {
  readonly facet: string;
  readonly actions: readonly string[];
  /** The call that would have set what the account answers, with its request beside the name of the bucket. */
  readonly call: string;
  readonly answer: (client: S3Client, bucket: { readonly Bucket: string }) => Promise<object>;
  /** What the facet is where nothing is configured. */
  readonly none?: unknown;
}

const reading = ({ facet, actions, call, answer, none }: BucketRead): Read<S3Client> => ({
  facets: [facet],
  actions,
  decides: facet === 'notifications' || facet === 'resourcePolicy',
  read: async (client, ref: ResourceRef) => {
    const request = { bucketName: ref.name, ...(await answer(client, { Bucket: ref.name })) };
    return asCalled(placeOf(ref), s3, [{ call, request }], [facet]);
  },
  ...(none === undefined ? {} : { none: [set(facet, none)] }),
});

const reads: readonly BucketRead[] = [
  {
    facet: 'versioning',
    actions: ['s3:GetBucketVersioning'],
    call: 'PutBucketVersioning',
    answer: async (client, bucket) => {
      const { Status = 'Disabled' } = await client.send(new GetBucketVersioningCommand(bucket));
      return { VersioningConfiguration: { Status } };
    },
  },
  {
    facet: 'resourcePolicy',
    actions: ['s3:GetBucketPolicy'],
    call: 'PutBucketPolicy',
    answer: async (client, bucket) => {
      const { Policy } = await client.send(new GetBucketPolicyCommand(bucket));
      return { bucketPolicy: Policy };
    },
    none: null,
  },
  {
    facet: 'publicAccessBlock',
    actions: ['s3:GetBucketPublicAccessBlock'],
    call: 'PutBucketPublicAccessBlock',
    answer: async (client, bucket) => client.send(new GetPublicAccessBlockCommand(bucket)),
    none: null,
  },
  {
    facet: 'grants',
    actions: ['s3:GetBucketAcl'],
    call: 'PutBucketAcl',
    answer: async (client, bucket) => {
      const { Owner, Grants = [] } = await client.send(new GetBucketAclCommand(bucket));
      return { AccessControlPolicy: { Owner, AccessControlList: { Grant: Grants } } };
    },
  },
  {
    facet: 'notifications',
    actions: ['s3:GetBucketNotification'],
    call: 'PutBucketNotification',
    answer: async (client, bucket) => {
      const answer = await client.send(new GetBucketNotificationConfigurationCommand(bucket));
      const items = (list: readonly { readonly Events?: readonly string[] | undefined }[] = []) =>
        list.map((item) => ({ ...item, Event: item.Events ?? [] }));
      return {
        NotificationConfiguration: {
          LambdaFunctionConfiguration: items(answer.LambdaFunctionConfigurations),
          TopicConfiguration: items(answer.TopicConfigurations),
          QueueConfiguration: items(answer.QueueConfigurations),
          ...(answer.EventBridgeConfiguration === undefined ? {} : { EventBridgeConfiguration: {} }),
        },
      };
    },
  },
  {
    facet: 'replicatesTo',
    actions: ['s3:GetReplicationConfiguration'],
    call: 'PutBucketReplication',
    answer: async (client, bucket) => {
      const { ReplicationConfiguration } = await client.send(new GetBucketReplicationCommand(bucket));
      return { ReplicationConfiguration: { Rule: ReplicationConfiguration?.Rules ?? [] } };
    },
    none: [],
  },
  {
    facet: 'shortestExpiryDays',
    actions: ['s3:GetLifecycleConfiguration'],
    call: 'PutBucketLifecycle',
    answer: async (client, bucket) => {
      const { Rules = [] } = await client.send(new GetBucketLifecycleConfigurationCommand(bucket));
      // Expiry on a date is no span of days.
      return { LifecycleConfiguration: { Rule: Rules.filter(({ Expiration }) => Expiration?.Date === undefined) } };
    },
    none: null,
  },
  {
    facet: 'accessLogs',
    actions: ['s3:GetBucketLogging'],
    call: 'PutBucketLogging',
    answer: async (client, bucket) => {
      const { LoggingEnabled } = await client.send(new GetBucketLoggingCommand(bucket));
      return { BucketLoggingStatus: LoggingEnabled === undefined ? {} : { LoggingEnabled } };
    },
  },
  {
    facet: 'tags',
    actions: ['s3:GetBucketTagging'],
    call: 'PutBucketTagging',
    answer: async (client, bucket) => {
      const { TagSet = [] } = await client.send(new GetBucketTaggingCommand(bucket));
      return { Tagging: { TagSet: { Tag: TagSet } } };
    },
    none: {},
  },
];

const buckets: Collector<S3Client> = {
  kind: 'bucket',
  actions: ['s3:ListAllMyBuckets'],
  list: async (client, place, ContinuationToken) => {
    const query = { BucketRegion: place.region, MaxBuckets: 100, ContinuationToken };
    const answer = await client.send(new ListBucketsCommand(query));
    const found = (answer.Buckets ?? []).flatMap(({ Name }) =>
      foundAs(place, s3, { call: 'DeleteBucketPolicy', request: { bucketName: Name } }, []),
    );
    return { found, next: answer.ContinuationToken };
  },
  reads: reads.map(reading),
};

export const service = defineService({
  client: (options) => new S3Client(options),
  collectors: [buckets],
  perSecond: 15,
});
