import type { Json, JsonObject } from '../../json.ts';
import type { Change } from '../../trail/change.ts';
import type { Fields } from '../../trail/fields.ts';
import { bucketArn } from '../../trail/resources.ts';
import type { Op } from '../document.ts';
import type { BucketNotification, PublicAccessBlock } from '../kinds/data.ts';
import { accountRef, type Effect, type Projections, reasonOf, stepsOf, tagsOf } from '../projection.ts';
import { deletion, onResource, policyOps, type ReadOps } from './on-resource.ts';
import { cannedGrants, grantsIn, headerGrants } from './s3-grants.ts';

const steps = stepsOf<'bucket'>();
const account = stepsOf<'account'>();

const onBucket = onResource('bucket', (change) => {
  const name = change.request.string('bucketName');
  return name === undefined || name === '' ? undefined : bucketArn(change, name);
});

const grantsOf = ({ request }: Change): ReturnType<typeof grantsIn> | undefined => {
  const inBody = request.object('AccessControlPolicy');
  if (inBody.state === 'present') return grantsIn(inBody);
  const inHeaders = headerGrants(request);
  if (inHeaders.length > 0) return inHeaders;
  const [canned] = request.strings('x-amz-acl');
  return canned === undefined ? undefined : cannedGrants(canned);
};

/**
 * Making a bucket again that one owns already succeeds in us-east-1, and leaves all but its ACL as it is. Block Public
 * Access is on by default since 2023, but not in every partition and not by a word of the record: it stays unknown.
 */
const createBucket: ReadOps = (change) => {
  const locked = change.request.strings('x-amz-bucket-object-lock-enabled').some((text) => /^true$/i.test(text));
  return steps.ensure({
    resourcePolicy: null,
    grants: grantsOf(change) ?? [],
    notifications: {},
    versioning: locked ? 'Enabled' : 'Disabled',
    replicatesTo: [],
    shortestExpiryDays: null,
    accessLogs: false,
    tags: {},
  });
};

const blockOf = (change: Change): PublicAccessBlock | undefined => {
  const config = change.request.object('PublicAccessBlockConfiguration');
  if (config.state !== 'present') return undefined;
  const on = (name: string): boolean => config.boolean(name) ?? false;
  return {
    blockPublicAcls: on('BlockPublicAcls'),
    ignorePublicAcls: on('IgnorePublicAcls'),
    blockPublicPolicy: on('BlockPublicPolicy'),
    restrictPublicBuckets: on('RestrictPublicBuckets'),
  };
};

const putBlock: ReadOps = (change) => {
  const block = blockOf(change);
  return block === undefined
    ? steps.unknown('publicAccessBlock', reasonOf(change.request))
    : steps.set('publicAccessBlock', block);
};

const onAccount =
  (ops: ReadOps) =>
  (change: Change): readonly Effect[] => [{ ref: accountRef(change), ops: ops(change) }];

const putAcl: ReadOps = (change) => {
  const grants = grantsOf(change);
  return grants === undefined ? steps.unknown('grants', reasonOf(change.request)) : steps.set('grants', grants);
};

/** The kinds of destination, and what the list and its target are called in the XML. */
const destinations = [
  {
    type: 'function',
    lists: ['CloudFunctionConfiguration', 'LambdaFunctionConfiguration'],
    targets: ['CloudFunction', 'LambdaFunctionArn'],
  },
  { type: 'topic', lists: ['TopicConfiguration'], targets: ['Topic', 'TopicArn'] },
  { type: 'queue', lists: ['QueueConfiguration'], targets: ['Queue', 'QueueArn'] },
] as const;

const notificationsIn = (change: Change, config: Fields): { readonly [id: string]: BucketNotification } => {
  const found: Record<string, BucketNotification> = {};
  for (const { type, lists, targets } of destinations) {
    for (const item of lists.flatMap((list) => config.objects(list))) {
      const target = targets.map((member) => item.string(member)).find((text) => text !== undefined);
      if (target !== undefined)
        found[item.string('Id') ?? `${type} ${target}`] = { type, target, events: item.strings('Event') };
    }
  }
  if (config.has('EventBridgeConfiguration')) {
    const bus = `arn:${change.partition}:events:${change.region}:${change.account}:event-bus/default`;
    found['EventBridge'] = { type: 'event-bus', target: bus, events: ['*'] };
  }
  return found;
};

