import type { BucketNotification, PublicAccessBlock } from '../../inventory/kinds/data.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { bucketArn, keyArn, secretArn } from '../../trail/arns.ts';
import { scalarText } from '../values.ts';
import { readPolicy } from './policy.ts';
import { policySteps } from './policy-steps.ts';
import { effectsOn, refOf, type TemplateEffect, tagsOf, type View } from './view.ts';

const asMap = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

const accessBlock = (view: View): PublicAccessBlock | null => {
  const block = view.at('PublicAccessBlockConfiguration').value;
  if (!isObject(block)) return null;
  const on = (name: string): boolean => view.flag('PublicAccessBlockConfiguration', name) ?? false;
  return {
    blockPublicAcls: on('BlockPublicAcls'),
    ignorePublicAcls: on('IgnorePublicAcls'),
    blockPublicPolicy: on('BlockPublicPolicy'),
    restrictPublicBuckets: on('RestrictPublicBuckets'),
  };
};

/** The grants that a canned ACL stands for. */
const cannedGrants: Readonly<Record<string, readonly { readonly grantee: string; readonly permission: string }[]>> = {
  PublicRead: [{ grantee: 'AllUsers', permission: 'READ' }],
  PublicReadWrite: [
    { grantee: 'AllUsers', permission: 'READ' },
    { grantee: 'AllUsers', permission: 'WRITE' },
  ],
  AuthenticatedRead: [{ grantee: 'AuthenticatedUsers', permission: 'READ' }],
};

/** Whether access control lists do not count, so that only policies decide. */
const hasNoAcls = (view: View): boolean =>
  view
    .list('OwnershipControls', 'Rules')
    .some((rule) => isObject(rule) && rule['ObjectOwnership'] === 'BucketOwnerEnforced');

const notificationKinds = [
  ['LambdaConfigurations', 'Function', 'function'],
  ['TopicConfigurations', 'Topic', 'topic'],
  ['QueueConfigurations', 'Queue', 'queue'],
] as const;

const notificationsOf = (view: View): Readonly<Record<string, BucketNotification>> => {
  const out: Record<string, BucketNotification> = {};
  for (const [list, member, type] of notificationKinds) {
    view
      .list('NotificationConfiguration', list)
      .filter(isObject)
      .forEach((one, index) => {
        const target = scalarText(one[member]);
        if (target !== undefined) out[`${type} ${index}`] = { type, target, events: [scalarText(one['Event']) ?? ''] };
      });
  }
  if (view.at('NotificationConfiguration', 'EventBridgeConfiguration').value !== undefined) {
    const { place } = view.renderer;
    const target = `arn:${place.partition}:events:${place.region}:${place.account}:event-bus/default`;
    out['event-bus'] = { type: 'event-bus', target, events: ['*'] };
  }
  return out;
};

const bucket = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'bucket'>(refOf(view, 'bucket'));
  const rules = view.list('LifecycleConfiguration', 'Rules').filter(isObject);
  const days = rules.map((rule) => Number(rule['ExpirationInDays'])).filter((count) => count > 0);
  const copies = view.list('ReplicationConfiguration', 'Rules').filter(isObject);
  return [
    on.create(),
    on.set('resourcePolicy', null),
    on.read(
      'grants',
      view.at('AccessControl'),
      (value) => (hasNoAcls(view) ? [] : (cannedGrants[scalarText(value) ?? ''] ?? [])),
      'AccessControl',
    ),
    on.read(
      'publicAccessBlock',
      view.at('PublicAccessBlockConfiguration'),
      () => accessBlock(view),
      'PublicAccessBlockConfiguration',
    ),
    on.read(
      'notifications',
      view.at('NotificationConfiguration'),
      () => notificationsOf(view),
      'NotificationConfiguration',
    ),
    on.read(
      'versioning',
      view.at('VersioningConfiguration', 'Status'),
      (value) => scalarText(value) ?? 'Suspended',
      'VersioningConfiguration',
    ),
    on.set(
      'replicatesTo',
      copies.flatMap((rule) => scalarText(asMap(rule['Destination'])['Bucket']) ?? []),
      'ReplicationConfiguration',
    ),
    on.set('shortestExpiryDays', days.length === 0 ? null : Math.min(...days), 'LifecycleConfiguration'),
    on.set('accessLogs', view.at('LoggingConfiguration').value !== undefined, 'LoggingConfiguration'),
    on.set('tags', tagsOf(view.at('Tags').value), 'Tags'),
  ];
};

