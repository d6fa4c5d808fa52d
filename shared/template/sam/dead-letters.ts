import { isObject, type Json, type JsonObject } from '../../json.ts';
import { gotOf } from '../raw.ts';
import { attributeOf, make, refTo, type Sam, SamError } from './context.ts';
import type { SamEvent } from './event.ts';

/** A queue for what could not be delivered, and the policy that lets the source send to it. */
const makeQueue = (
  sam: Sam,
  event: SamEvent,
  queue: string,
  source: Json,
  principal: string,
  attributes: JsonObject,
): Json => {
  const arn = attributeOf(queue, 'Arn');
  make(sam, event.path, queue, 'AWS::SQS::Queue', {}, attributes);
  make(
    sam,
    event.path,
    `${event.logicalId}QueuePolicy`,
    'AWS::SQS::QueuePolicy',
    {
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Principal: { Service: principal },
            Resource: arn,
            Condition: { ArnEquals: { 'aws:SourceArn': source } },
          },
        ],
      },
      Queues: [refTo(queue)],
    },
    attributes,
  );
  return arn;
};

/** The ARN of the queue that `DeadLetterConfig` of an event names or asks for. */
export const deadLetterArn = (
  sam: Sam,
  event: SamEvent,
  source: Json,
  principal: string,
  attributes: JsonObject,
): Json | undefined => {
  const config = event.properties['DeadLetterConfig'];
  if (config === undefined || config === null) return undefined;
  const path = [...event.path, 'Properties', 'DeadLetterConfig'];
  if (!isObject(config))
    throw new SamError(path, `DeadLetterConfig is ${gotOf(config)}, allowed is a mapping with Arn or Type`);
  const { Arn: arn, Type: type, QueueLogicalId: queue } = config;
  if (arn !== undefined && type !== undefined)
    throw new SamError(path, 'DeadLetterConfig has Arn and Type, allowed is one of them');
  if (arn === undefined && type === undefined)
    throw new SamError(path, 'DeadLetterConfig has neither Arn nor Type, allowed is one of them');
  if (arn !== undefined) return arn;
  if (type !== 'SQS') throw new SamError([...path, 'Type'], `Type is ${gotOf(type)}, allowed is SQS`);
  if (queue !== undefined && typeof queue !== 'string') {
    throw new SamError([...path, 'QueueLogicalId'], `QueueLogicalId is ${gotOf(queue)}, allowed is a logical id`);
  }
  return makeQueue(sam, event, queue ?? `${event.logicalId}Queue`, source, principal, attributes);
};
