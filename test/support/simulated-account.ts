import { createHash } from 'node:crypto';
import { consumedCalls, eventPatterns } from '../../shared/inventory/consumed.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { variables } from '../../shared/lane/environment.ts';
import type { AwsRequest } from '../../shared/local/aws-request.ts';
import { type AwsAnswer, type Gateway, openGateway } from '../../shared/local/gateway.ts';
import { account, region } from './calls.ts';

const arn = (service: string, resource: string, at = region): string =>
  `arn:aws:${service}:${at}:${account}:${resource}`;

export const laneQueue = arn('sqs', 'Trailwarden-Lane');
export const laneDeadLetters = arn('sqs', 'Trailwarden-LaneDeadLetters');
export const notForwarded = arn('sqs', 'TrailwardenGlobal-ForwardingDeadLetters', 'us-east-1');
export const sweepQueue = arn('sqs', 'Trailwarden-Sweep');
export const sweepDeadLetters = arn('sqs', 'Trailwarden-SweepDeadLetters');
export const findingsTopic = arn('sns', 'Trailwarden-Notifications');
export const laneFunction = arn('lambda', 'function:Trailwarden-Watcher');

/** An account with the stack in it, in which everything is as it should be; tests put it out of order. */
export interface SimulatedAccount {
  readonly trails: { name: string; logging: boolean; selectors: JsonObject }[];
  /** What overrides the rules here and in us-east-1. */
  readonly ruleState: { home: { State?: string }; forwarding: { State?: string } };
  readonly waiting: Map<string, number>;
  readonly mapping: { State: string };
  readonly subscriptions: { protocol: string; endpoint: string; arn: string }[];
  readonly deployed: { version: string; reserved: number | null; tagged: string };
  /** CloudTrail's event history, newest first. */
  readonly history: JsonObject[];
  /** `service:Operation` that is refused. */
  readonly refused: Set<string>;
  /** What was put into queues. */
  readonly sent: { queue: string; body: string }[];
  readonly calls: string[];
}

export const healthyAccount = (version: string): SimulatedAccount => ({
  trails: [
    {
      name: 'management',
      logging: true,
      selectors: { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'All' }] },
    },
  ],
  ruleState: { home: {}, forwarding: {} },
  waiting: new Map(),
  mapping: { State: 'Enabled' },
  subscriptions: [{ protocol: 'email', endpoint: 'ops@example.com', arn: `${findingsTopic}:1` }],
  deployed: { version, reserved: null, tagged: laneFunction },
  history: [],
  refused: new Set(),
  sent: [],
  calls: [],
});

const md5Of = (body: string): string => createHash('md5').update(body).digest('hex');

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const sourcesOf = (isGlobal: boolean): readonly string[] =>
  [...consumedCalls().keys()].filter((source) => !isGlobal || ['iam', 'cloudfront', 'organizations'].includes(source));

const rulesIn = (at: string) => {
  const name = at === region ? 'Trailwarden-Lane' : 'TrailwardenGlobal-Forwarding';
  return eventPatterns(sourcesOf(at !== region), consumedCalls()).map(({ pattern, reads }, index) => ({
    Name: `${name}Rule${index}`,
    Arn: arn('events', `rule/${name}Rule${index}`, at),
    EventPattern: JSON.stringify(pattern),
    State: reads ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED',
  }));
};

const trailArn = (name: string): string => arn('cloudtrail', `trail/${name}`);