const bucketPolicy = (view: View): readonly TemplateEffect[] => {
  const name = view.named('Bucket');
  if (name === undefined) return [];
  const arn = bucketArn(view.renderer.place, name);
  return policySteps(refOf(view, 'bucket', arn, arn.slice(arn.lastIndexOf(':') + 1)), view, 'PolicyDocument');
};

const table = (view: View): readonly TemplateEffect[] => {
  const ref = refOf(view, 'table');
  const on = effectsOn<'table'>(ref);
  const stream = view.text('StreamSpecification', 'StreamViewType');
  const kinesis = view.text('KinesisStreamSpecification', 'StreamArn');
  return [
    on.create(),
    on.set('resourcePolicy', null),
    ...policySteps(ref, policyOf(view, 'ResourcePolicy'), 'PolicyDocument'),
    on.set(
      'stream',
      stream === undefined ? null : { viewType: stream, arn: `${view.arn}/stream/latest` },
      'StreamSpecification',
    ),
    on.set('streamPolicy', null),
    on.set('kinesisDestinations', kinesis === undefined ? {} : { [kinesis]: true }, 'KinesisStreamSpecification'),
    on.read(
      'deletionProtected',
      view.at('DeletionProtectionEnabled'),
      (value) => scalarText(value) === 'true',
      'DeletionProtectionEnabled',
    ),
    on.set('tags', tagsOf(view.at('Tags').value), 'Tags'),
  ];
};

/** A view one level down, for a policy that lies inside another property. */
const policyOf = (view: View, ...within: readonly (string | number)[]): View => ({
  ...view,
  at: (...path) => view.at(...within, ...path),
});

/** The replica of a global table that lies where the stack is deployed; the first one where that is not known. */
const globalTable = (view: View): readonly TemplateEffect[] => {
  const ref = refOf(view, 'table');
  const on = effectsOn<'table'>(ref);
  const replicas = view.list('Replicas');
  const here = replicas.findIndex((one) => isObject(one) && one['Region'] === view.renderer.place.region);
  const replica = ['Replicas', Math.max(here, 0)] as const;
  const stream = view.text('StreamSpecification', 'StreamViewType');
  const kinesis = view.text(...replica, 'KinesisStreamSpecification', 'StreamArn');
  return [
    on.create(),
    on.set('resourcePolicy', null),
    ...policySteps(ref, policyOf(view, ...replica, 'ResourcePolicy'), 'PolicyDocument'),
    on.set(
      'stream',
      stream === undefined ? null : { viewType: stream, arn: `${view.arn}/stream/latest` },
      'StreamSpecification',
    ),
    on.set('streamPolicy', null),
    on.set('kinesisDestinations', kinesis === undefined ? {} : { [kinesis]: true }, 'Replicas'),
    on.read(
      'deletionProtected',
      view.at(...replica, 'DeletionProtectionEnabled'),
      (value) => scalarText(value) === 'true',
      'Replicas',
    ),
    on.set('tags', tagsOf(view.at(...replica, 'Tags').value), 'Replicas'),
  ];
};

const stream = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'stream'>(refOf(view, 'stream'));
  return [
    on.create(),
    on.set('resourcePolicy', null),
    on.set('consumers', {}),
    on.set('consumerPolicies', {}),
    on.set('encrypted', view.at('StreamEncryption').value !== undefined, 'StreamEncryption'),
  ];
};

const streamPolicy = (view: View): readonly TemplateEffect[] => {
  const arn = view.text('ResourceArn');
  if (!arn?.includes(':kinesis:')) return [];
  const [stream = arn, consumer] = arn.split('/consumer/');
  const ref = refOf(view, 'stream', stream as View['arn'], stream.slice(stream.lastIndexOf('/') + 1));
  if (consumer === undefined) return policySteps(ref, view, 'ResourcePolicy');
  const on = effectsOn<'stream'>(ref);
  const read = readPolicy(view.at('ResourcePolicy'));
  if (read === undefined) return [];
  return [
    ...(read.open.length > 0 ? [on.unresolved('consumerPolicies', read.open, 'ResourcePolicy')] : []),
    on.put('consumerPolicies', [arn], read.document, 'ResourcePolicy'),
  ];
};

const consumer = (view: View): readonly TemplateEffect[] => {
  const arn = view.text('StreamARN');
  if (arn === undefined) return [];
  const on = effectsOn<'stream'>(refOf(view, 'stream', arn as View['arn'], arn.slice(arn.lastIndexOf('/') + 1)));
  return [on.put('consumers', [view.name], view.arn, 'ConsumerName')];
};

