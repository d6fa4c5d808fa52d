import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, emptyContext } from '../engine/context.ts';
import { TrailwardenError } from '../errors.ts';

/** The environment variables that the stack gives its functions; names only, so that both sides agree. */
export const variables = {
  table: 'TABLE_NAME',
  topic: 'TOPIC_ARN',
  /** Where messages go that can not be processed, with the reason. */
  deadLetters: 'DEAD_LETTERS_URL',
  /** URL of the queue that a function hands further work to itself over. */
  queue: 'QUEUE_URL',
  /** The account that can be read: the one the stack is in. */
  account: 'ACCOUNT_ID',
  /** The version of what is deployed. */
  version: 'TRAILWARDEN_VERSION',
  /** What the beats of the lanes tag, by ARN; the queue by its URL, too. */
  beatFunction: 'BEAT_FUNCTION_ARN',
  beatRole: 'BEAT_ROLE_ARN',
  beatQueue: 'BEAT_QUEUE_ARN',
  beatQueueUrl: 'BEAT_QUEUE_URL',
  /** How much faster than usual a sweep may read the account: `1`. */
  pace: 'SWEEP_PACE',
  /** Name of the SSM SecureString, or ARN or name of the secret, that holds what Slack is told with. */
  slackParameter: 'SLACK_PARAMETER',
  slackSecret: 'SLACK_SECRET_NAME',
  slackChannel: 'SLACK_CHANNEL',
  /** Where Security Hub answers, and the bus for steps in the schema of OCSF; each absent where it is not wanted. */
  securityHub: 'SECURITY_HUB_ENDPOINT',
  eventBus: 'EVENT_BUS_NAME',
} as const;

/** The file beside a bundle with what the operator said about the world. */
export const contextFile = 'context.json';

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws TrailwardenError `config-invalid` where the stack forgot it */
export const variable = (environment: Environment, name: string): string => {
  const value = environment[name];
  if (value === undefined || value === '')
    throw new TrailwardenError('config-invalid', `${name}: expected an environment variable, got none`);
  return value;
};

/** The context that was deployed with the bundle. */
export const deployedContext = (environment: Environment): Context => {
  const file = join(variable(environment, 'LAMBDA_TASK_ROOT'), contextFile);
  return { ...emptyContext, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<Context>) };
};
