import { randomUUID } from 'node:crypto';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Assembly, Place, StackResource } from './assembly.ts';
import type { AwsRequest } from './aws-request.ts';
import type { LocalDatabase } from './database.ts';
import { type AwsAnswer, type Gateway, openGateway } from './gateway.ts';
import { snsEvent, snsNotification, sqsEvent } from './lambda-events.ts';
import { createPermissions } from './permissions.ts';
import { createQueue, type LocalQueue } from './queue.ts';
import { recordOf } from './recorded.ts';
import { createRouter, eventOf } from './routing.ts';
import { createFunction, type LocalFunction } from './runtime.ts';
import { answerCall, needsOfEncryption, type ServicesOptions } from './services.ts';
import { createTopics, type Delivery, type LocalTopics } from './topic.ts';

export interface CloudOptions {
  readonly assembly: Assembly;
  readonly database: LocalDatabase;
  readonly secrets: ReadonlyMap<string, string>;
  readonly onEmail: (delivery: Delivery) => void;
  readonly onLog: (functionName: string, line: string) => void;
  /** Answers a call in the place of its service: what goes wrong in an account, for tests. */
  readonly fault?: (request: AwsRequest) => AwsAnswer | undefined | Promise<AwsAnswer | undefined>;
}

/** A queue of the template that a function works off. */
export interface LocalLane {
  /** The path of the two in the stack: `WatchFunctions`. */
  readonly name: string;
  readonly queue: LocalQueue;
}

/** What the template describes, running. */
export interface Cloud {
  readonly gateway: Gateway;
  readonly topics: LocalTopics;
  readonly lanes: readonly LocalLane[];
  /** Hands an event to whoever the template's rules say, and answers how many queues took it. */
  put(event: JsonObject): Promise<number>;
  /** Waits until all queues are empty and all notifications are delivered. */
  settle(): Promise<void>;
  /** Ends the process of a function, as when its machine fails; the next event starts another. */
  kill(functionId: string): void;
  /** Runs the functions that a schedule would run some day. */
  runScheduled(isWanted?: (ruleId: string) => boolean): Promise<void>;
  close(): Promise<void>;
}

interface Placed extends StackResource {
  readonly place: Place;
}

