import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Assembly, StackResource } from './assembly.ts';
import type { AwsRequest, Need } from './aws-request.ts';
import type { LocalDatabase } from './database.ts';
import { type AwsAnswer, type Gateway, openGateway } from './gateway.ts';
import { createPermissions } from './permissions.ts';
import { createQueue, type LocalQueue, type QueuedMessage } from './queue.ts';
import { createRouter } from './routing.ts';
import { createFunction, type LocalFunction } from './runtime.ts';
import { createTopics, type Delivery, type LocalTopics } from './topic.ts';

export interface CloudOptions {
  readonly assembly: Assembly;
  readonly database: LocalDatabase;
  /** Secrets by the name or ARN that a function asks for. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly onEmail: (delivery: Delivery) => void;
  readonly onLog: (functionName: string, line: string) => void;
}

/** One lane as it came out of the template: a queue with its function. */
export interface LocalLane {
  readonly name: string;
  readonly queue: LocalQueue;
}

/** What the template describes, running. */
export interface Cloud {
  readonly gateway: Gateway;
  readonly topics: LocalTopics;
  readonly lanes: readonly LocalLane[];
  /** Hands a record to whoever the template's rules say, and answers how many lanes that were. */
  put(event: JsonObject): Promise<number>;
  /** Waits until all queues are empty and all notifications are delivered. */
  settle(): Promise<void>;
  /** Runs the functions that a schedule would run at the end of a day. */
  runScheduled(): Promise<void>;
  close(): Promise<void>;
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** The table of a template as an engine takes it; what only an account knows (backups, keys) is left out. */
const tableInput = ({ ref, properties }: StackResource): CreateTableCommandInput => {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = properties;
  return {
    TableName: ref,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema,
    AttributeDefinitions,
    ...(GlobalSecondaryIndexes === undefined ? {} : { GlobalSecondaryIndexes }),
  } as unknown as CreateTableCommandInput;
};

const notFound: Readonly<Record<string, string>> = {
  iam: 'NoSuchEntity',
  lambda: 'ResourceNotFoundException',
  secretsmanager: 'ResourceNotFoundException',
  ssm: 'ParameterNotFound',
};

const secretAnswer = ({ service, input }: AwsRequest, secrets: ReadonlyMap<string, string>): AwsAnswer | undefined => {
  const name = text(input['Name']) || text(input['SecretId']);
  const secret = secrets.get(name);
  if (secret === undefined) return undefined;
  const body =
    service === 'ssm'
      ? { Parameter: { Name: name, Type: 'SecureString', Value: secret, Version: 1 } }
      : { ARN: name, Name: name, SecretString: secret };
  return { status: 'ok', body: JSON.stringify(body) };
};

const serviceAnswer = (request: AwsRequest, topics: LocalTopics, options: CloudOptions): AwsAnswer => {
  const { service, operation } = request;
  if (service === 'dynamodb') return { status: 'forward', endpoint: options.database.endpoint };
  if (service === 'sns') return topics.answer(request);
  const secret = /^(?:ssm|secretsmanager)$/.test(service) ? secretAnswer(request, options.secrets) : undefined;
  if (secret !== undefined) return secret;
  // There is no account behind this endpoint: whatever is read in one is not there.
  return {
    status: 'error',
    code: notFound[service] ?? 'InvalidAction',
    message: `${operation} finds nothing: there is no account here`,
  };
};

/** What SNS Lambda events look like. */
const snsEvent = ({ message, subscription }: Delivery): JsonObject => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: `${message.topicArn}:${subscription.id}`,
      Sns: {
        Type: 'Notification',
        MessageId: message.id,
        TopicArn: message.topicArn,
        Subject: message.subject,
        Message: message.textFor('lambda'),
        Timestamp: new Date().toISOString(),
        MessageAttributes: message.attributes,
      },
    },
  ],
});

const sqsEvent = (batch: readonly QueuedMessage[], queue: StackResource, region: string): JsonObject => ({
  Records: batch.map(({ messageId, body, received }) => ({
    messageId,
    receiptHandle: messageId,
    body,
    attributes: { ApproximateReceiveCount: String(received) },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: region,
  })),
});

const failuresOf = (value: unknown): readonly string[] => {
  const items = isObject(value) ? value['batchItemFailures'] : undefined;
  return (Array.isArray(items) ? items : []).filter(isObject).map(({ itemIdentifier }) => text(itemIdentifier));
};

/** Asynchronous invocations are tried three times. */
const asynchronousTries = 3;

