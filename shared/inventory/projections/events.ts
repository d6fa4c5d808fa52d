import type { Arn } from '../../arn.ts';
import type { JsonObject } from '../../json.ts';
import type { Change } from '../../trail/change.ts';
import { apiDestinationArn, archiveArn, connectionArn, eventBusArn, ruleArn } from '../../trail/resources.ts';
import type { Op } from '../document.ts';
import type { Target } from '../kinds/events.ts';
import { type Projections, reasonOf, stepsOf } from '../projection.ts';
import {
  accountPrincipal,
  addedTags,
  answeredArn,
  deletion,
  noOps,
  onResource,
  orNull,
  policyOps,
  type ReadDetails,
  type ReadOps,
  removedTags,
} from './on-resource.ts';

const bus = stepsOf<'event-bus'>();
const rule = stepsOf<'event-rule'>();
const destination = stepsOf<'api-destination'>();
const connection = stepsOf<'connection'>();
const archive = stepsOf<'archive'>();

/** Some ARNs carry an id of AWS after the name, which calls by name alone do not know: the name is enough. */
const withoutId = (arn: Arn | undefined): Arn | undefined =>
  arn?.replace(/(:(?:api-destination|connection)\/[^/]+)\/.*$/, '$1') as Arn | undefined;

const named =
  (answer: string, make: (change: Change, name: string) => Arn, ...members: readonly string[]) =>
  (change: Change): Arn | undefined => {
    const name = members.map((member) => change.request.string(member)).find((text) => text !== undefined);
    return withoutId(answeredArn(change.response, answer) ?? (name === undefined ? undefined : make(change, name)));
  };

const onNewBus = onResource('event-bus', named('eventBusArn', eventBusArn, 'name', 'eventBusName'));
const onBus = onResource('event-bus', (change) =>
  eventBusArn(change, change.request.string('eventBusName') ?? 'default'),
);
const onDestination = onResource('api-destination', named('apiDestinationArn', apiDestinationArn, 'name'));
const onConnection = onResource('connection', named('connectionArn', connectionArn, 'name'));
const onArchive = onResource('archive', named('archiveArn', archiveArn, 'archiveName'));
const onReplayed = onResource('archive', (change) => answeredArn(change.request, 'eventSourceArn'));
const onRule = onResource('event-rule', (change) => {
  const name = change.request.string(/Targets$/.test(change.name) ? 'rule' : 'name');
  const answered = answeredArn(change.response, 'ruleArn');
  return (
    answered ??
    (name === undefined ? undefined : ruleArn(change, name, orNull(change.request.string('eventBusName')) ?? 'default'))
  );
});
const onTaggedRule = onResource('event-rule', (change) => {
  const arn = answeredArn(change.request, 'resourceARN');
  return arn?.includes(':rule/') ? arn : undefined;
});

const putPermission: ReadOps = (change) => {
  const { request } = change;
  if (request.has('policy')) return policyOps<'event-bus'>(request, 'policy', { facet: 'resourcePolicy' });
  const principal = request.string('principal');
  const sid = request.string('statementId');
  if (principal === undefined || sid === undefined) return bus.unknown('resourcePolicy', reasonOf(request));
  const condition = request.object('condition');
  const [type, key, value] = [condition.string('type'), condition.string('key'), condition.string('value')];
  return bus.allow('resourcePolicy', sid, {
    Sid: sid,
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { AWS: accountPrincipal(change, principal) },
    Action: request.string('action') ?? 'events:PutEvents',
    Resource: eventBusArn(change, request.string('eventBusName') ?? 'default'),
    ...(type === undefined || key === undefined || value === undefined
      ? {}
      : { Condition: { [type]: { [key]: value } } }),
  });
};

const removePermission: ReadOps = (change) => {
  const sid = change.request.string('statementId');
  if (change.request.boolean('removeAllPermissions')) return bus.set('resourcePolicy', null);
  return sid === undefined
    ? bus.unknown('resourcePolicy', reasonOf(change.request))
    : bus.disallow('resourcePolicy', sid);
};

const busOfRule = (change: Change): string => {
  const named = orNull(change.request.string('eventBusName'));
  if (named !== null) return eventBusArn(change, named);
  const [, inArn] = /:rule\/([^/]+)\/[^/]+$/.exec(change.response.string('ruleArn') ?? '') ?? [];
  return eventBusArn(change, inArn ?? 'default');
};

/** `PutRule` replaces the whole rule but its targets: what it leaves out is gone. */
const putRule: ReadOps = (change) => {
  const { request } = change;
  if (request.state !== 'present') {
    return (['pattern', 'schedule', 'enabled'] as const).flatMap((facet) => rule.unknown(facet, reasonOf(request)));
  }
  const hidden = request.hidden('eventPattern');
  return [
    ...rule.set('bus', busOfRule(change)),
    ...(hidden ? rule.unknown('pattern', 'hidden') : rule.set('pattern', orNull(request.string('eventPattern')))),
    ...rule.set('schedule', orNull(request.string('scheduleExpression'))),
    ...rule.set('enabled', request.string('state') !== 'DISABLED'),
    ...addedTags('event-rule', request.get('tags')),
  ];
};

const failed = (change: Change): ReadonlySet<string> =>
  new Set(change.response.objects('failedEntries').flatMap((entry) => entry.string('targetId') ?? []));

