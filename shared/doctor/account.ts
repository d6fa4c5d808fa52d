import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

/** What is asked in one Region. */
export interface Clients {
  readonly cloudTrail: CloudTrailClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly dynamo: DynamoDBClient;
}

/** The account of the credentials, Region by Region. */
export interface Account {
  at(region: string): Clients;
  close(): void;
}

const open = (region: string): Clients => ({
  cloudTrail: new CloudTrailClient({ region, retryMode: 'adaptive' }),
  events: new EventBridgeClient({ region }),
  lambda: new LambdaClient({ region }),
  sns: new SNSClient({ region }),
  sqs: new SQSClient({ region }),
  dynamo: new DynamoDBClient({ region }),
});

export const openAccount = (): Account => {
  const opened = new Map<string, Clients>();
  return {
    at(region) {
      const clients = opened.get(region) ?? open(region);
      opened.set(region, clients);
      return clients;
    },
    close() {
      for (const clients of opened.values()) for (const client of Object.values(clients)) client.destroy();
    },
  };
};
