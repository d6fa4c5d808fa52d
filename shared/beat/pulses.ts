import { IAMClient, TagRoleCommand } from '@aws-sdk/client-iam';
import { LambdaClient, TagResourceCommand } from '@aws-sdk/client-lambda';
import { SQSClient, TagQueueCommand } from '@aws-sdk/client-sqs';
import { type Arn, parseArn } from '../arn.ts';
import { beatTag, type Pulse } from './beat.ts';

/** The calls of beats, each on the one resource that it tags. */
export const beatActions = { function: 'lambda:TagResource', role: 'iam:TagRole', queue: 'sqs:TagQueue' } as const;

const nameOf = (arn: string): string => {
  const { resource = '' } = parseArn(arn) ?? {};
  return resource.slice(resource.lastIndexOf('/') + 1);
};

/** What is tagged for the lanes of functions, identities and triggers. */
export const pulsesOn = (tagged: {
  readonly function: Arn;
  readonly role: Arn;
  readonly queue: Arn;
  readonly queueUrl: string;
}): readonly Pulse[] => {
  const lambda = new LambdaClient({});
  const iam = new IAMClient({});
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  return [
    {
      lane: 'WatchFunctions',
      arn: tagged.function,
      send: async (time) => {
        await lambda.send(new TagResourceCommand({ Resource: tagged.function, Tags: { [beatTag]: time } }));
      },
    },
    {
      lane: 'WatchIdentities',
      arn: tagged.role,
      send: async (time) => {
        const Tags = [{ Key: beatTag, Value: time }];
        await iam.send(new TagRoleCommand({ RoleName: nameOf(tagged.role), Tags }));
      },
    },
    {
      lane: 'WatchTriggers',
      arn: tagged.queue,
      send: async (time) => {
        await sqs.send(new TagQueueCommand({ QueueUrl: tagged.queueUrl, Tags: { [beatTag]: time } }));
      },
    },
  ];
};
