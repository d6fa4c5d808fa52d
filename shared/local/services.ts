import { createHash, randomUUID } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { QueueMessage } from '../lane/message.ts';
import type { StackResource } from './assembly.ts';
import type { AwsRequest, Need } from './aws-request.ts';
import type { AwsAnswer } from './gateway.ts';
import type { DeadLetter } from './queue.ts';
import type { LocalTopics } from './topic.ts';

export interface ServicesOptions {
  /** Where the embedded DynamoDB listens. */
  readonly database: string;
  readonly topics: LocalTopics;
  /** Takes what a function puts into a queue for later; `false` where no queue has this URL. */
  readonly add: (queueUrl: string, message: QueueMessage) => boolean;
  /** Takes what a function puts into a dead-letter queue; `false` where no queue has this URL. */
  readonly putAway: (queueUrl: string, message: DeadLetter) => boolean;
  /** Takes note of a call that changes something; `false` where none of its kind succeeds here. */
  readonly record: (request: AwsRequest) => boolean;
  /** Secrets by the name or ARN that a function asks for. */
  readonly secrets: ReadonlyMap<string, string>;
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const notFound: Readonly<Record<string, string>> = {
  iam: 'NoSuchEntity',
  lambda: 'ResourceNotFoundException',
  s3: 'NoSuchPublicAccessBlockConfiguration',
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

const md5Of = (body: string): string => createHash('md5').update(body).digest('hex');

const noQueue: AwsAnswer = {
  status: 'error',
  code: 'AWS.SimpleQueueService.NonExistentQueue',
  message: 'no such queue',
};

/** Messages that a function hands to itself. */
const batchAnswer = ({ input }: AwsRequest, add: ServicesOptions['add']): AwsAnswer => {
  const entries = Array.isArray(input['Entries']) ? (input['Entries'] as readonly JsonObject[]) : [];
  const Successful: JsonObject[] = [];
  for (const { Id, MessageBody } of entries) {
    const messageId = randomUUID();
    const body = text(MessageBody);
    if (!add(text(input['QueueUrl']), { messageId, body })) return noQueue;
    Successful.push({ Id: Id ?? '', MessageId: messageId, MD5OfMessageBody: md5Of(body) });
  }
  return { status: 'ok', body: JSON.stringify({ Successful, Failed: [] }) };
};

/** A message that a function puts into a queue itself; the SDK compares the digest of what it sent. */
const queueAnswer = ({ input }: AwsRequest, putAway: ServicesOptions['putAway']): AwsAnswer => {
  const body = text(input['MessageBody']);
  const { Reason } = isObject(input['MessageAttributes']) ? input['MessageAttributes'] : {};
  const reason = text(isObject(Reason) ? Reason['StringValue'] : undefined);
  const messageId = randomUUID();
  if (!putAway(text(input['QueueUrl']), { messageId, body, reason })) return noQueue;
  return { status: 'ok', body: JSON.stringify({ MessageId: messageId, MD5OfMessageBody: md5Of(body) }) };
};

/** The lists of an account with nothing in it. */
const emptyList = ({ service, operation, protocol }: AwsRequest): AwsAnswer | undefined => {
  if (!/^(?:List|Describe|GetRestApis|GetApis|GetAccountAuthorizationDetails)/.test(operation)) return undefined;
  if (service === 's3') return { status: 'ok', body: '<ListAllMyBucketsResult/>' };
  const body = protocol === 'query' ? `<${operation}Response><${operation}Result/></${operation}Response>` : '{}';
  return { status: 'ok', body };
};

/** Answers a call that is allowed. There is no account behind: whatever is read in one is not there. */
export const answerCall = (request: AwsRequest, options: ServicesOptions): AwsAnswer => {
  const { database, topics, add, putAway, record, secrets } = options;
  const { service, operation, protocol } = request;
  if (service === 'dynamodb' && operation !== 'ListTables') return { status: 'forward', endpoint: database };
  if (service === 'sns' && operation.startsWith('Publish')) return topics.answer(request);
  if (service === 'sqs' && operation === 'SendMessageBatch') return batchAnswer(request, add);
  if (service === 'sqs' && operation === 'SendMessage') return queueAnswer(request, putAway);
  // Taken in, and nobody asks for it here.
  if (operation === 'PutEvents' || operation === 'BatchImportFindings') return { status: 'ok', body: '{}' };
  if (record(request)) return { status: 'ok', body: protocol === 'query' ? `<${operation}Response/>` : '{}' };
  const secret = service === 'ssm' || service === 'secretsmanager' ? secretAnswer(request, secrets) : undefined;
  if (secret !== undefined) return secret;
  const empty = emptyList(request);
  if (empty !== undefined) return empty;
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
