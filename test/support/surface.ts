import {
  apiDestinationArn,
  archiveArn,
  bucketArn,
  connectionArn,
  detectorArn,
  documentArn,
  eventBusArn,
  keyArn,
  parameterArn,
  pipeArn,
  queueArn,
  repositoryArn,
  ruleArn,
  scheduleArn,
  secretArn,
  streamArn,
  tableArn,
  topicArn,
  trailArn,
} from '../../shared/trail/arns.ts';
import { account, functionArn, region, roleArnOf } from './calls.ts';
import { given, type PartialFacets } from './resources.ts';

const here = { partition: 'aws', account, region };
export const everyEvent = { included: true, readWrite: 'All', excludedSources: [] } as const;

export const anEventBus = (facets: PartialFacets<'event-bus'> = {}) =>
  given('event-bus', { arn: eventBusArn(here, 'shop'), name: 'shop' }, { resourcePolicy: null, ...facets });

/** The rule `orders` on the default bus: a pattern, one function as target, known in full. */
export const anEventRule = ({ name = 'orders', ...facets }: { name?: string } & PartialFacets<'event-rule'> = {}) =>
  given(
    'event-rule',
    { arn: ruleArn(here, name), name },
    {
      bus: eventBusArn(here, 'default'),
      pattern: JSON.stringify({ source: ['shop.orders'] }),
      schedule: null,
      enabled: true,
      targets: { fn: { arn: functionArn('orders') } },
      tags: {},
      ...facets,
    },
  );

export const anApiDestination = (facets: PartialFacets<'api-destination'> = {}) =>
  given(
    'api-destination',
    { arn: apiDestinationArn(here, 'crm'), name: 'crm' },
    { endpoint: 'https://crm.example.com/in', connection: connectionArn(here, 'crm'), ...facets },
  );

export const aConnection = (facets: PartialFacets<'connection'> = {}) =>
  given(
    'connection',
    { arn: connectionArn(here, 'crm'), name: 'crm' },
    { authorization: 'API_KEY', authorizationEndpoint: null, ...facets },
  );

export const anArchive = (facets: PartialFacets<'archive'> = {}) =>
  given(
    'archive',
    { arn: archiveArn(here, 'all'), name: 'all' },
    { bus: eventBusArn(here, 'default'), retentionDays: 30, ...facets },
  );

export const aSchedule = (facets: PartialFacets<'schedule'> = {}) =>
  given(
    'schedule',
    { arn: scheduleArn(here, 'nightly'), name: 'nightly' },
    {
      expression: 'rate(1 day)',
      enabled: true,
      target: { arn: functionArn('orders'), role: roleArnOf('timer') },
      ...facets,
    },
  );

export const aPipe = (facets: PartialFacets<'pipe'> = {}) =>
  given(
    'pipe',
    { arn: pipeArn(here, 'p'), name: 'p' },
    {
      source: queueArn(here, 'orders'),
      target: functionArn('orders'),
      enrichment: null,
      role: roleArnOf('pipe'),
      enabled: true,
      ...facets,
    },
  );

export const aRegistry = (service: 'schemas' | 'ecr', facets: PartialFacets<'registry'> = {}) =>
  given(
    'registry',
    { arn: `arn:aws:${service}:${region}:${account}:registry/shop`, name: 'shop' },
    { resourcePolicy: null, ...facets },
  );

export const aTopic = ({ name = 'orders', ...facets }: { name?: string } & PartialFacets<'topic'> = {}) =>
  given(
    'topic',
    { arn: topicArn(here, name), name },
    { resourcePolicy: null, kmsKey: null, subscriptions: {}, tags: {}, ...facets },
  );

export const aQueue = ({ name = 'orders', ...facets }: { name?: string } & PartialFacets<'queue'> = {}) =>
  given(
    'queue',
    { arn: queueArn(here, name), name },
    {
      resourcePolicy: null,
      deadLetterTarget: queueArn(here, 'orders-dead'),
      kmsKey: null,
      managedEncryption: true,
      visibilityTimeoutSeconds: 30,
      tags: {},
      ...facets,
    },
  );

/** The bucket `uploads`; of Block Public Access nothing is known, unless it is given. */
export const aBucket = (facets: PartialFacets<'bucket'> = {}) =>
  given(
    'bucket',
    { arn: bucketArn(here, 'uploads'), name: 'uploads' },
    {
      resourcePolicy: null,
      grants: [],
      notifications: {},
      versioning: 'Enabled',
      replicatesTo: [],
      shortestExpiryDays: null,
      accessLogs: true,
      tags: {},
      ...facets,
    },
  );

export const aTable = (facets: PartialFacets<'table'> = {}) =>
  given(
    'table',
    { arn: tableArn(here, 'orders'), name: 'orders' },
    {
      resourcePolicy: null,
      stream: null,
      streamPolicy: null,
      kinesisDestinations: {},
      deletionProtected: true,
      tags: {},
      ...facets,
    },
  );

export const aStream = (facets: PartialFacets<'stream'> = {}) =>
  given(
    'stream',
    { arn: streamArn(here, 'clicks'), name: 'clicks' },
    { resourcePolicy: null, consumers: {}, consumerPolicies: {}, encrypted: true, ...facets },
  );

export const aRepository = (facets: PartialFacets<'repository'> = {}) =>
  given(
    'repository',
    { arn: repositoryArn(here, 'shop'), name: 'shop' },
    { resourcePolicy: null, mutableTags: false, ...facets },
  );

export const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';

export const aKey = (facets: PartialFacets<'key'> = {}) =>
  given(
    'key',
    { arn: keyArn(here, keyId), name: keyId },
    { resourcePolicy: null, grants: {}, enabled: true, pendingDeletion: false, rotation: true, ...facets },
  );

export const aSecret = (facets: PartialFacets<'secret'> = {}) =>
  given(
    'secret',
    { arn: secretArn(here, 'db-AbCdEf'), name: 'db' },
    { resourcePolicy: null, rotationFunction: null, tags: {}, ...facets },
  );

export const aParameter = (facets: PartialFacets<'parameter'> = {}) =>
  given(
    'parameter',
    { arn: parameterArn(here, '/shop/db'), name: '/shop/db' },
    { type: 'SecureString', resourcePolicy: null, ...facets },
  );

export const aDocument = (facets: PartialFacets<'document'> = {}) =>
  given('document', { arn: documentArn(here, 'run'), name: 'run' }, { sharedWith: {}, ...facets });

/** The trail `main`: every Region, every management event, logging. */
export const aTrail = (facets: PartialFacets<'trail'> = {}) =>
  given(
    'trail',
    { arn: trailArn(here, 'main'), name: 'main' },
    {
      logging: true,
      multiRegion: true,
      globalServices: true,
      bucket: 'uploads',
      kmsKey: keyArn(here, keyId),
      managementEvents: everyEvent,
      ...facets,
    },
  );

export const aDetector = (facets: PartialFacets<'watcher'> = {}) =>
  given('watcher', { arn: detectorArn(here, 'd'), name: 'd' }, { service: 'guardduty', enabled: true, ...facets });
