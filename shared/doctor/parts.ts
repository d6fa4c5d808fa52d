import { type FunctionConfiguration, GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { parseArn } from '../arn.ts';
import { variables } from '../lane/environment.ts';
import { awsCommand } from '../rules/commands.ts';
import type { Clients } from './account.ts';
import { attempt, type Check, type Looked, ok, wrong } from './check.ts';
import { notLetThrough } from './consumption.ts';
import type { DeployedRule, Deployment } from './deployment.ts';

const deploy = 'npm run deploy';

/** The last part of an ARN, as people call a resource. */
export const nameOf = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);

const regionOf = (arn: string): string => parseArn(arn)?.region ?? '';

const mostNamed = 5;

const some = (names: readonly string[]): string =>
  names.length <= mostNamed
    ? names.join(', ')
    : `${names.slice(0, mostNamed).join(', ')} and ${names.length - mostNamed} more`;

/** Whether the rules are on, and together let through what this version reads. */
export const checkRules = (
  rules: readonly DeployedRule[],
  region: string,
  which: Parameters<typeof notLetThrough>[1],
): readonly Check[] => {
  const off = rules
    .filter(({ enabled }) => !enabled)
    .map(({ name, arn }) =>
      wrong(
        { about: 'rules', subject: arn, severity: 'critical' },
        `the rule ${name} is switched off`,
        awsCommand('events enable-rule', { name, region }),
      ),
    );
  const looked: Looked = { about: 'rules', subject: region, severity: 'critical' };
  const missing = notLetThrough(rules, which);
  if (missing.length === 0) return [...off, ok(looked, `${rules.length} rules let through every call that is read`)];
  const message = `no rule lets through ${missing.length} of the calls that this version reads: ${some(missing)}`;
  return [...off, wrong(looked, message, off[0]?.remedy ?? deploy)];
};

interface Waiting {
  readonly messages: number;
  readonly deadLetters: string | undefined;
}

export const queueUrlOf = async (sqs: SQSClient, arn: string): Promise<string> => {
  const { QueueUrl = '' } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: nameOf(arn), QueueOwnerAWSAccountId: parseArn(arn)?.account }),
  );
  return QueueUrl;
};

const waitingIn = async (sqs: SQSClient, arn: string): Promise<Waiting> => {
  const { Attributes: found = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: await queueUrlOf(sqs, arn),
      AttributeNames: ['ApproximateNumberOfMessages', 'RedrivePolicy'],
    }),
  );
  const redrive = JSON.parse(found.RedrivePolicy ?? '{}') as { readonly deadLetterTargetArn?: string };
  return { messages: Number(found.ApproximateNumberOfMessages ?? 0), deadLetters: redrive.deadLetterTargetArn };
};

const queueActions = ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'];

/** Whether nothing waits that could not be processed. */
export const checkDeadLetters = async (sqs: SQSClient, arn: string): Promise<Check> => {
  const looked: Looked = { about: 'queue', subject: arn, severity: 'high' };
  const found = await attempt(looked, queueActions, () => waitingIn(sqs, arn));
  if ('failure' in found) return found.failure;
  const { messages } = found.value;
  if (messages === 0) return ok(looked, 'no dead letters');
  return wrong(
    looked,
    `${messages} could not be processed and wait in ${nameOf(arn)}`,
    `mend the cause (docs/runbook.md#dead-letters), then ${awsCommand('sqs start-message-move-task', { 'source-arn': arn, region: regionOf(arn) })}`,
  );
};

/** How long a queue is given to become shorter, in milliseconds. */
const patience = 5_000;

const checkDraining = async (
  sqs: SQSClient,
  { arn, mappings }: Deployment['queues'][number],
  pause: (milliseconds: number) => Promise<void>,
): Promise<readonly Check[]> => {
  const looked: Looked = { about: 'queue', subject: arn, severity: 'critical' };
  const off = mappings.filter(({ State }) => !/^(?:Enabled|Enabling|Updating|Creating)$/.test(State ?? ''));
  if (mappings.length === 0) return [wrong(looked, 'no function works it off', deploy)];
  if (off.length > 0) {
    return off.map(({ UUID, State = 'unknown' }) =>
      wrong(
        looked,
        `the mapping that works it off is ${State}`,
        awsCommand('lambda update-event-source-mapping', { uuid: UUID, enabled: true, region: regionOf(arn) }),
      ),
    );
  }
  const first = await attempt(looked, queueActions, () => waitingIn(sqs, arn));
  if ('failure' in first) return [first.failure];
  const { messages, deadLetters } = first.value;
  const dead = deadLetters === undefined ? [] : [await checkDeadLetters(sqs, deadLetters)];
  if (messages === 0) return [ok(looked, 'drained'), ...dead];
  await pause(patience);
  const second = await attempt(looked, queueActions, () => waitingIn(sqs, arn));
  if ('failure' in second) return [second.failure, ...dead];
  const left = second.value.messages;
  const check =
    left < messages
      ? ok(looked, `draining: ${messages} waited, then ${left}`)
      : wrong(looked, `${left} wait and do not become fewer`, 'see docs/runbook.md#oldest-message');
  return [check, ...dead];
};

