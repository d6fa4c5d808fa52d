import { type Arn, isArn, parseArn } from '../arn.ts';
import type { Json } from '../json.ts';
import {
  apiArn,
  apiDestinationArn,
  archiveArn,
  bucketArn,
  canonicalRoleArn,
  configRecorderArn,
  configRuleArn,
  connectionArn,
  detectorArn,
  documentArn,
  eventBusArn,
  eventDataStoreArn,
  eventSourceMappingArn,
  graphqlApiArn,
  groupArn,
  identityPoolArn,
  instanceProfileArn,
  keyArn,
  layerVersionArn,
  logGroupArn,
  parameterArn,
  pipeArn,
  policyArn,
  queueArn,
  repositoryArn,
  roleArn,
  ruleArn,
  scheduleArn,
  secretArn,
  stackArn,
  stateMachineArn,
  streamArn,
  tableArn,
  topicArn,
  topicRuleArn,
  trailArn,
  userArn,
  userPoolArn,
  type Where,
} from './arns.ts';
import type { Change } from './change.ts';
import { functionInUri, functionRef, parseFunctionName } from './functions.ts';

export * from './arns.ts';
export * from './functions.ts';

/** Reads the resources of one kind which a change names. */
type Reader = (change: Change) => readonly (Arn | undefined)[];

/** The resources named by the first of these members that the request, or else the response, has. */
const by =
  (make: (where: Where, value: string) => Arn, ...members: readonly string[]): Reader =>
  (change) => {
    for (const fields of [change.request, change.response]) {
      for (const member of members) {
        const values = fields.strings(member).filter((value) => value !== '');
        if (values.length > 0) return values.map((value) => make(change, value));
      }
    }
    return [];
  };

/** Like `by`, but the response is asked first: only it knows an ARN that a name does not determine. */
const byAnswer =
  (make: (where: Where, value: string) => Arn, answer: string, ...members: readonly string[]): Reader =>
  (change) => {
    const arn = change.response.string(answer);
    return arn !== undefined && isArn(arn) ? [arn] : by(make, ...members)(change);
  };

const layers: Reader = (change) => {
  const name = change.request.string('layerName');
  const version = change.request.number('versionNumber') ?? change.response.number('version');
  return name === undefined ? [] : [layerVersionArn(change, name, version)];
};

const newPolicy: Reader = (change) => {
  if (change.name !== 'CreatePolicy') return [];
  const answered = change.response.object('policy').string('arn');
  const name = change.request.string('policyName');
  if (answered !== undefined) return [answered as Arn];
  return name === undefined ? [] : [policyArn(change, name, change.request.string('path') ?? '/')];
};

/** What only a response names: service-linked roles, and the user who makes an access key for himself. */
const answeredIdentities: Reader = (change) => {
  const role = change.response.object('role').string('arn');
  const user = change.response.object('accessKey').string('userName');
  return [role as Arn | undefined, user === undefined ? undefined : userArn(change, user)];
};

/** A subscription belongs to the topic whose ARN begins its own. */
const subscribed: Reader = (change) => {
  const [, topic] =
    /^(arn:[^:]+:sns:[^:]*:[^:]*:[^:]+):[^:]+$/.exec(change.request.string('subscriptionArn') ?? '') ?? [];
  return [topic as Arn | undefined];
};

const configured: Reader = (change) => {
  const recorder = change.request.object('configurationRecorder').string('name');
  const rule = change.request.object('configRule').string('configRuleName');
  return [
    recorder === undefined ? undefined : configRecorderArn(change, recorder),
    rule === undefined ? undefined : configRuleArn(change, rule),
  ];
};

const rules: Reader = (change) => {
  const bus = change.request.string('eventBusName');
  const inRuleCall = /Rule|Target/.test(change.name);
  const names = inRuleCall ? [...change.request.strings('rule'), ...change.request.strings('name')] : [];
  const arn = change.response.string('ruleArn');
  return arn === undefined ? names.map((name) => ruleArn(change, name, bus)) : [arn as Arn];
};

/** `name` means another kind of resource in each of these calls of EventBridge. */
const namedInEvents: readonly (readonly [RegExp, (where: Where, value: string) => Arn])[] = [
  [/EventBus$/, eventBusArn],
  [/Connection$/, connectionArn],
  [/ApiDestination$/, apiDestinationArn],
];
const events: Reader = (change) => {
  const name = change.request.string('name');
  const make = namedInEvents.find(([calls]) => calls.test(change.name))?.[1];
  return make && name !== undefined ? [make(change, name)] : [];
};

const buses: Reader = (change) =>
  /Permission$/.test(change.name) ? [eventBusArn(change, change.request.string('eventBusName') ?? 'default')] : [];

const schedules: Reader = (change) => {
  const name = change.request.string('name');
  if (name === undefined || change.name.endsWith('ScheduleGroup')) return [];
  return [scheduleArn(change, name, change.request.string('groupName') ?? 'default')];
};

const apis: Reader = (change) => {
  const rest = change.request.string('restApiId') ?? newApiId(change, 'RestApi');
  const http = change.request.string('apiId') ?? newApiId(change, 'Api');
  const id = rest ?? http;
  if (id === undefined) return [];
  const api = (part?: string): Arn => apiArn(change, rest === undefined ? 2 : 1, id, part);
  const stage = change.request.string('stageName');
  return [api(), stage === undefined ? undefined : api(`stages/${stage}`)];
};

const newApiId = (change: Change, kind: 'Api' | 'RestApi'): string | undefined =>
  new RegExp(`^(?:Create|Import)${kind}$`).test(change.name)
    ? (change.response.string('id') ?? change.response.string('apiId'))
    : undefined;