/** A notification configuration replaces the one before; an empty one, which XML writes as `""`, silences the bucket. */
const putNotification: ReadOps = (change) => {
  const { request } = change;
  const config = request.object('NotificationConfiguration');
  if (config.state !== 'present' && request.get('NotificationConfiguration') !== '') {
    return steps.unknown('notifications', reasonOf(request));
  }
  return steps.set('notifications', notificationsIn(change, config));
};

const replicationRules = (change: Change): readonly Fields[] =>
  change.request
    .object('ReplicationConfiguration')
    .objects('Rule')
    .filter((rule) => rule.string('Status') !== 'Disabled')
    .map((rule) => rule.object('Destination'));

const replicationDetails = (change: Change): JsonObject => ({
  destinations: replicationRules(change).map((to) => ({
    bucket: to.string('Bucket') ?? null,
    account: to.string('Account') ?? null,
  })),
});

const putReplication: ReadOps = (change) => {
  if (change.request.object('ReplicationConfiguration').state !== 'present') {
    return steps.unknown('replicatesTo', reasonOf(change.request));
  }
  const buckets = replicationRules(change).flatMap((to) => to.string('Bucket') ?? []);
  return steps.set('replicatesTo', [...new Set(buckets)].sort());
};

const daysUntil = (date: string | undefined, from: string): number | undefined => {
  const until = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - Date.parse(from)) / 86_400_000));
};

const putLifecycle: ReadOps = (change) => {
  const config = change.request.object('LifecycleConfiguration');
  if (config.state !== 'present') return steps.unknown('shortestExpiryDays', reasonOf(change.request));
  const days = config
    .objects('Rule')
    .filter((rule) => rule.string('Status') !== 'Disabled')
    .flatMap((rule) => {
      const expiry = rule.object('Expiration');
      return expiry.number('Days') ?? daysUntil(expiry.string('Date'), change.time) ?? [];
    });
  return steps.set('shortestExpiryDays', days.length === 0 ? null : Math.min(...days));
};

/** XML has no types: a tag whose value reads like a number or a truth value is recorded as one. */
const tagSet = (change: Change): readonly Op[] => {
  const set = change.request.object('Tagging').object('TagSet');
  if (change.request.state !== 'present') return steps.unknown('tags', reasonOf(change.request));
  const tags = set
    .objects('Tag')
    .map(({ raw }) =>
      Object.fromEntries(Object.entries(raw).map(([key, value]): [string, Json] => [key, String(value)])),
    );
  return steps.set('tags', tagsOf(tags));
};

const versioningOps: ReadOps = (change) => {
  const status = change.request.object('VersioningConfiguration').string('Status');
  return status === undefined ? steps.unknown('versioning', reasonOf(change.request)) : steps.set('versioning', status);
};

const loggingOps: ReadOps = (change) =>
  change.request.state === 'present'
    ? steps.set('accessLogs', change.request.object('BucketLoggingStatus').has('LoggingEnabled'))
    : steps.unknown('accessLogs', reasonOf(change.request));

export const s3: Projections = {
  source: 's3',
  calls: {
    CreateBucket: onBucket(createBucket),
    DeleteBucket: onBucket(deletion),
    PutBucketPolicy: onBucket((change) =>
      policyOps<'bucket'>(change.request, 'bucketPolicy', { facet: 'resourcePolicy' }),
    ),
    DeleteBucketPolicy: onBucket(() => steps.set('resourcePolicy', null)),
    PutBucketAcl: onBucket(putAcl),
    PutBucketPublicAccessBlock: onBucket(putBlock),
    DeleteBucketPublicAccessBlock: onBucket(() => steps.set('publicAccessBlock', null)),
    PutAccountPublicAccessBlock: onAccount((change) => {
      const block = blockOf(change);
      return block === undefined
        ? account.unknown('publicAccessBlock', reasonOf(change.request))
        : account.set('publicAccessBlock', block);
    }),
    DeleteAccountPublicAccessBlock: onAccount(() => account.set('publicAccessBlock', null)),
    PutBucketNotification: onBucket(putNotification),
    PutBucketVersioning: onBucket(versioningOps),
    PutBucketReplication: onBucket(putReplication, replicationDetails),
    DeleteBucketReplication: onBucket(() => steps.set('replicatesTo', [])),
    PutBucketLifecycle: onBucket(putLifecycle),
    DeleteBucketLifecycle: onBucket(() => steps.set('shortestExpiryDays', null)),
    PutBucketLogging: onBucket(loggingOps),
    PutBucketTagging: onBucket(tagSet),
    DeleteBucketTagging: onBucket(() => steps.set('tags', {})),
  },
};