const consumerActions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** Starts what the templates of an assembly describe. */
export const openCloud = async (options: CloudOptions): Promise<Cloud> => {
  const { assembly, database } = options;
  const all = assembly.stacks.flatMap((stack) => stack.resources.map((resource) => ({ stack, resource })));
  const ofType = (type: string) => all.filter(({ resource }) => resource.type === type);
  const [first] = assembly.stacks;
  const account = first?.place.account ?? '';
  for (const { resource } of ofType('AWS::DynamoDB::Table')) await database.createTable(tableInput(resource));

  const permissions = createPermissions(assembly.stacks);
  const topics = createTopics(
    ofType('AWS::SNS::Topic').map(({ resource }) => resource),
    ofType('AWS::SNS::Subscription').map(({ resource }) => resource),
  );
  const keyOfTopic = new Map(
    ofType('AWS::SNS::Topic').map(({ resource }) => [resource.arn, text(resource.properties['KmsMasterKeyId'])]),
  );
  /** Who publishes to an encrypted topic has SNS use the key in its name. */
  const alsoNeeds = ({ service, input }: AwsRequest): readonly Need[] => {
    const key = service === 'sns' ? (keyOfTopic.get(text(input['TopicArn'])) ?? '') : '';
    return key === '' ? [] : ['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({ action, resource: key }));
  };
  const gateway = await openGateway({
    account,
    allows: permissions.allows,
    alsoNeeds,
    answer: async (request) => serviceAnswer(request, topics, options),
  });

  const functions = new Map<string, LocalFunction>(
    ofType('AWS::Lambda::Function').map(({ stack, resource }) => {
      const { Environment, Timeout } = resource.properties;
      const declared = isObject(Environment) && isObject(Environment['Variables']) ? Environment['Variables'] : {};
      const started = createFunction({
        name: resource.ref,
        arn: resource.arn,
        code: assembly.codeOf(resource),
        timeoutSeconds: typeof Timeout === 'number' ? Timeout : 3,
        onLog: (line) => options.onLog(resource.id, line),
        environment: {
          ...Object.fromEntries(Object.entries(declared).map(([name, value]) => [name, String(value)])),
          AWS_REGION: stack.place.region,
          AWS_LAMBDA_FUNCTION_NAME: resource.ref,
          AWS_ENDPOINT_URL: gateway.endpoint,
          // The endpoint knows by the key who calls.
          AWS_ACCESS_KEY_ID: resource.id,
          AWS_SECRET_ACCESS_KEY: 'local',
        },
      });
      return [resource.ref, started] as const;
    }),
  );
  const functionNamed = (named: Json | undefined): LocalFunction | undefined =>
    [...functions.values()].find(({ name, arn }) => named === name || named === arn);

  const queues = new Map<string, LocalLane>();
  for (const { stack, resource } of ofType('AWS::Lambda::EventSourceMapping')) {
    const { EventSourceArn, FunctionName, BatchSize, FunctionResponseTypes } = resource.properties;
    const queue = ofType('AWS::SQS::Queue').find((candidate) => candidate.resource.arn === EventSourceArn)?.resource;
    const consumer = functionNamed(FunctionName);
    if (queue === undefined || consumer === undefined) continue;
    const redrive = isObject(queue.properties['RedrivePolicy']) ? queue.properties['RedrivePolicy'] : {};
    const owner = ofType('AWS::Lambda::Function').find(
      (candidate) => candidate.resource.ref === consumer.name,
    )?.resource;
    const lane = createQueue({
      batchSize: typeof BatchSize === 'number' ? BatchSize : 10,
      maxReceiveCount: Number(redrive['maxReceiveCount'] ?? Number.POSITIVE_INFINITY),
      reportsFailures:
        Array.isArray(FunctionResponseTypes) && FunctionResponseTypes.includes('ReportBatchItemFailures'),
      consume: async (batch) => {
        const refused = consumerActions.find(
          (action) => !permissions.allows(owner?.id ?? '', { action, resource: queue.arn }),
        );
        if (refused !== undefined) return { error: `the role of ${consumer.name} is not allowed ${refused}` };
        const outcome = await consumer.invoke(sqsEvent(batch, queue, stack.place.region));
        if ('value' in outcome) return { failures: failuresOf(outcome.value) };
        options.onLog(consumer.name, JSON.stringify({ level: 'error', message: outcome.error }));
        return outcome;
      },
    });
    queues.set(queue.arn, { name: queue.id.replace(/Queue.*$/, ''), queue: lane });
  }

  const deliver = async (delivery: Delivery): Promise<void> => {
    const { protocol, endpoint } = delivery;
    if (protocol === 'email') options.onEmail(delivery);
    const subscriber = protocol === 'lambda' ? functionNamed(endpoint) : undefined;
    if (subscriber === undefined) return;
    const invocation = { action: 'lambda:InvokeFunction', resource: subscriber.arn };
    if (!permissions.allowsService('sns.amazonaws.com', invocation, delivery.message.topicArn)) {
      options.onLog(subscriber.name, JSON.stringify({ level: 'error', message: 'SNS may not invoke it' }));
      return;
    }
    for (let attempt = 1; attempt <= asynchronousTries; attempt += 1) {
      const outcome = await subscriber.invoke(snsEvent(delivery));
      if ('value' in outcome) return;
      options.onLog(subscriber.name, JSON.stringify({ level: 'error', message: outcome.error, attempt }));
    }
  };

  const route = createRouter(assembly.stacks);
  const settle = async (): Promise<void> => {
    for (const { queue } of queues.values()) await queue.drain();
    await topics.drain(deliver);
  };
  let current: LocalLane | undefined;

  return {
    gateway,
    topics,
    lanes: [...queues.values()],
    async put(event) {
      const routed = route(event);
      if (routed.status !== 'routed') return 0;
      let taken = 0;
      for (const { rule, arn } of routed.targets) {
        const lane = queues.get(arn);
        const sending = { action: 'sqs:SendMessage', resource: arn };
        if (lane === undefined || !permissions.allowsService('events.amazonaws.com', sending, rule)) continue;
        // What happened first is told first, across lanes too.
        if (current !== undefined && current !== lane) await settle();
        current = lane;
        await lane.queue.send({ messageId: `${text(event['id'])}-${taken}`, body: JSON.stringify(event) });
        taken += 1;
      }
      await topics.drain(deliver);
      return taken;
    },
    settle,
    async runScheduled() {
      for (const { resource } of ofType('AWS::Scheduler::Schedule')) {
        const target = isObject(resource.properties['Target']) ? resource.properties['Target'] : {};
        const scheduled = functionNamed(target['Arn']);
        if (scheduled === undefined) continue;
        const outcome = await scheduled.invoke({ time: new Date().toISOString() });
        if ('error' in outcome)
          options.onLog(scheduled.name, JSON.stringify({ level: 'error', message: outcome.error }));
      }
      await settle();
    },
    async close() {
      for (const started of functions.values()) started.close();
      await gateway.close();
    },
  };
};