const answers = (
  state: SimulatedAccount,
  at: string,
  endpoint: string,
): { readonly [operation: string]: (input: JsonObject) => Json } => ({
  'cloudtrail:DescribeTrails': () => ({
    trailList: state.trails.map(({ name }) => ({
      Name: name,
      TrailARN: trailArn(name),
      HomeRegion: region,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
    })),
  }),
  'cloudtrail:GetTrailStatus': ({ Name }) => ({
    IsLogging: state.trails.find(({ name }) => trailArn(name) === Name)?.logging ?? false,
  }),
  'cloudtrail:GetEventSelectors': ({ TrailName }) => ({
    TrailARN: TrailName ?? '',
    ...state.trails.find(({ name }) => trailArn(name) === TrailName)?.selectors,
  }),
  'cloudtrail:LookupEvents': ({ StartTime, EndTime }) => ({
    Events: state.history
      .filter(({ awsRegion, eventTime }) => {
        const time = Date.parse(text(eventTime)) / 1000;
        return awsRegion === at && time >= Number(StartTime) && time <= Number(EndTime);
      })
      .map((record) => ({ EventId: record['eventID'] ?? '', CloudTrailEvent: JSON.stringify(record) })),
  }),
  'events:ListRules': ({ NamePrefix }) => ({
    Rules: rulesIn(at)
      .filter(({ Name }) => Name.startsWith(text(NamePrefix)))
      .map((rule) => ({ ...rule, ...(at === region ? state.ruleState.home : state.ruleState.forwarding) })),
  }),
  'events:ListTargetsByRule': (): JsonObject => ({
    Targets:
      at === region
        ? [{ Id: 'lane', Arn: laneQueue, DeadLetterConfig: { Arn: laneDeadLetters } }]
        : [{ Id: 'home', Arn: arn('events', 'event-bus/default'), DeadLetterConfig: { Arn: notForwarded } }],
  }),
  'sqs:ListQueues': () => ({
    QueueUrls: [laneQueue, laneDeadLetters, sweepQueue, sweepDeadLetters].map(
      (queue) => `${endpoint}/${account}/${queue.split(':').at(-1)}`,
    ),
  }),
  'sqs:GetQueueUrl': ({ QueueName }) => ({ QueueUrl: `${endpoint}/${account}/${text(QueueName)}` }),
  'sqs:GetQueueAttributes': ({ QueueUrl }) => {
    const name = text(QueueUrl).split('/').at(-1) ?? '';
    return {
      Attributes: {
        ApproximateNumberOfMessages: String(state.waiting.get(arn('sqs', name, at)) ?? 0),
        ...(arn('sqs', name) === laneQueue
          ? { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: laneDeadLetters, maxReceiveCount: 5 }) }
          : {}),
      },
    };
  },
  'sqs:SendMessageBatch': ({ QueueUrl, Entries }) => {
    const entries = Entries as readonly { readonly Id: string; readonly MessageBody: string }[];
    for (const { MessageBody } of entries) state.sent.push({ queue: text(QueueUrl), body: MessageBody });
    return {
      Successful: entries.map(({ Id, MessageBody }) => ({ Id, MessageId: Id, MD5OfMessageBody: md5Of(MessageBody) })),
      Failed: [],
    };
  },
  'lambda:ListEventSourceMappings': () => ({
    EventSourceMappings: [
      { UUID: 'mapping-1', FunctionArn: laneFunction, EventSourceArn: laneQueue, ...state.mapping },
    ],
  }),
  'lambda:GetFunctionConfiguration': () => ({
    FunctionName: 'Trailwarden-Watcher',
    FunctionArn: laneFunction,
    State: 'Active',
    Environment: {
      Variables: {
        [variables.table]: 'inventory',
        [variables.topic]: findingsTopic,
        [variables.version]: state.deployed.version,
        [variables.beatFunction]: state.deployed.tagged,
      },
    },
  }),
  'lambda:GetFunctionConcurrency': (): JsonObject => {
    const { reserved } = state.deployed;
    return reserved === null ? {} : { ReservedConcurrentExecutions: reserved };
  },
});

const xml = (operation: string, inner: string): string =>
  `<${operation}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${operation}Result>${inner}</${operation}Result></${operation}Response>`;

const topicAnswer = (state: SimulatedAccount, operation: string): string => {
  if (operation === 'ListTopics')
    return xml(operation, `<Topics><member><TopicArn>${findingsTopic}</TopicArn></member></Topics>`);
  const members = state.subscriptions.map(
    ({ protocol, endpoint, arn: subscription }) =>
      `<member><TopicArn>${findingsTopic}</TopicArn><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint><SubscriptionArn>${subscription}</SubscriptionArn></member>`,
  );
  return xml(operation, `<Subscriptions>${members.join('')}</Subscriptions>`);
};

/** Serves the account on the loopback interface; DynamoDB is an engine of its own. */
export const serveAccount = async (state: SimulatedAccount, database: string): Promise<Gateway> => {
  const gateway: Gateway = await openGateway({
    account,
    allows: (_, { action }) => !state.refused.has(action),
    alsoNeeds: () => [],
    answer: async ({ service, operation, input, region: at }: AwsRequest): Promise<AwsAnswer> => {
      state.calls.push(`${service}:${operation}`);
      if (service === 'dynamodb') return { status: 'forward', endpoint: database };
      if (service === 'sns') return { status: 'ok', body: topicAnswer(state, operation) };
      const answer = answers(state, at, gateway.endpoint)[`${service}:${operation}`];
      if (answer === undefined) return { status: 'error', code: 'InvalidAction', message: `${service}:${operation}` };
      return { status: 'ok', body: JSON.stringify(answer(input)) };
    },
  });
  return gateway;
};