const key = (view: View): readonly TemplateEffect[] => {
  const ref = refOf(view, 'key');
  const on = effectsOn<'key'>(ref);
  return [
    on.create(),
    on.set('resourcePolicy', null),
    ...policySteps(ref, view, 'KeyPolicy'),
    on.set('grants', {}),
    on.read('enabled', view.at('Enabled'), (value) => scalarText(value) !== 'false', 'Enabled'),
    on.set('pendingDeletion', false),
    on.read('rotation', view.at('EnableKeyRotation'), (value) => scalarText(value) === 'true', 'EnableKeyRotation'),
  ];
};

const secret = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'secret'>(refOf(view, 'secret'));
  return [
    on.create(),
    on.set('resourcePolicy', null),
    on.set('rotationFunction', null),
    on.set('tags', tagsOf(view.at('Tags').value), 'Tags'),
  ];
};

const secretRef = (view: View) => {
  const id = view.named('SecretId');
  if (id === undefined) return undefined;
  const arn = secretArn(view.renderer.place, id);
  return refOf(view, 'secret', arn, arn.slice(arn.lastIndexOf(':') + 1));
};

const secretPolicy = (view: View): readonly TemplateEffect[] => {
  const ref = secretRef(view);
  return ref ? policySteps(ref, view, 'ResourcePolicy') : [];
};

const rotation = (view: View): readonly TemplateEffect[] => {
  const ref = secretRef(view);
  if (!ref) return [];
  return [
    effectsOn<'secret'>(ref).read(
      'rotationFunction',
      view.at('RotationLambdaARN'),
      (value) => scalarText(value) ?? null,
      'RotationLambdaARN',
    ),
  ];
};

const parameter = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'parameter'>(refOf(view, 'parameter'));
  return [on.create(), on.set('type', view.text('Type') ?? 'String', 'Type'), on.set('resourcePolicy', null)];
};

const repository = (view: View): readonly TemplateEffect[] => {
  const ref = refOf(view, 'repository');
  const on = effectsOn<'repository'>(ref);
  return [
    on.create(),
    on.set('resourcePolicy', null),
    ...policySteps(ref, view, 'RepositoryPolicyText'),
    on.read(
      'mutableTags',
      view.at('ImageTagMutability'),
      (value) => scalarText(value) !== 'IMMUTABLE',
      'ImageTagMutability',
    ),
  ];
};

/** The registry of an account and Region has no name; its account stands for it. */
const registryPolicy = (view: View): readonly TemplateEffect[] => {
  const { partition, region, account } = view.renderer.place;
  const arn = `arn:${partition}:ecr:${region}:${account}:registry/${account}` as View['arn'];
  return policySteps(refOf(view, 'registry', arn, account), view, 'PolicyText');
};

const trail = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'trail'>(refOf(view, 'trail'));
  const selectors = view.list('EventSelectors').filter(isObject);
  const [first] = selectors;
  const kms = view.text('KMSKeyId');
  return [
    on.create(),
    on.read('logging', view.at('IsLogging'), (value) => scalarText(value) === 'true', 'IsLogging'),
    on.read(
      'multiRegion',
      view.at('IsMultiRegionTrail'),
      (value) => scalarText(value) === 'true',
      'IsMultiRegionTrail',
    ),
    on.read(
      'globalServices',
      view.at('IncludeGlobalServiceEvents'),
      (value) => scalarText(value) !== 'false',
      'IncludeGlobalServiceEvents',
    ),
    on.read('bucket', view.at('S3BucketName'), (value) => scalarText(value) ?? null, 'S3BucketName'),
    on.set('kmsKey', kms === undefined ? null : keyArn(view.renderer.place, kms), 'KMSKeyId'),
    on.set(
      'managementEvents',
      {
        included: first === undefined || scalarText(first['IncludeManagementEvents']) !== 'false',
        readWrite: scalarText(first?.['ReadWriteType']) ?? 'All',
        excludedSources: (Array.isArray(first?.['ExcludeManagementEventSources'])
          ? first['ExcludeManagementEventSources']
          : []
        ).map(String),
      },
      'EventSelectors',
    ),
  ];
};

export const dataMappers = {
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': bucketPolicy,
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': globalTable,
  'AWS::Kinesis::Stream': stream,
  'AWS::Kinesis::StreamConsumer': consumer,
  'AWS::Kinesis::ResourcePolicy': streamPolicy,
  'AWS::KMS::Key': key,
  'AWS::KMS::ReplicaKey': key,
  'AWS::SecretsManager::Secret': secret,
  'AWS::SecretsManager::ResourcePolicy': secretPolicy,
  'AWS::SecretsManager::RotationSchedule': rotation,
  'AWS::SSM::Parameter': parameter,
  'AWS::ECR::Repository': repository,
  'AWS::ECR::RegistryPolicy': registryPolicy,
  'AWS::CloudTrail::Trail': trail,
};
