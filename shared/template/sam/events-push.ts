import { isObject, type Json, type JsonObject } from '../../json.ts';
import { gotOf } from '../raw.ts';
import { scalarText } from '../values.ts';
import {
  attributeOf,
  compact,
  type Draft,
  known,
  make,
  onlyIf,
  pick,
  referenced,
  refTo,
  type Sam,
  SamError,
  subText,
} from './context.ts';
import { deadLetterArn } from './dead-letters.ts';
import { type EventNeeds, permit, required, type SamEvent, type Target } from './event.ts';
import { serviceRole, trustOf } from './role.ts';

type Push = (sam: Sam, event: SamEvent, target: Target) => EventNeeds;

/** `State` of a rule; the older `Enabled` says the same with a boolean. */
export const stateOf = (sam: Sam, event: SamEvent): Json | undefined => {
  const { State: state, Enabled: enabled } = event.properties;
  if (state !== undefined && enabled !== undefined) {
    throw new SamError(event.path, `event ${event.id} has State and Enabled, allowed is one of them`);
  }
  const value = known(sam, enabled);
  if (value === undefined) return state;
  if (typeof value === 'boolean' || value === 'true' || value === 'false')
    return String(value) === 'true' ? 'ENABLED' : 'DISABLED';
  return value;
};

/** An EventBridge rule of an event; `what` says when it fires. */
export const makeRule = (
  sam: Sam,
  event: SamEvent,
  what: Readonly<Record<string, Json | undefined>>,
  call: JsonObject,
  attributes: JsonObject,
): void => {
  const rule = attributeOf(event.logicalId, 'Arn');
  const queue = deadLetterArn(sam, event, rule, 'events.amazonaws.com', attributes);
  const target = event.properties['Target'];
  const id = isObject(target) ? target['Id'] : undefined;
  make(
    sam,
    event.path,
    event.logicalId,
    'AWS::Events::Rule',
    {
      ...what,
      State: stateOf(sam, event),
      Targets: [
        {
          ...call,
          ...(id === undefined ? {} : { Id: id }),
          ...compact({
            DeadLetterConfig: queue === undefined ? undefined : { Arn: queue },
            ...pick(event.properties, ['Input', 'InputPath', 'InputTransformer', 'RetryPolicy']),
          }),
        },
      ],
    },
    attributes,
  );
};

/** What makes the rule of a `CloudWatchEvent`, `EventBridgeRule` or `Schedule` fire, and how it is called. */
export const ruleProperties = (event: SamEvent): Readonly<Record<string, Json | undefined>> =>
  event.type === 'Schedule'
    ? { ScheduleExpression: required(event, 'Schedule'), ...pick(event.properties, ['Name', 'Description']) }
    : {
        EventPattern: required(event, 'Pattern'),
        ...pick(event.properties, ['EventBusName']),
        Name: event.properties['RuleName'],
      };

const rule: Push = (sam, event, target) => {
  makeRule(
    sam,
    event,
    ruleProperties(event),
    { Arn: target.arn, Id: `${event.logicalId}LambdaTarget` },
    target.attributes,
  );
  permit(sam, event, target, 'events.amazonaws.com', { SourceArn: attributeOf(event.logicalId, 'Arn') });
  return {};
};

/** A schedule of EventBridge Scheduler, with a role of its own unless one is given. */
export const makeSchedule = (
  sam: Sam,
  event: SamEvent,
  arn: Json,
  action: { readonly name: string; readonly action: string },
  attributes: JsonObject,
  tags: Json | undefined,
): void => {
  const { properties } = event;
  const queue = deadLetterArn(sam, event, attributeOf(event.logicalId, 'Arn'), 'scheduler.amazonaws.com', attributes);
  let role = properties['RoleArn'];
  if (role === undefined) {
    const policy = (suffix: string, name: string, resource: Json): Json => ({
      PolicyName: `${event.logicalId}${suffix}`,
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: name, Resource: resource }] },
    });
    make(
      sam,
      event.path,
      `${event.logicalId}Role`,
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: trustOf('scheduler.amazonaws.com'),
        Policies: [
          policy(action.name, action.action, arn),
          ...(queue === undefined ? [] : [policy('SQSPolicy', 'sqs:SendMessage', queue)]),
        ],
        PermissionsBoundary: properties['PermissionsBoundary'],
        Tags: tags,
      },
      attributes,
    );
    role = attributeOf(`${event.logicalId}Role`, 'Arn');
  }
  make(
    sam,
    event.path,
    event.logicalId,
    'AWS::Scheduler::Schedule',
    {
      FlexibleTimeWindow: { Mode: 'OFF' },
      ...pick(properties, [
        'Description',
        'EndDate',
        'FlexibleTimeWindow',
        'GroupName',
        'KmsKeyArn',
        'ScheduleExpressionTimezone',
        'StartDate',
        'State',
      ]),
      ScheduleExpression: required(event, 'ScheduleExpression'),
      Name: properties['OmitName'] === true ? undefined : (properties['Name'] ?? event.logicalId),
      Target: {
        Arn: arn,
        RoleArn: role,
        ...compact({
          DeadLetterConfig: queue === undefined ? undefined : { Arn: queue },
          ...pick(properties, ['Input', 'RetryPolicy']),
        }),
      },
    },
    attributes,
  );
};