/** How each service names its resources; a member that a record lacks names nothing. */
const READERS: Readonly<Record<string, readonly Reader[]>> = {
  lambda: [(change) => [functionRef(change)?.arn], layers, by(eventSourceMappingArn, 'uUID')],
  iam: [
    by(roleArn, 'roleName'),
    by(userArn, 'userName'),
    by(groupArn, 'groupName'),
    by(instanceProfileArn, 'instanceProfileName'),
    newPolicy,
    answeredIdentities,
  ],
  apigateway: [apis],
  events: [rules, events, buses, by(archiveArn, 'archiveName')],
  scheduler: [schedules],
  pipes: [by(pipeArn, 'name')],
  sns: [by(topicArn, 'topicArn'), byAnswer(topicArn, 'topicArn', 'name'), subscribed],
  sqs: [by(queueArn, 'queueUrl', 'queueName')],
  s3: [by(bucketArn, 'bucketName')],
  dynamodb: [by(tableArn, 'tableName')],
  kinesis: [by(streamArn, 'streamARN', 'streamName')],
  states: [
    (change) =>
      change.name === 'CreateStateMachine'
        ? byAnswer(stateMachineArn, 'stateMachineArn', 'name')(change)
        : by(stateMachineArn, 'stateMachineArn')(change),
  ],
  appsync: [by(graphqlApiArn, 'apiId')],
  'cognito-idp': [by(userPoolArn, 'userPoolId'), (change) => idInAnswer(change, 'userPool', userPoolArn)],
  'cognito-identity': [by(identityPoolArn, 'identityPoolId')],
  iot: [by(topicRuleArn, 'ruleName')],
  logs: [by(logGroupArn, 'logGroupName', 'logGroupIdentifier')],
  ecr: [
    (change) => {
      const account = change.request.string('registryId') ?? change.account;
      return change.request.strings('repositoryName').map((name) => repositoryArn({ ...change, account }, name));
    },
  ],
  kms: [by(keyArn, 'keyId', 'targetKeyId'), (change) => [change.response.object('keyMetadata').string('arn') as Arn]],
  secretsmanager: [byAnswer(secretArn, 'arn', 'secretId', 'name')],
  ssm: [
    (change) => {
      const make = /Document/.test(change.name) ? documentArn : parameterArn;
      return /Document|Parameter/.test(change.name) ? by(make, 'name', 'names')(change) : [];
    },
  ],
  cloudtrail: [
    by(eventDataStoreArn, 'eventDataStore'),
    (change) => (/EventDataStore/.test(change.name) ? [] : byAnswer(trailArn, 'trailARN', 'trailName', 'name')(change)),
  ],
  config: [configured, by(configRecorderArn, 'configurationRecorderName'), by(configRuleArn, 'configRuleName')],
  guardduty: [by(detectorArn, 'detectorId')],
  cloudformation: [byAnswer(stackArn, 'stackId', 'stackName')],
};

const idInAnswer = (change: Change, member: string, make: (where: Where, id: string) => Arn): readonly Arn[] => {
  const id = change.response.object(member).string('id');
  return id === undefined ? [] : [make(change, id)];
};

/** Members which hold who is allowed or what a policy speaks of, and not what the call touches. */
const NOT_TOUCHED = /principal|policy$|policydocument|policytext|statement|patternDocument/i;
const DEEPEST = 12;

const arnsWithin = function* (value: Json, depth = 0): Generator<string> {
  if (typeof value === 'string') {
    if (value.startsWith('arn:') && isArn(value)) yield value;
  } else if (typeof value === 'object' && value !== null && depth < DEEPEST) {
    for (const [key, member] of Object.entries(value)) {
      if (Array.isArray(value) || !NOT_TOUCHED.test(key)) yield* arnsWithin(member as Json, depth + 1);
    }
  }
};

/**
 * One identity for each resource: functions without qualifier, roles without path and never their sessions. `undefined`
 * for patterns and for what AWS itself owns (its managed policies), which no call touches.
 */
export const canonicalArn = (where: Where, arn: string): Arn | undefined => {
  const parts = parseArn(arn);
  if (parts?.service === 'logs' && arn.endsWith(':*')) return canonicalArn(where, logGroupArn(where, arn));
  if (!parts || parts.account === 'aws' || /[*?\s]/.test(arn)) return undefined;
  const role = canonicalRoleArn(arn);
  if (role) return role;
  if (parts.service === 'lambda' && parts.resource.startsWith('function:')) return parseFunctionName(where, arn)?.arn;
  if (parts.service === 'apigateway' && parts.resource.includes('/functions/')) return functionInUri(where, arn)?.arn;
  if (parts.service === 'iam' && parts.resource.startsWith('user/')) return userArn(where, arn);
  return arn as Arn;
};

/**
 * The resources that a change touches, as canonical ARNs, the one it is about first: what its service's members name,
 * then every ARN in the request (targets, roles passed, layers, sources), then `resources`. Empty where a record names
 * none, as `requestParameters` is `null` for a call that was denied.
 */
export const touchedResources = (change: Change): readonly Arn[] => {
  const found = new Set<Arn>();
  const add = (arn: string | undefined): void => {
    const canonical = arn === undefined ? undefined : canonicalArn(change, arn);
    if (canonical) found.add(canonical);
  };
  for (const read of READERS[change.source] ?? []) read(change).forEach(add);
  for (const arn of arnsWithin(change.request.raw)) add(arn);
  change.resources.forEach(add);
  return [...found];
};
