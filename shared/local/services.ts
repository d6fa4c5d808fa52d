import { createHash, randomUUID } from 'node:crypto';
import { isObject, type Json } from '../json.ts';
import type { StackResource } from './assembly.ts';
import type { AwsRequest, Need } from './aws-request.ts';
import type { AwsAnswer } from './gateway.ts';
import type { DeadLetter } from './queue.ts';
import type { LocalTopics } from './topic.ts';

export interface ServicesOptions {
  /** Where the embedded DynamoDB listens. */
  readonly database: string;
  readonly topics: LocalTopics;
  /** Takes what a function puts into a dead-letter queue; `false` where no queue has this URL. */
  readonly putAway: (queueUrl: string, message: DeadLetter) => boolean;
  /** Secrets by the name or ARN that a function asks for. */
  readonly secrets: ReadonlyMap<string, string>;
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

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

/** A message that a function puts into a queue itself; the SDK compares the digest of what it sent. */
const queueAnswer = ({ operation, input }: AwsRequest, putAway: ServicesOptions['putAway']): AwsAnswer => {
  if (operation !== 'SendMessage')
    return { status: 'error', code: 'InvalidAction', message: `${operation} is not known here` };
  const body = text(input['MessageBody']);
  const { Reason } = isObject(input['MessageAttributes']) ? input['MessageAttributes'] : {};
  const reason = text(isObject(Reason) ? Reason['StringValue'] : undefined);
  const messageId = randomUUID();
  if (!putAway(text(input['QueueUrl']), { messageId, body, reason }))
    return { status: 'error', code: 'AWS.SimpleQueueService.NonExistentQueue', message: 'no such queue' };
  const MD5OfMessageBody = createHash('md5').update(body).digest('hex');
  return { status: 'ok', body: JSON.stringify({ MessageId: messageId, MD5OfMessageBody }) };
};

/** Answers a call that is allowed. There is no account behind: whatever is read in one is not there. */
export const answerCall = (request: AwsRequest, { database, topics, putAway, secrets }: ServicesOptions): AwsAnswer => {
  const { service, operation } = request;
  if (service === 'dynamodb') return { status: 'forward', endpoint: database };
  if (service === 'sns') return topics.answer(request);
  if (service === 'sqs') return queueAnswer(request, putAway);
  const secret = service === 'ssm' || service === 'secretsmanager' ? secretAnswer(request, secrets) : undefined;
  if (secret !== undefined) return secret;
  const message = `${operation} finds nothing: there is no account here`;
  return { status: 'error', code: notFound[service] ?? 'InvalidAction', message };
};

/** What a call needs beside its own permission: who publishes to an encrypted topic has SNS use the key in its name. */
export const needsOfEncryption = (topics: readonly StackResource[]): ((request: AwsRequest) => readonly Need[]) => {
  const keys = new Map(topics.map(({ arn, properties }) => [arn, text(properties['KmsMasterKeyId'])]));
  return ({ service, input }) => {
    const key = service === 'sns' ? (keys.get(text(input['TopicArn'])) ?? '') : '';
    return key === '' ? [] : ['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({ action, resource: key }));
  };
};
