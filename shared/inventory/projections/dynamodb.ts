import type { Arn } from '../../arn.ts';
import type { Change } from '../../trail/change.ts';
import type { Fields } from '../../trail/fields.ts';
import { tableArn } from '../../trail/resources.ts';
import type { Op } from '../document.ts';
import type { TableFacets } from '../kinds/data.ts';
import { type Projections, reasonOf, stepsOf } from '../projection.ts';
import {
  addedTags,
  answeredArn,
  deletion,
  noOps,
  onResource,
  policyOps,
  type ReadOps,
  removedTags,
} from './on-resource.ts';

const steps = stepsOf<'table'>();

/** The table of its own ARN, or of one of its streams, indexes, exports or backups. */
const tableOf = (arn: Arn): Arn => arn.replace(/(:table\/[^/]+)\/.*$/, '$1') as Arn;

const onTable = onResource('table', (change) => {
  const described = change.response.object('tableDescription');
  const named =
    change.request.string('tableName') ?? change.request.string('targetTableName') ?? described.string('tableName');
  const arn =
    answeredArn(described, 'tableArn') ??
    answeredArn(change.request, 'resourceArn') ??
    answeredArn(change.request, 'tableArn') ??
    (named === undefined ? undefined : tableArn(change, named));
  return arn === undefined ? undefined : tableOf(arn);
});

const streamOf = (fields: Fields, described: Fields): TableFacets['stream'] | undefined => {
  const asked = fields.object('streamSpecification');
  if (asked.state !== 'present') return undefined;
  if (asked.boolean('streamEnabled') === false) return null;
  const arn = described.string('latestStreamArn');
  return { viewType: asked.string('streamViewType') ?? 'unknown', ...(arn === undefined ? {} : { arn }) };
};

/** What the answer says of the table goes before what was asked for. */
const described = (change: Change): Fields => change.response.object('tableDescription');

const createTable: ReadOps = (change) => {
  const { request } = change;
  const nothingYet: readonly Op[] = [
    { op: 'create' },
    ...steps.set('kinesisDestinations', {}),
    ...steps.set('streamPolicy', null),
  ];
  if (request.state !== 'present')
    return [
      ...nothingYet,
      ...(['stream', 'resourcePolicy', 'deletionProtected', 'tags'] as const).flatMap((facet) =>
        steps.unknown(facet, reasonOf(request)),
      ),
    ];
  return [
    ...nothingYet,
    ...policyOps<'table'>(request, 'resourcePolicy', { facet: 'resourcePolicy', absent: null }),
    ...steps.set('stream', streamOf(request, described(change)) ?? null),
    ...steps.set('deletionProtected', request.boolean('deletionProtectionEnabled') ?? false),
    ...steps.set('tags', {}),
    ...addedTags('table', request.get('tags')),
  ];
};

const updateTable: ReadOps = (change) => {
  const { request } = change;
  if (request.state === 'omitted')
    return [...steps.unknown('stream', 'omitted'), ...steps.unknown('deletionProtected', 'omitted')];
  return [
    ...steps.set('stream', streamOf(request, described(change))),
    ...steps.set('deletionProtected', request.boolean('deletionProtectionEnabled')),
  ];
};

/** A restored table has neither stream nor policy of the one it comes from. */
const restoreTable: ReadOps = () => [
  { op: 'create' },
  ...steps.set('stream', null),
  ...steps.set('resourcePolicy', null),
  ...steps.set('streamPolicy', null),
  ...steps.set('kinesisDestinations', {}),
  ...steps.set('deletionProtected', false),
];

const facetOfPolicy = (change: Change): 'resourcePolicy' | 'streamPolicy' =>
  /\/stream\//.test(change.request.string('resourceArn') ?? '') ? 'streamPolicy' : 'resourcePolicy';

const kinesisDestination = (change: Change): string | undefined => change.request.string('streamArn');

export const dynamodb: Projections = {
  source: 'dynamodb',
  calls: {
    CreateTable: onTable(createTable),
    UpdateTable: onTable(updateTable),
    DeleteTable: onTable(deletion),
    RestoreTableFromBackup: onTable(restoreTable),
    RestoreTableToPointInTime: onTable(restoreTable),
    PutResourcePolicy: onTable((change) =>
      policyOps<'table'>(change.request, 'policy', { facet: facetOfPolicy(change) }),
    ),
    DeleteResourcePolicy: onTable((change) => steps.set(facetOfPolicy(change), null)),
    EnableKinesisStreamingDestination: onTable((change) => {
      const arn = kinesisDestination(change);
      return arn === undefined
        ? steps.unknown('kinesisDestinations', reasonOf(change.request))
        : steps.put('kinesisDestinations', [arn], true);
    }),
    DisableKinesisStreamingDestination: onTable((change) => {
      const arn = kinesisDestination(change);
      return arn === undefined
        ? steps.unknown('kinesisDestinations', reasonOf(change.request))
        : steps.remove('kinesisDestinations', [arn]);
    }),
    ExportTableToPointInTime: onTable(noOps, ({ request }) => ({
      bucket: request.string('s3Bucket') ?? null,
      bucketOwner: request.string('s3BucketOwner') ?? null,
    })),
    TagResource: onTable((change) => addedTags('table', change.request.get('tags'))),
    UntagResource: onTable((change) => removedTags('table', change.request.strings('tagKeys'))),
  },
};