/** Whether what arrives is worked off, and nothing waits among the dead letters. */
export const checkQueues = async (
  { sqs }: Clients,
  { queues, deadLetters }: Deployment,
  pause: (milliseconds: number) => Promise<void>,
): Promise<readonly Check[]> => {
  const checks = await Promise.all(queues.map((queue) => checkDraining(sqs, queue, pause)));
  const seen = new Set(checks.flat().map(({ subject }) => subject));
  const others = deadLetters.filter((arn) => !seen.has(arn));
  return [...checks.flat(), ...(await Promise.all(others.map((arn) => checkDeadLetters(sqs, arn))))];
};

const checkFunction = async (
  { lambda }: Clients,
  { FunctionArn: arn = '', FunctionName: name = '', State, StateReason }: FunctionConfiguration,
): Promise<Check> => {
  const looked: Looked = { about: 'function', subject: arn, severity: 'critical' };
  const region = regionOf(arn);
  if (State === 'Failed') return wrong(looked, `it can not run: ${StateReason ?? 'no reason is given'}`, deploy);
  const concurrency = await attempt(looked, ['lambda:GetFunctionConcurrency'], () =>
    lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: name })),
  );
  if ('failure' in concurrency) return concurrency.failure;
  if (concurrency.value.ReservedConcurrentExecutions !== 0) return ok(looked, 'can run');
  return wrong(
    looked,
    'it is kept from running: its reserved concurrency is 0',
    awsCommand('lambda delete-function-concurrency', { 'function-name': name, region }),
  );
};

/** Whether every function can run. */
export const checkFunctions = (clients: Clients, { functions }: Deployment): Promise<readonly Check[]> =>
  Promise.all(functions.map((each) => checkFunction(clients, each)));

/** Whether the functions are of this version; `here` is it. */
export const checkVersions = ({ functions }: Deployment, here: string): readonly Check[] =>
  functions.map(({ FunctionArn: arn = '', Environment: environment }) => {
    const looked: Looked = { about: 'version', subject: arn, severity: 'low' };
    const deployed = environment?.Variables?.[variables.version];
    if (deployed === here) return ok(looked, here);
    return wrong(looked, `${deployed ?? 'a version that does not say so'} is deployed, this is ${here}`, deploy);
  });

const checkTopic = (
  { arn: topic, subscriptions }: Deployment['topics'][number],
  isOfFindings: boolean,
): readonly Check[] => {
  const severity = isOfFindings ? 'high' : 'medium';
  const looked: Looked = { about: 'subscription', subject: topic, severity };
  if (subscriptions.length === 0) {
    const what = isOfFindings ? 'nobody is told of findings' : 'nobody is told when Trailwarden is not well';
    return [wrong(looked, what, `name somebody under emails in trailwarden.config.json, then ${deploy}`)];
  }
  const pending = subscriptions.filter(({ SubscriptionArn: arn }) => arn === 'PendingConfirmation');
  if (pending.length === 0) return [ok(looked, `${subscriptions.length} confirmed`)];
  return pending.map(({ Protocol, Endpoint }) => {
    const again = awsCommand('sns subscribe', {
      'topic-arn': topic,
      protocol: Protocol,
      'notification-endpoint': Endpoint,
      region: regionOf(topic),
    });
    return wrong(
      looked,
      `${Endpoint} has not confirmed its subscription and hears nothing`,
      `open the link in the message; to have it sent again: ${again}`,
    );
  });
};

/** Whether somebody hears, and has confirmed that. */
export const checkSubscriptions = ({ topics, findingsTopic }: Deployment): readonly Check[] =>
  topics.flatMap((topic) => checkTopic(topic, topic.arn === findingsTopic));