const scheduleV2: Push = (sam, event, target) => {
  makeSchedule(
    sam,
    event,
    target.arn,
    { name: 'LambdaPolicy', action: 'lambda:InvokeFunction' },
    target.attributes,
    undefined,
  );
  return {};
};

const topicSubscription = (
  sam: Sam,
  event: SamEvent,
  protocol: string,
  endpoint: Json,
  attributes: JsonObject,
): void => {
  make(
    sam,
    event.path,
    event.logicalId,
    'AWS::SNS::Subscription',
    {
      Endpoint: endpoint,
      Protocol: protocol,
      TopicArn: required(event, 'Topic'),
      ...pick(event.properties, ['FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy', 'Region']),
    },
    attributes,
  );
};

const sns: Push = (sam, event, target) => {
  const topic = required(event, 'Topic');
  const through = event.properties['SqsSubscription'];
  if (!through) {
    topicSubscription(sam, event, 'lambda', target.arn, target.attributes);
    permit(sam, event, target, 'sns.amazonaws.com', { SourceArn: topic });
    return {};
  }
  const given = isObject(through) ? through : undefined;
  const made = `${event.logicalId}Queue`;
  if (given && (given['QueueArn'] === undefined || given['QueueUrl'] === undefined)) {
    throw new SamError(
      [...event.path, 'Properties', 'SqsSubscription'],
      'SqsSubscription lacks QueueArn or QueueUrl, allowed are both or true',
    );
  }
  const arn = given?.['QueueArn'] ?? attributeOf(made, 'Arn');
  const url = given?.['QueueUrl'] ?? refTo(made);
  if (!given) make(sam, event.path, made, 'AWS::SQS::Queue', {}, target.attributes);
  topicSubscription(sam, event, 'sqs', arn, target.attributes);
  const statement = {
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Principal: '*',
    Resource: arn,
    Condition: { ArnEquals: { 'aws:SourceArn': topic } },
  };
  const policyId = scalarText(given?.['QueuePolicyLogicalId']) ?? `${event.logicalId}QueuePolicy`;
  make(
    sam,
    event.path,
    policyId,
    'AWS::SQS::QueuePolicy',
    { PolicyDocument: { Version: '2012-10-17', Statement: [statement] }, Queues: [url] },
    target.attributes,
  );
  make(
    sam,
    event.path,
    `${event.logicalId}EventSourceMapping`,
    'AWS::Lambda::EventSourceMapping',
    {
      EventSourceArn: arn,
      FunctionName: target.name,
      BatchSize: given?.['BatchSize'] ?? 10,
      Enabled: given?.['Enabled'] ?? true,
    },
    target.attributes,
  );
  return { managed: [serviceRole('AWSLambdaSQSQueueExecutionRole')] };
};

/** The resource of the template that an event's property refers to. */
const inTemplate = (sam: Sam, event: SamEvent, name: string, type: string): Draft => {
  const id = referenced(required(event, name));
  const draft = id === undefined ? undefined : (sam.made.get(id) ?? sam.drafts.get(id));
  if (draft?.type === type) return draft;
  throw new SamError(
    [...event.path, 'Properties', name],
    `${name} refers to ${id ?? gotOf(event.properties[name])}, allowed is an ${type} of the same template`,
  );
};

