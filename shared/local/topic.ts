import { randomUUID } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { StackResource } from './assembly.ts';
import type { AwsRequest } from './aws-request.ts';
import { matchesPattern, parsePattern } from './event-pattern.ts';
import type { AwsAnswer } from './gateway.ts';

/** A message as a topic took it. */
export interface TopicMessage {
  readonly id: string;
  readonly topicArn: string;
  readonly subject: string | null;
  readonly attributes: { readonly [name: string]: { readonly Type: string; readonly Value: string } };
  /** The text for a protocol: a message can have one for each. */
  textFor(protocol: string): string;
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const members = (value: Json | undefined): readonly JsonObject[] =>
  isObject(value) ? Object.values(value).filter(isObject) : [];

const readMessage = (topicArn: string, entry: JsonObject): TopicMessage => {
  const message = text(entry['Message']);
  const attributes = isObject(entry['MessageAttributes']) ? entry['MessageAttributes'] : {};
  let texts: JsonObject = { default: message };
  if (entry['MessageStructure'] === 'json') {
    const parsed: unknown = JSON.parse(message);
    if (!isObject(parsed) || typeof parsed['default'] !== 'string')
      throw new Error('no default entry in JSON message body');
    texts = parsed;
  }
  return {
    id: randomUUID(),
    topicArn,
    subject: text(entry['Subject']) || null,
    attributes: Object.fromEntries(
      members(attributes['entry']).map(({ Name, Value }) => {
        const value = isObject(Value) ? Value : {};
        return [text(Name), { Type: text(value['DataType']), Value: text(value['StringValue']) }];
      }),
    ),
    textFor: (protocol) => text(texts[protocol]) || text(texts['default']),
  };
};

const fieldsOf = ({ attributes }: TopicMessage): JsonObject =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { Type, Value }]) => [
      name,
      Type === 'Number' ? Number(Value) : Type === 'String.Array' ? (JSON.parse(Value) as Json) : Value,
    ]),
  );

/** Whether a subscription's filter policy lets a message through; filter policies are event patterns. */
const isWanted = ({ properties }: StackResource, message: TopicMessage): boolean => {
  const policy = properties['FilterPolicy'];
  if (!isObject(policy)) return true;
  const inBody = properties['FilterPolicyScope'] === 'MessageBody';
  return matchesPattern(parsePattern(policy), inBody ? JSON.parse(message.textFor('default')) : fieldsOf(message));
};

/** A message on its way to one subscriber. */
export interface Delivery {
  readonly protocol: string;
  readonly endpoint: string;
  readonly subscription: StackResource;
  readonly message: TopicMessage;
}

export interface LocalTopics {
  /** Everything that was ever published. */
  readonly messages: readonly TopicMessage[];
  /** How many of them are not delivered yet. */
  readonly waiting: number;
  answer(request: AwsRequest): AwsAnswer;
  /** Hands what was published to its subscribers, who may publish themselves. */
  drain(deliver: (delivery: Delivery) => Promise<void>): Promise<void>;
}

const response = (operation: string, result: string): AwsAnswer => ({
  status: 'ok',
  body:
    `<${operation}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${operation}Result>${result}` +
    `</${operation}Result><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></${operation}Response>`,
});

/** The topics of a template with their subscriptions. */
export const createTopics = (
  topics: readonly StackResource[],
  subscriptions: readonly StackResource[],
): LocalTopics => {
  const arns = new Set(topics.map(({ arn }) => arn));
  const messages: TopicMessage[] = [];
  let waiting: TopicMessage[] = [];

  const take = (topicArn: string, entry: JsonObject): string => {
    const message = readMessage(topicArn, entry);
    messages.push(message);
    waiting.push(message);
    return message.id;
  };

  return {
    messages,
    get waiting() {
      return waiting.length;
    },
    answer({ operation, input }) {
      const topicArn = text(input['TopicArn']);
      if (!arns.has(topicArn)) return { status: 'error', code: 'NotFound', message: 'Topic does not exist' };
      if (operation === 'Publish') return response(operation, `<MessageId>${take(topicArn, input)}</MessageId>`);
      if (operation !== 'PublishBatch')
        return { status: 'error', code: 'InvalidAction', message: `${operation} is not known here` };
      const entries = isObject(input['PublishBatchRequestEntries']) ? input['PublishBatchRequestEntries'] : {};
      const taken = members(entries['member']).map(
        (entry) => `<member><Id>${text(entry['Id'])}</Id><MessageId>${take(topicArn, entry)}</MessageId></member>`,
      );
      return response(operation, `<Successful>${taken.join('')}</Successful><Failed/>`);
    },
    async drain(deliver) {
      while (waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        for (const message of batch) {
          for (const subscription of subscriptions) {
            const { TopicArn, Protocol, Endpoint } = subscription.properties;
            if (TopicArn !== message.topicArn || !isWanted(subscription, message)) continue;
            await deliver({ protocol: text(Protocol), endpoint: text(Endpoint), subscription, message });
          }
        }
      }
    },
  };
};