interface RunningFunction extends LocalFunction {
  readonly id: string;
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

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

const failuresOf = (value: unknown): readonly string[] =>
  (isObject(value) ? list(value['batchItemFailures']) : [])
    .filter(isObject)
    .map(({ itemIdentifier }) => text(itemIdentifier));

/** Asynchronous invocations are tried three times. */
const asynchronousTries = 3;

const consumerActions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** Starts what the templates of an assembly describe. */
export const openCloud = async (options: CloudOptions): Promise<Cloud> => {
  const { assembly, database } = options;
  const all = assembly.stacks.flatMap(({ place, resources }) => resources.map((resource) => ({ ...resource, place })));
  const ofType = (type: string): readonly Placed[] => all.filter((resource) => resource.type === type);
  for (const table of ofType('AWS::DynamoDB::Table')) await database.createTable(tableInput(table));

  const complain = (functionName: string, message: string): void =>
    options.onLog(functionName, JSON.stringify({ level: 'error', message }));
  const lanes = new Map<string, LocalLane>();
  const lanesByDeadLetters = new Map<string, LocalLane>();
  const permissions = createPermissions(assembly.stacks);
  const topics = createTopics(ofType('AWS::SNS::Topic'), ofType('AWS::SNS::Subscription'));
  const account = assembly.stacks[0]?.place.account ?? '';
  /** What functions have changed; CloudTrail would write it down. */
  const recorded: JsonObject[] = [];
  const services: ServicesOptions = {
    record: (request) => {
      const record = recordOf(request, {
        account,
        id: randomUUID(),
        time: `${new Date().toISOString().slice(0, 19)}Z`,
      });
      if (record !== undefined) recorded.push(record);
      return record !== undefined;
    },
    database: database.endpoint,
    topics,
    secrets: options.secrets,
    add: (queueUrl, message) => {
      const queue = ofType('AWS::SQS::Queue').find(({ ref }) => ref === queueUrl);
      const lane = queue === undefined ? undefined : lanes.get(queue.arn);
      lane?.queue.add(message);
      return lane !== undefined;
    },
    putAway: (queueUrl, message) => {
      const dead = ofType('AWS::SQS::Queue').find(({ ref }) => ref === queueUrl);
      const lane = dead === undefined ? undefined : lanesByDeadLetters.get(dead.arn);
      lane?.queue.putAway(message);
      return lane !== undefined;
    },
  };
  const gateway = await openGateway({
    account,
    allows: permissions.allows,
    alsoNeeds: needsOfEncryption(ofType('AWS::SNS::Topic')),
    answer: async (request) => (await options.fault?.(request)) ?? answerCall(request, services),
  });

  const functions = ofType('AWS::Lambda::Function').map((resource): RunningFunction => {
    const { Environment, Timeout } = resource.properties;
    const variables = Object.entries(object(object(Environment)['Variables']));
    return {
      id: resource.id,
      ...createFunction({
        name: resource.ref,
        arn: resource.arn,
        code: assembly.codeOf(resource),
        timeoutSeconds: typeof Timeout === 'number' ? Timeout : 3,
        onLog: (line) => options.onLog(resource.id, line),
        environment: {
          ...Object.fromEntries(variables.map(([name, value]) => [name, String(value)])),
          AWS_REGION: resource.place.region,
          AWS_LAMBDA_FUNCTION_NAME: resource.ref,
          AWS_ENDPOINT_URL: gateway.endpoint,
          // S3 Control puts the account before the name of its endpoint: it needs one that is no address.
          AWS_ENDPOINT_URL_S3_CONTROL: gateway.endpoint.replace('127.0.0.1', 'localhost'),
          // The endpoint knows by the key who calls.
          AWS_ACCESS_KEY_ID: resource.id,
          AWS_SECRET_ACCESS_KEY: 'local',
        },
      }),
    };
  });
  const functionNamed = (named: Json | undefined): RunningFunction | undefined =>
    functions.find(({ name, arn }) => named === name || named === arn);

  const laneOf = (mapping: Placed, queue: Placed, worker: RunningFunction): LocalLane => {
    const { BatchSize, FunctionResponseTypes } = mapping.properties;
    const { maxReceiveCount } = object(queue.properties['RedrivePolicy']);
    return {
      name: queue.id.replace(/Queue.*$/, ''),
      queue: createQueue({
        batchSize: typeof BatchSize === 'number' ? BatchSize : 10,
        maxReceiveCount: typeof maxReceiveCount === 'number' ? maxReceiveCount : Number.POSITIVE_INFINITY,
        reportsFailures: list(FunctionResponseTypes).includes('ReportBatchItemFailures'),
        consume: async (batch) => {
          const refused = consumerActions.find(
            (action) => !permissions.allows(worker.id, { action, resource: queue.arn }),
          );
          if (refused !== undefined) {
            complain(worker.id, `its role is not allowed ${refused}`);
            return { error: refused };
          }
          const outcome = await worker.invoke(sqsEvent(batch, queue, queue.place.region));
          if ('value' in outcome) return { failures: failuresOf(outcome.value) };
          complain(worker.id, outcome.error);
          return outcome;
        },
      }),
    };
  };
  for (const mapping of ofType('AWS::Lambda::EventSourceMapping')) {
    const queue = ofType('AWS::SQS::Queue').find(({ arn }) => arn === mapping.properties['EventSourceArn']);
    const worker = functionNamed(mapping.properties['FunctionName']);
    if (queue === undefined || worker === undefined) continue;
    const lane = laneOf(mapping, queue, worker);
    lanes.set(queue.arn, lane);
    lanesByDeadLetters.set(text(object(queue.properties['RedrivePolicy'])['deadLetterTargetArn']), lane);
  }

  /** Puts a message into a queue of the template, if the queue's policy lets this sender in. */
  const send = async (service: string, from: string, queueArn: string, id: string, body: string): Promise<boolean> => {
    const lane = lanes.get(queueArn);
    if (lane === undefined) return false;
    if (!permissions.allowsService(service, { action: 'sqs:SendMessage', resource: queueArn }, from)) {
      complain(lane.name, `its queue does not let ${from} in`);
      return false;
    }
    await lane.queue.send({ messageId: id, body });
    return true;
  };

  /** Invokes a function on behalf of a service, if the function's policy lets that service in. */
  const invoke = async (service: string, from: string, named: Json | undefined, event: JsonObject): Promise<void> => {
    const invoked = functionNamed(named);
    if (invoked === undefined) return;
    const need = { action: 'lambda:InvokeFunction', resource: invoked.arn };
    if (!permissions.allowsService(service, need, from)) {
      complain(invoked.id, `its policy does not let ${from} in`);
      return;
    }
    for (let attempt = 1; attempt <= asynchronousTries; attempt += 1) {
      const outcome = await invoked.invoke(event);
      if ('value' in outcome) return;
      complain(invoked.id, outcome.error);
    }
  };

  const deliver = async (delivery: Delivery): Promise<void> => {
    const { protocol, endpoint, message, subscription } = delivery;
    if (protocol === 'email') options.onEmail(delivery);
    else if (protocol === 'lambda') await invoke('sns.amazonaws.com', message.topicArn, endpoint, snsEvent(delivery));
    else if (protocol === 'sqs') {
      const raw = subscription.properties['RawMessageDelivery'] === true;
      const body = raw ? message.textFor(protocol) : JSON.stringify(snsNotification(delivery));
      await send('sns.amazonaws.com', message.topicArn, endpoint, message.id, body);
    }
  };

  /** Sends what a schedule sends to its queue, if its role may. */
  const beginSchedule = async ({ id, properties }: Placed): Promise<void> => {
    const target = object(properties['Target']);
    const lane = lanes.get(text(target['Arn']));
    if (lane === undefined) return;
    if (!permissions.allows(id, { action: 'sqs:SendMessage', resource: text(target['Arn']) })) {
      complain(id, 'its role is not allowed sqs:SendMessage');
      return;
    }
    const time = `${new Date().toISOString().slice(0, 19)}Z`;
    await lane.queue.send({
      messageId: `${id}-${time}`,
      body: text(target['Input']).replace('<aws.scheduler.scheduled-time>', time),
    });
  };

  const route = createRouter(assembly.stacks);
  /** The lane that the last event went to; what happened first is told first, across lanes too. */
  let current: LocalLane | undefined;

  const settle = async (): Promise<void> => {
    await current?.queue.drain();
    do {
      await topics.drain(deliver);
      for (const { queue } of lanes.values()) await queue.drain();
    } while (topics.waiting > 0);
  };

  const put = async (event: JsonObject): Promise<number> => {
    const routed = route(event);
    if (routed.status !== 'routed') return 0;
    let taken = 0;
    for (const { rule, arn } of routed.targets) {
      const lane = lanes.get(arn);
      if (current !== lane) await settle();
      current = lane;
      const sent = await send(
        'events.amazonaws.com',
        rule,
        arn,
        `${text(event['id'])}-${taken}`,
        JSON.stringify(event),
      );
      if (sent) taken += 1;
    }
    if (topics.waiting > 0) await settle();
    return taken;
  };

  return {
    gateway,
    topics,
    lanes: [...lanes.values()],
    settle,
    put,
    kill(functionId) {
      functions.find(({ id }) => id === functionId)?.close();
    },
    async runScheduled(isWanted = () => true) {
      for (const { id, arn, properties } of ofType('AWS::Events::Rule')) {
        if (properties['ScheduleExpression'] === undefined || !isWanted(id)) continue;
        for (const target of list(properties['Targets']).filter(isObject)) {
          const event = { 'detail-type': 'Scheduled Event', source: 'aws.events', time: new Date().toISOString() };
          await invoke('events.amazonaws.com', arn, target['Arn'], event);
        }
      }
      for (const schedule of ofType('AWS::Scheduler::Schedule')) await beginSchedule(schedule);
      await settle();
      const home = assembly.stacks[0]?.place;
      if (home !== undefined) for (const record of recorded.splice(0)) await put(eventOf(record, home));
      await settle();
    },
    async close() {
      for (const running of functions) running.close();
      await gateway.close();
    },
  };
};
