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
  /** The queues that rules and topics send to, with what works them off. */
  readonly queues: readonly { readonly arn: string; readonly mappings: readonly EventSourceMappingConfiguration[] }[];
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

/** Finds what a stack consists of in its home Region. */
export const findDeployment = async ({ events, lambda, sns }: Clients, stack: string): Promise<Deployment> => {
  const rules = await rulesOf(events, stack);
  const topics = await topicsOf(sns, stack);
  const subscribed = topics.flatMap(({ subscriptions }) =>
    subscriptions.flatMap(({ Protocol, Endpoint = '' }) => (Protocol === 'sqs' ? [Endpoint] : [])),
  );
  const targets = unique([...rules.flatMap((rule) => rule.targets), ...subscribed]);
  const queues = await Promise.all(
    targets
      .filter((arn) => arn.includes(':sqs:'))
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
    functions,
    topics,
    table: given(variables.table),
    findingsTopic: given(variables.topic),
  };
};
