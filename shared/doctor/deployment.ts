import {
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
} from '@aws-sdk/client-eventbridge';
import {
  type EventSourceMappingConfiguration,
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import {
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  type SNSClient,
  type Subscription,
} from '@aws-sdk/client-sns';
import { ListQueuesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { arnOf, parseArn } from '../arn.ts';
import { allEvents } from '../inventory/consumed.ts';
import { variables } from '../lane/environment.ts';
import { type EventPattern, parsePattern } from '../local/event-pattern.ts';
import type { Clients } from './account.ts';
import { allPages } from './pages.ts';

export interface DeployedRule {
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  /** Whether it asks for calls that only read, too. */
  readonly reads: boolean;
  /** `undefined` for one that runs on a schedule. */
  readonly pattern: EventPattern | undefined;
  readonly targets: readonly string[];
  readonly deadLetters: readonly string[];
}

/** The parts of a stack that are running, found by what they are called after and by what they are wired to. */
export interface Deployment {
  readonly rules: readonly DeployedRule[];
  /** The queues of the stack, and those that its rules and topics send to, with what works them off. */
  readonly queues: readonly { readonly arn: string; readonly mappings: readonly EventSourceMappingConfiguration[] }[];
  /** The queues for what could not be processed, or not be handed over. */
  readonly deadLetters: readonly string[];
  readonly functions: readonly FunctionConfiguration[];
  readonly topics: readonly { readonly arn: string; readonly subscriptions: readonly Subscription[] }[];
  /** The table and the topic that the functions were given. */
  readonly table: string | undefined;
  readonly findingsTopic: string | undefined;
}

export const ruleActions = ['events:ListRules', 'events:ListTargetsByRule'];

/** What finding the parts of a stack takes. */
export const deploymentActions = [
  ...ruleActions,
  'lambda:ListEventSourceMappings',
  'lambda:GetFunctionConfiguration',
  'sqs:ListQueues',
  'sns:ListTopics',
  'sns:ListSubscriptionsByTopic',
];

/** The rules of a stack: CloudFormation begins their names with the stack's. */
export const rulesOf = async (events: EventBridgeClient, stack: string): Promise<readonly DeployedRule[]> => {
  const rules = await allPages<Rule>(async (NextToken) => {
    const page = await events.send(new ListRulesCommand({ NamePrefix: `${stack}-`, NextToken }));
    return { items: page.Rules ?? [], next: page.NextToken };
  });
  return Promise.all(
    rules.map(async ({ Name = '', Arn = '', State, EventPattern: pattern }) => {
      const targets = await allPages(async (NextToken) => {
        const page = await events.send(new ListTargetsByRuleCommand({ Rule: Name, NextToken }));
        return { items: page.Targets ?? [], next: page.NextToken };
      });
      return {
        name: Name,
        arn: Arn,
        enabled: State !== 'DISABLED',
        reads: State === allEvents,
        pattern: pattern === undefined ? undefined : parsePattern(pattern),
        targets: targets.map(({ Arn: target = '' }) => target),
        deadLetters: targets.flatMap(({ DeadLetterConfig: config }) => (config?.Arn === undefined ? [] : [config.Arn])),
      };
    }),
  );
};

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

const mappingsOf = (lambda: LambdaClient, queue: string): Promise<readonly EventSourceMappingConfiguration[]> =>
  allPages(async (Marker) => {
    const page = await lambda.send(new ListEventSourceMappingsCommand({ EventSourceArn: queue, Marker }));
    return { items: page.EventSourceMappings ?? [], next: page.NextMarker };
  });

const topicsOf = async (sns: SNSClient, stack: string): Promise<Deployment['topics']> => {
  const topics = await allPages(async (NextToken) => {
    const page = await sns.send(new ListTopicsCommand({ NextToken }));
    return { items: page.Topics ?? [], next: page.NextToken };
  });
  const own = topics.flatMap(({ TopicArn = '' }) => (TopicArn.includes(`:${stack}-`) ? [TopicArn] : []));
  return Promise.all(
    unique(own).map(async (arn) => {
      const subscriptions = await allPages(async (NextToken) => {
        const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn, NextToken }));
        return { items: page.Subscriptions ?? [], next: page.NextToken };
      });
      return { arn, subscriptions };
    }),
  );
};

/** The queues of a stack, which are named in the account and Region of one of its other parts. */
const queuesOf = async (sqs: SQSClient, stack: string, near: string): Promise<readonly string[]> => {
  const place = parseArn(near);
  if (place === undefined) return [];
  const urls = await allPages(async (NextToken) => {
    const page = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `${stack}-`, MaxResults: 1_000, NextToken }));
    return { items: page.QueueUrls ?? [], next: page.NextToken };
  });
  return urls.map((url) => arnOf({ ...place, service: 'sqs', resource: url.slice(url.lastIndexOf('/') + 1) }));
};

/** As the constructs of the stack call them. */
const isDeadLetters = (arn: string): boolean => arn.includes('DeadLetters');

/** Finds what a stack consists of in its home Region. */
export const findDeployment = async ({ events, lambda, sns, sqs }: Clients, stack: string): Promise<Deployment> => {
  const rules = await rulesOf(events, stack);
  const topics = await topicsOf(sns, stack);
  const subscribed = topics.flatMap(({ subscriptions }) =>
    subscriptions.flatMap(({ Protocol, Endpoint = '' }) => (Protocol === 'sqs' ? [Endpoint] : [])),
  );
  const named = await queuesOf(sqs, stack, rules[0]?.arn ?? '');
  const targets = unique([...rules.flatMap((rule) => rule.targets), ...subscribed, ...named]);
  const queues = await Promise.all(
    targets
      .filter((arn) => arn.includes(':sqs:') && !isDeadLetters(arn))
      .map(async (arn) => ({ arn, mappings: await mappingsOf(lambda, arn) })),
  );
  const functionArns = unique([
    ...targets.filter((arn) => arn.includes(':lambda:')),
    ...queues.flatMap(({ mappings }) => mappings.flatMap(({ FunctionArn: arn }) => (arn === undefined ? [] : [arn]))),
  ]);
  const functions = await Promise.all(
    functionArns.map((FunctionName) => lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))),
  );
  const given = (variable: string): string | undefined =>
    functions.map(({ Environment: environment }) => environment?.Variables?.[variable]).find((value) => value);
  return {
    rules,
    queues,
    deadLetters: unique([...named.filter(isDeadLetters), ...rules.flatMap((rule) => rule.deadLetters)]),
    functions,
    topics,
    table: given(variables.table),
    findingsTopic: given(variables.topic),
  };
};