const s3: Push = (sam, event, target) => {
  const bucket = inTemplate(sam, event, 'Bucket', 'AWS::S3::Bucket');
  permit(sam, event, target, 's3.amazonaws.com', { SourceAccount: refTo('AWS::AccountId') });
  const events = known(sam, required(event, 'Events'));
  const filter = event.properties['Filter'];
  const condition = target.attributes['Condition'];
  const at = [...bucket.path, 'Properties', 'NotificationConfiguration'];
  const notifications = bucket.properties['NotificationConfiguration'] ?? {};
  if (!isObject(notifications))
    throw new SamError(at, `NotificationConfiguration is ${gotOf(notifications)}, allowed is a mapping`);
  const existing = notifications['LambdaConfigurations'] ?? [];
  if (!Array.isArray(existing)) {
    throw new SamError(
      [...at, 'LambdaConfigurations'],
      `LambdaConfigurations is ${gotOf(existing)}, allowed is a list`,
    );
  }
  const added = (Array.isArray(events) ? events : [events ?? '']).map((name: Json) =>
    onlyIf(condition, compact({ Event: name, Function: target.arn, Filter: filter })),
  );
  bucket.properties = {
    ...bucket.properties,
    NotificationConfiguration: { ...notifications, LambdaConfigurations: [...existing, ...added] },
  };
  return {};
};

const triggerNames = (event: SamEvent): readonly string[] => {
  const trigger = required(event, 'Trigger');
  const names = Array.isArray(trigger) ? trigger : [trigger];
  if (names.every((name) => typeof name === 'string')) return names as readonly string[];
  throw new SamError(
    [...event.path, 'Properties', 'Trigger'],
    `Trigger is ${gotOf(trigger)}, allowed is the name of a trigger or a list of names`,
  );
};

const cognito: Push = (sam, event, target) => {
  const names = triggerNames(event);
  const pool = inTemplate(sam, event, 'UserPool', 'AWS::Cognito::UserPool');
  // One permission for all triggers of the function, whatever the event is called.
  const shared = { ...event, logicalId: `${target.draft.logicalId}Cognito` };
  permit(sam, shared, target, 'cognito-idp.amazonaws.com', { SourceArn: attributeOf(pool.logicalId, 'Arn') });
  const config = pool.properties['LambdaConfig'] ?? {};
  if (!isObject(config)) {
    throw new SamError(
      [...pool.path, 'Properties', 'LambdaConfig'],
      `LambdaConfig is ${gotOf(config)}, allowed is a mapping`,
    );
  }
  const added: Record<string, Json> = { ...config };
  for (const name of names) {
    if (added[name] !== undefined) {
      throw new SamError(
        [...event.path, 'Properties', 'Trigger'],
        `the user pool's trigger ${name} is set twice, allowed is one function`,
      );
    }
    const versioned = name === 'CustomSMSSender' || name === 'CustomEmailSender';
    added[name] = versioned ? { LambdaArn: target.arn, LambdaVersion: 'V1_0' } : target.arn;
  }
  pool.properties = { ...pool.properties, LambdaConfig: added };
  return {};
};

const logs: Push = (sam, event, target) => {
  const group = required(event, 'LogGroupName');
  const arn = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*';
  permit(sam, event, target, 'logs.amazonaws.com', { SourceArn: subText(arn, { __LogGroupName__: group }) });
  make(
    sam,
    event.path,
    event.logicalId,
    'AWS::Logs::SubscriptionFilter',
    { DestinationArn: target.arn, LogGroupName: group, FilterPattern: required(event, 'FilterPattern') },
    { ...target.attributes, DependsOn: [`${event.logicalId}Permission`] },
  );
  return {};
};

const iot: Push = (sam, event, target) => {
  permit(sam, event, target, 'iot.amazonaws.com', {
    SourceAccount: subText('${AWS::AccountId}'),
    SourceArn: subText('arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}:rule/${RuleName}', {
      RuleName: refTo(event.logicalId),
    }),
  });
  const payload = {
    ...pick(event.properties, ['AwsIotSqlVersion']),
    RuleDisabled: false,
    Sql: required(event, 'Sql'),
    Actions: [{ Lambda: { FunctionArn: target.arn } }],
  };
  make(sam, event.path, event.logicalId, 'AWS::IoT::TopicRule', { TopicRulePayload: payload }, target.attributes);
  return {};
};

const alexa: Push = (sam, event, target) => {
  permit(sam, event, target, 'alexa-appkit.amazon.com', { EventSourceToken: event.properties['SkillId'] });
  return {};
};

/** The event types whose source calls the function, but the APIs. */
export const pushers: Readonly<Record<string, Push>> = {
  AlexaSkill: alexa,
  CloudWatchEvent: rule,
  CloudWatchLogs: logs,
  Cognito: cognito,
  EventBridgeRule: rule,
  IoTRule: iot,
  S3: s3,
  SNS: sns,
  Schedule: rule,
  ScheduleV2: scheduleV2,
};
