import { type Arn, isArn } from '../../arn.ts';
import type { Change } from '../../trail/change.ts';
import type { Fields } from '../../trail/fields.ts';
import { eventDataStoreArn, trailArn } from '../../trail/resources.ts';
import type { Op } from '../document.ts';
import type { TrailFacets } from '../kinds/watching.ts';
import { type Projections, reasonOf, stepsOf } from '../projection.ts';
import { answeredArn, deletion, keyOrNull, noOps, onResource, type ReadOps, restoration } from './on-resource.ts';

const steps = stepsOf<'trail'>();

const onTrail = onResource('trail', (change) => {
  const named = change.request.string('trailName') ?? change.request.string('name');
  const answered = answeredArn(change.response, 'trailARN');
  return answered ?? (named === undefined ? undefined : trailArn(change, named));
});

const onStore = onResource('trail', (change) => {
  const named = change.request.string('eventDataStore');
  const answered = answeredArn(change.response, 'eventDataStoreArn');
  return answered ?? (named === undefined ? undefined : eventDataStoreArn(change, named));
});

type ManagementEvents = TrailFacets['managementEvents'];

const everything: ManagementEvents = { included: true, readWrite: 'All', excludedSources: [] };
const nothing: ManagementEvents = { included: false, readWrite: 'All', excludedSources: [] };

/** What several selectors let in together: a source is left out only where all of them leave it out. */
const together = (selectors: readonly ManagementEvents[]): ManagementEvents => {
  const [first, ...rest] = selectors.filter(({ included }) => included);
  if (first === undefined) return nothing;
  return rest.reduce(
    (sum, { readWrite, excludedSources }) => ({
      included: true,
      readWrite: sum.readWrite === readWrite ? readWrite : 'All',
      excludedSources: sum.excludedSources.filter((source) => excludedSources.includes(source)),
    }),
    first,
  );
};

const basic = (selector: Fields): ManagementEvents => ({
  included: selector.boolean('includeManagementEvents') ?? true,
  readWrite: selector.string('readWriteType') ?? 'All',
  excludedSources: selector.strings('excludeManagementEventSources'),
});

/**
 * An advanced selector is a list of conditions on fields, one of which is `eventCategory`.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
const advanced = (selector: Fields): ManagementEvents => {
  const fields = selector.objects('fieldSelectors');
  const of = (name: string): Fields | undefined => fields.find((field) => field.string('field') === name);
  if (!of('eventCategory')?.strings('equals').includes('Management')) return nothing;
  const readOnly = of('readOnly')?.strings('equals')[0];
  return {
    included: true,
    readWrite: readOnly === undefined ? 'All' : readOnly === 'true' ? 'ReadOnly' : 'WriteOnly',
    excludedSources: of('eventSource')?.strings('notEquals') ?? [],
  };
};

/** What the selectors in a record, or in an answer of `GetEventSelectors`, let in; `undefined` where there are none. */
export const managementEventsIn = (fields: Fields): ManagementEvents | undefined => {
  const plain = fields.objects('eventSelectors');
  const rich = fields.objects('advancedEventSelectors');
  if (plain.length === 0 && rich.length === 0) return undefined;
  return together([...plain.map(basic), ...rich.map(advanced)]);
};

const selectorOps: ReadOps = (change) => {
  const events = managementEventsIn(change.request) ?? managementEventsIn(change.response);
  return events === undefined
    ? steps.unknown('managementEvents', reasonOf(change.request))
    : steps.set('managementEvents', events);
};

/** An answer carries the whole trail, a request only what was asked for. */
const settingOps = (change: Change): readonly Op[] => {
  const { request, response } = change;
  const text = (member: string): string | undefined => request.string(member) ?? response.string(member);
  const flag = (member: string): boolean | undefined => request.boolean(member) ?? response.boolean(member);
  // A request may name the key by its alias.
  const key = response.string('kmsKeyId') ?? request.string('kmsKeyId');
  return [
    ...steps.set('multiRegion', flag('isMultiRegionTrail')),
    ...steps.set('globalServices', flag('includeGlobalServiceEvents')),
    ...steps.set('bucket', text('s3BucketName')),
    ...(key === undefined ? [] : steps.set('kmsKey', keyOrNull(change, key))),
  ];
};

const createTrail: ReadOps = (change) => [
  { op: 'create' },
  ...steps.set('logging', false),
  ...steps.set('multiRegion', false),
  ...steps.set('globalServices', true),
  ...steps.set('kmsKey', null),
  ...steps.set('managementEvents', everything),
  ...settingOps(change),
];

const storeSettings = (change: Change): readonly Op[] => {
  const { request, response } = change;
  const events = managementEventsIn(request) ?? managementEventsIn(response);
  const key = request.string('kmsKeyId');
  return [
    ...steps.set('multiRegion', request.boolean('multiRegionEnabled') ?? response.boolean('multiRegionEnabled')),
    ...steps.set('managementEvents', events),
    ...(key === undefined ? [] : steps.set('kmsKey', keyOrNull(change, key))),
  ];
};

const createStore: ReadOps = (change) => [
  { op: 'create' },
  ...steps.set('logging', change.request.boolean('startIngestion') ?? true),
  ...steps.set('multiRegion', true),
  ...steps.set('globalServices', true),
  ...steps.set('bucket', null),
  ...steps.set('kmsKey', null),
  ...steps.set('managementEvents', everything),
  ...storeSettings(change),
];

/** `PutEventSelectors` and its like take a name, an ARN, or for a store its ARN in the same member. */
const isStore = (change: Change): boolean => /:eventdatastore\//.test(change.request.string('trailName') ?? '');

const onEither =
  (ops: ReadOps) =>
  (change: Change): ReturnType<ReturnType<typeof onTrail>> => {
    const named = change.request.string('trailName') ?? '';
    if (!isStore(change) || !isArn(named)) return onTrail(ops)(change);
    return onResource('trail', () => named as Arn)(ops)(change);
  };

export const cloudtrail: Projections = {
  source: 'cloudtrail',
  calls: {
    CreateTrail: onTrail(createTrail),
    UpdateTrail: onTrail(settingOps, ({ request }) => ({ asked: Object.keys(request.raw).sort() })),
    DeleteTrail: onTrail(deletion),
    StartLogging: onTrail(() => steps.set('logging', true)),
    StopLogging: onTrail(() => steps.set('logging', false)),
    PutEventSelectors: onEither(selectorOps),
    PutInsightSelectors: onTrail(noOps),
    CreateEventDataStore: onStore(createStore),
    UpdateEventDataStore: onStore(storeSettings),
    DeleteEventDataStore: onStore(deletion),
    RestoreEventDataStore: onStore(restoration),
    StartEventDataStoreIngestion: onStore(() => steps.set('logging', true)),
    StopEventDataStoreIngestion: onStore(() => steps.set('logging', false)),
  },
};