const targetsOf = (change: Change): readonly (readonly [string, Target])[] =>
  change.request.objects('targets').flatMap((target) => {
    const id = target.string('id');
    const arn = target.string('arn');
    if (id === undefined || arn === undefined || failed(change).has(id)) return [];
    const role = target.string('roleArn');
    const deadLetter = target.object('deadLetterConfig').string('arn');
    const transformed = ['input', 'inputPath', 'inputTransformer'].some((member) => target.has(member));
    return [
      [
        id,
        {
          arn,
          ...(role === undefined ? {} : { role }),
          ...(deadLetter === undefined ? {} : { deadLetter }),
          ...(transformed ? { transformed } : {}),
        },
      ] as const,
    ];
  });

/** Targets without an id or an ARN are there, but nobody can tell where they lead. */
const putTargets: ReadOps = (change) => {
  const named = change.request.objects('targets');
  const readable = named.every((target) => target.string('id') !== undefined && target.string('arn') !== undefined);
  return named.length === 0 || !readable
    ? rule.unknown('targets', reasonOf(change.request, 'targets'))
    : targetsOf(change).flatMap(([id, target]) => rule.put('targets', [id], target));
};

const targetDetails: ReadDetails = (change) => ({ targets: targetsOf(change).map(([id]) => id) });

const removedTargets = (change: Change): readonly string[] =>
  change.request.strings('ids').filter((id) => !failed(change).has(id));

const destinationOps: ReadOps = (change) => [
  ...(change.name.startsWith('Create') ? ([{ op: 'create' }] satisfies Op[]) : []),
  ...destination.set('endpoint', change.request.string('invocationEndpoint')),
  ...destination.set('connection', withoutId(answeredArn(change.request, 'connectionArn'))),
];

const connectionOps: ReadOps = (change) => {
  const { request } = change;
  const created = change.name.startsWith('Create');
  const endpoint = request.object('authParameters').object('oAuthParameters').string('authorizationEndpoint');
  return [
    ...(created ? ([{ op: 'create' }] satisfies Op[]) : []),
    ...connection.set('authorization', request.string('authorizationType')),
    ...connection.set('authorizationEndpoint', endpoint ?? (created ? null : undefined)),
  ];
};

const archiveOps: ReadOps = (change) => [
  ...(change.name.startsWith('Create') ? ([{ op: 'create' }] satisfies Op[]) : []),
  ...archive.set('bus', change.request.string('eventSourceArn')),
  ...archive.set(
    'retentionDays',
    change.request.number('retentionDays') ?? (change.name.startsWith('Create') ? null : undefined),
  ),
];

const replayDetails: ReadDetails = (change) => {
  const to = change.request.object('destination');
  return {
    replay: change.request.string('replayName') ?? null,
    destination: to.string('arn') ?? null,
    rules: [...to.strings('filterArns')],
  } satisfies JsonObject;
};

export const events: Projections = {
  source: 'events',
  calls: {
    CreateEventBus: onNewBus((change) => [
      { op: 'create' },
      ...policyOps<'event-bus'>(change.request, 'policy', { facet: 'resourcePolicy', absent: null }),
    ]),
    DeleteEventBus: onNewBus(deletion),
    PutPermission: onBus(putPermission),
    RemovePermission: onBus(removePermission),
    PutRule: onRule(putRule, (change) => ({ state: change.request.string('state') ?? null })),
    EnableRule: onRule(() => rule.set('enabled', true)),
    DisableRule: onRule(() => rule.set('enabled', false)),
    DeleteRule: onRule(deletion),
    PutTargets: onRule(putTargets, targetDetails),
    RemoveTargets: onRule(
      (change) =>
        change.request.strings('ids').length === 0
          ? rule.unknown('targets', reasonOf(change.request, 'ids'))
          : removedTargets(change).flatMap((id) => rule.remove('targets', [id])),
      (change) => ({ targets: [...removedTargets(change)] }),
    ),
    TagResource: onTaggedRule((change) => addedTags('event-rule', change.request.get('tags'))),
    UntagResource: onTaggedRule((change) => removedTags('event-rule', change.request.strings('tagKeys'))),
    CreateApiDestination: onDestination(destinationOps),
    UpdateApiDestination: onDestination(destinationOps),
    DeleteApiDestination: onDestination(deletion),
    CreateConnection: onConnection(connectionOps),
    UpdateConnection: onConnection(connectionOps),
    DeleteConnection: onConnection(deletion),
    DeauthorizeConnection: onConnection(noOps),
    CreateArchive: onArchive(archiveOps),
    UpdateArchive: onArchive(archiveOps),
    DeleteArchive: onArchive(deletion),
    StartReplay: onReplayed(noOps, replayDetails),
  },
};

const registrySteps = stepsOf<'registry'>();

const onRegistry = onResource('registry', (change) => {
  const name = change.request.string('registryName');
  if (name === undefined) return undefined;
  const own = answeredArn(change.response, 'registryArn');
  return own ?? (`arn:${change.partition}:schemas:${change.region}:${change.account}:registry/${name}` as Arn);
});

/** Registries of event schemas. */
export const schemas: Projections = {
  source: 'schemas',
  calls: {
    CreateRegistry: onRegistry(() => [{ op: 'create' }, ...registrySteps.set('resourcePolicy', null)]),
    DeleteRegistry: onRegistry(deletion),
    PutResourcePolicy: onRegistry((change) =>
      policyOps<'registry'>(change.request, 'policy', { facet: 'resourcePolicy' }),
    ),
    DeleteResourcePolicy: onRegistry(() => registrySteps.set('resourcePolicy', null)),
  },
};
