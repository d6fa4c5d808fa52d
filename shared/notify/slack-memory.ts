import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { keyNames, timeToLiveAttribute } from '../inventory/store/schema.ts';

/** The message that tells of a finding, and the step it shows. */
export interface ShownFinding {
  readonly ts: string;
  readonly time: string;
}

/** Which message of a channel tells of which finding. */
export interface SlackMemory {
  shown(channel: string, finding: string): Promise<ShownFinding | undefined>;
  remember(channel: string, finding: string, shown: ShownFinding): Promise<void>;
}

export const memoryActions = ['dynamodb:GetItem', 'dynamodb:PutItem'] as const;

/** Longer than most findings live; after that a step makes a message of its own. */
export const rememberDays = 400;

export const createSlackMemory = (client: DynamoDBClient, tableName: string, now: () => Date): SlackMemory => {
  const keyOf = (channel: string, finding: string) => ({
    [keyNames.partition]: { S: `SLACK#${channel}#${finding}` },
    [keyNames.sort]: { S: 'SHOWN' },
  });
  return {
    async shown(channel, finding) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: keyOf(channel, finding), ConsistentRead: true }),
      );
      const [ts, time] = [Item?.['ts']?.S, Item?.['time']?.S];
      return ts === undefined || time === undefined ? undefined : { ts, time };
    },
    async remember(channel, finding, { ts, time }) {
      const expires = Math.floor(now().getTime() / 1000) + rememberDays * 24 * 3600;
      await client.send(
        new PutItemCommand({
          TableName: tableName,
          Item: {
            ...keyOf(channel, finding),
            ts: { S: ts },
            time: { S: time },
            [timeToLiveAttribute]: { N: String(expires) },
          },
        }),
      );
    },
  };
};
