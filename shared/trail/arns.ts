import { type Arn, arnOf, isAccountId, isArn, parseArn } from '../arn.ts';

/** Where a change happened: what turns the bare name of a resource into its ARN. */
export interface Where {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

const regional = (service: string, where: Where, resource: string): Arn => arnOf({ ...where, service, resource });
const global = (service: string, where: Where, resource: string): Arn =>
  arnOf({ partition: where.partition, service, region: '', account: where.account, resource });

/** Most requests take a name or an ARN in the same member: an ARN stays as it is. */
const named =
  (service: string, resource: (name: string) => string) =>
  (where: Where, nameOrArn: string): Arn =>
    isArn(nameOrArn) ? nameOrArn : regional(service, where, resource(nameOrArn));

/**
 * IAM identities carry a path in their ARN (`role/service-role/orders`), but requests name only `orders`, and names are
 * unique in an account whatever the path. The identity used everywhere is therefore the ARN **without its path**.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
const identity =
  (kind: 'role' | 'user' | 'group' | 'instance-profile') =>
  (where: Where, nameOrArn: string): Arn => {
    const parts = parseArn(nameOrArn);
    if (!parts) return global('iam', where, `${kind}/${lastSegment(nameOrArn)}`);
    return parts.service === 'iam' && parts.resource.startsWith(`${kind}/`)
      ? arnOf({ ...parts, resource: `${kind}/${lastSegment(parts.resource)}` })
      : (nameOrArn as Arn);
  };

const lastSegment = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const userArn = identity('user');
export const groupArn = identity('group');
export const instanceProfileArn = identity('instance-profile');

/**
 * The canonical ARN of a role, from the ARN of the role (any path) or of one of its sessions
 * (`arn:aws:sts::…:assumed-role/orders/session`); `undefined` for any other text.
 */
export const canonicalRoleArn = (arn: string): Arn | undefined => {
  if (!arn.includes('role/')) return undefined;
  const parts = parseArn(arn);
  if (!parts) return undefined;
  const [kind, ...rest] = parts.resource.split('/');
  const name = kind === 'assumed-role' ? rest[0] : rest.at(-1);
  if (!name) return undefined;
  if (parts.service === 'iam' && kind === 'role') return arnOf({ ...parts, resource: `role/${name}` });
  if (parts.service === 'sts' && kind === 'assumed-role')
    return arnOf({ ...parts, service: 'iam', resource: `role/${name}` });
  return undefined;
};

/** The canonical ARN of a role, from its name, its ARN or the ARN of a session. */
export const roleArn = (where: Where, nameOrArn: string): Arn =>
  canonicalRoleArn(nameOrArn) ?? identity('role')(where, nameOrArn);

/** A customer managed policy. Unlike roles, its ARN is what requests carry, so the path (`/` when absent) stays. */
export const policyArn = (where: Where, nameOrArn: string, path = '/'): Arn =>
  isArn(nameOrArn) ? nameOrArn : global('iam', where, `policy${path.endsWith('/') ? path : `${path}/`}${nameOrArn}`);

/** A bucket; of an object's ARN too. */
export const bucketArn = (where: Where, nameOrArn: string): Arn => {
  const parts = parseArn(nameOrArn);
  if (parts && parts.service !== 's3') return nameOrArn as Arn;
  const [name = ''] = (parts?.resource ?? nameOrArn).split('/');
  if (parts && parts.account !== '') return nameOrArn as Arn;
  return arnOf({
    partition: parts?.partition ?? where.partition,
    service: 's3',
    region: '',
    account: '',
    resource: name,
  });
};

const QUEUE_HOST = /^(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue|queue)\./;

/** A queue, from its URL (also the legacy hosts), its name or its ARN. */
export const queueArn = (where: Where, urlOrName: string): Arn => {
  if (isArn(urlOrName)) return urlOrName;
  const [, host, account, name] = /^https?:\/\/([^/]+)\/([^/]+)\/([^/?]+)\/?$/.exec(urlOrName) ?? [];
  if (host === undefined || account === undefined || name === undefined)
    return regional('sqs', where, lastSegment(urlOrName));
  const [, modern, legacy] = QUEUE_HOST.exec(host) ?? [];
  const owner = isAccountId(account) ? account : where.account;
  return regional('sqs', { ...where, account: owner, region: modern ?? legacy ?? where.region }, name);
};

export const topicArn = named('sns', (name) => name);
export const tableArn = named('dynamodb', (name) => `table/${name}`);
export const streamArn = named('kinesis', (name) => `stream/${name}`);
export const stateMachineArn = named('states', (name) => `stateMachine:${name}`);
export const pipeArn = named('pipes', (name) => `pipe/${name}`);
export const eventBusArn = named('events', (name) => `event-bus/${name}`);
export const connectionArn = named('events', (name) => `connection/${name}`);
export const apiDestinationArn = named('events', (name) => `api-destination/${name}`);
export const archiveArn = named('events', (name) => `archive/${name}`);
export const graphqlApiArn = named('appsync', (id) => `apis/${id}`);
export const userPoolArn = named('cognito-idp', (id) => `userpool/${id}`);
export const identityPoolArn = named('cognito-identity', (id) => `identitypool/${id}`);
export const topicRuleArn = named('iot', (name) => `rule/${name}`);
export const repositoryArn = named('ecr', (name) => `repository/${name}`);
export const secretArn = named('secretsmanager', (name) => `secret:${name}`);
export const parameterArn = named('ssm', (name) => `parameter/${name.replace(/^\//, '')}`);
export const documentArn = named('ssm', (name) => `document/${name}`);
export const trailArn = named('cloudtrail', (name) => `trail/${name}`);
export const eventDataStoreArn = named('cloudtrail', (id) => `eventdatastore/${id}`);
export const detectorArn = named('guardduty', (id) => `detector/${id}`);
export const configRecorderArn = named('config', (name) => `configuration-recorder/${name}`);
export const configRuleArn = named('config', (name) => `config-rule/${name}`);
export const stackArn = named('cloudformation', (name) => `stack/${name}`);
export const keyArn = named('kms', (id) => (id.startsWith('alias/') ? id : `key/${id}`));
export const eventSourceMappingArn = named('lambda', (uuid) => `event-source-mapping:${uuid}`);

/** A log group, without the `:*` which Logs itself appends. */
export const logGroupArn = (where: Where, nameOrArn: string): Arn =>
  (isArn(nameOrArn) ? nameOrArn.replace(/:\*$/, '') : regional('logs', where, `log-group:${nameOrArn}`)) as Arn;

/** A rule of EventBridge; the bus (name or ARN) is part of the ARN unless it is the default one. */
export const ruleArn = (where: Where, nameOrArn: string, bus = 'default'): Arn => {
  if (isArn(nameOrArn)) return nameOrArn;
  const parts = parseArn(bus);
  const busName = lastSegment(bus);
  const at = parts ? { ...where, account: parts.account, region: parts.region } : where;
  return regional('events', at, busName === 'default' ? `rule/${nameOrArn}` : `rule/${busName}/${nameOrArn}`);
};

/** A schedule; the group is `default` unless named. */
export const scheduleArn = (where: Where, nameOrArn: string, group = 'default'): Arn =>
  isArn(nameOrArn) ? nameOrArn : regional('scheduler', where, `schedule/${group}/${nameOrArn}`);

/** A REST API (`version` 1) or an HTTP/WebSocket API (2), or a part of it (`stages/live`). API ARNs name no account. */
export const apiArn = (where: Where, version: 1 | 2, id: string, part?: string): Arn =>
  arnOf({
    partition: where.partition,
    service: 'apigateway',
    region: where.region,
    account: '',
    resource: `/${version === 1 ? 'restapis' : 'apis'}/${id}${part === undefined ? '' : `/${part}`}`,
  });

/** A layer, or one of its versions; the name may already be the ARN of either. */
export const layerVersionArn = (where: Where, nameOrArn: string, version?: number): Arn => {
  const parts = parseArn(nameOrArn);
  const [, name = nameOrArn, recorded] = parts?.resource.split(':') ?? [];
  const suffix = version ?? recorded;
  const resource = suffix === undefined ? `layer:${name}` : `layer:${name}:${suffix}`;
  return parts ? arnOf({ ...parts, resource }) : regional('lambda', where, resource);
};
