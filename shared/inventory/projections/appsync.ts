import { createHash } from 'node:crypto';
import type { Change } from '../../trail/change.ts';
import type { Fields } from '../../trail/fields.ts';
import { functionRef, graphqlApiArn, roleArn } from '../../trail/resources.ts';
import type { Op, ResourceRef } from '../document.ts';
import type { GraphqlDataSource } from '../kinds/apis.ts';
import { type Effect, type Projections, reasonOf, refOf, stepsOf, tagsOf } from '../projection.ts';

const { set, put, remove, unknown } = stepsOf<'graphql-api'>();

const apiRef = (change: Change): ResourceRef | undefined => {
  const answered = change.response.object('graphqlApi');
  const id = answered.string('apiId') ?? change.request.string('apiId');
  return id === undefined ? undefined : refOf(change, 'graphql-api', graphqlApiArn(change, id), id);
};

const on =
  (read: (change: Change) => readonly Op[], details?: (change: Change) => Effect['details']) =>
  (change: Change): readonly Effect[] => {
    const ref = apiRef(change);
    if (ref === undefined) return [];
    const extra = details?.(change);
    return [{ ref, ops: read(change), ...(extra === undefined ? {} : { details: extra }) }];
  };

/** The answer is the whole API; the request must always name the main provider, and replaces the others. */
const apiOps = (change: Change): readonly Op[] => {
  const answered = change.response.object('graphqlApi');
  const fields = answered.has('authenticationType') ? answered : change.request;
  const main = fields.string('authenticationType');
  const others = fields
    .objects('additionalAuthenticationProviders')
    .flatMap((each) => each.string('authenticationType') ?? []);
  const introspection = fields.string('introspectionConfig');
  const visibility = fields.string('visibility');
  return [
    ...set('title', fields.string('name')),
    ...(main === undefined
      ? unknown('authentication', reasonOf(change.request))
      : set('authentication', [...new Set([main, ...others])])),
    ...set('introspection', introspection === undefined ? undefined : introspection !== 'DISABLED'),
    ...set('private', visibility === undefined ? undefined : visibility === 'PRIVATE'),
  ];
};

const createApi = (change: Change): readonly Op[] => [
  { op: 'create' },
  ...set('dataSources', {}),
  ...set('apiKeys', {}),
  ...(change.request.state === 'omitted'
    ? [...unknown('introspection', 'omitted'), ...unknown('private', 'omitted')]
    : [...set('introspection', true), ...set('private', false)]),
  ...set('tags', tagsOf(change.request.get('tags'))),
  ...apiOps(change),
];

const dataSourceOf = (change: Change, fields: Fields): GraphqlDataSource | undefined => {
  const type = fields.string('type');
  if (type === undefined) return undefined;
  const named = fields.object('lambdaConfig').string('lambdaFunctionArn');
  const role = fields.string('serviceRoleArn');
  const endpoint = fields.object('httpConfig').string('endpoint');
  const target = named === undefined ? undefined : functionRef(change, named)?.arn;
  return {
    type,
    ...(target === undefined ? {} : { function: target }),
    ...(role === undefined ? {} : { role: roleArn(change, role) }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
};

const dataSourceName = (change: Change): string | undefined =>
  change.request.string('name') ?? change.response.object('dataSource').string('name');

const dataSourceOps = (change: Change): readonly Op[] => {
  const name = dataSourceName(change);
  const source = dataSourceOf(change, change.request) ?? dataSourceOf(change, change.response.object('dataSource'));
  return name === undefined || source === undefined
    ? unknown('dataSources', reasonOf(change.request))
    : put('dataSources', [name], source);
};

/** The id of an API key is the key itself: only its fingerprint is kept. */
const fingerprint = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 16);

const keyOf = ({ request, response }: Change): string | undefined => {
  const id = response.object('apiKey').string('id') ?? request.string('id');
  return id === undefined ? undefined : fingerprint(id);
};

const tagging =
  (ops: (change: Change) => readonly Op[]) =>
  (change: Change): readonly Effect[] => {
    const [, id] = /:apis\/([^/]+)$/.exec(change.request.string('resourceArn') ?? '') ?? [];
    return id === undefined
      ? []
      : [{ ref: refOf(change, 'graphql-api', graphqlApiArn(change, id), id), ops: ops(change) }];
  };

const resolverDetails = ({ request }: Change): Effect['details'] => ({
  type: request.string('typeName') ?? null,
  field: request.string('fieldName') ?? null,
  dataSource: request.string('dataSourceName') ?? null,
});

export const appsync: Projections = {
  source: 'appsync',
  calls: {
    CreateGraphqlApi: on(createApi),
    UpdateGraphqlApi: on(apiOps),
    DeleteGraphqlApi: on(() => [{ op: 'delete' }]),
    CreateDataSource: on(dataSourceOps, (change) => ({ dataSource: dataSourceName(change) ?? null })),
    UpdateDataSource: on(dataSourceOps, (change) => ({ dataSource: dataSourceName(change) ?? null })),
    DeleteDataSource: on((change) => {
      const name = dataSourceName(change);
      return name === undefined ? unknown('dataSources', reasonOf(change.request)) : remove('dataSources', [name]);
    }),
    CreateApiKey: on((change) => put('apiKeys', [keyOf(change) ?? `event:${change.id}`], true)),
    // Where the record masks which key went, which are left can not be told.
    DeleteApiKey: on((change) => {
      const key = keyOf(change);
      return key === undefined ? unknown('apiKeys', 'hidden') : remove('apiKeys', [key]);
    }),
    TagResource: tagging(({ request }) =>
      Object.entries(tagsOf(request.get('tags'))).flatMap(([key, value]) => put('tags', [key], value)),
    ),
    UntagResource: tagging(({ request }) => request.strings('tagKeys').flatMap((key) => remove('tags', [key]))),
    CreateResolver: on(() => [], resolverDetails),
    UpdateResolver: on(() => [], resolverDetails),
    CreateFunction: on(() => [], resolverDetails),
    UpdateFunction: on(() => [], resolverDetails),
  },
};
