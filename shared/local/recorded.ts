import { isObject, type Json, type JsonObject } from '../json.ts';
import type { AwsRequest } from './aws-request.ts';

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** The tags of a query, a list whose places are names. */
const queryTags = (value: Json | undefined): readonly JsonObject[] =>
  Object.values(object(object(value)['member']))
    .filter(isObject)
    .map(({ Key, Value }) => ({ key: Key ?? '', value: Value ?? '' }));

/** The calls that succeed here and change something, with what their records say was asked for. */
const recordedCalls: {
  readonly [call: string]: { readonly eventName: string; readonly request: (input: JsonObject) => JsonObject };
} = {
  'lambda:TagResource': {
    eventName: 'TagResource20170331v2',
    request: (input) => ({ resource: text(input['0']), tags: object(input['Tags']) }),
  },
  'iam:TagRole': {
    eventName: 'TagRole',
    request: (input) => ({ roleName: text(input['RoleName']), tags: queryTags(input['Tags']) }),
  },
  'sqs:TagQueue': {
    eventName: 'TagQueue',
    request: (input) => ({ queueUrl: text(input['QueueUrl']), tags: object(input['Tags']) }),
  },
};

/** The record that CloudTrail would write of a call that succeeds here; `undefined` for any other call. */
export const recordOf = (
  { service, operation, region, caller, input }: AwsRequest,
  { account, id, time }: { readonly account: string; readonly id: string; readonly time: string },
): JsonObject | undefined => {
  const call = recordedCalls[`${service}:${operation}`];
  if (call === undefined) return undefined;
  return {
    eventVersion: '1.11',
    eventTime: time,
    eventID: id,
    eventSource: `${service}.amazonaws.com`,
    eventName: call.eventName,
    eventType: 'AwsApiCall',
    awsRegion: service === 'iam' ? 'us-east-1' : region,
    recipientAccountId: account,
    sourceIPAddress: '127.0.0.1',
    userAgent: 'aws-sdk-js/3',
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${account}:assumed-role/${caller}/${caller}`,
      accountId: account,
    },
    requestParameters: call.request(input),
    responseElements: null,
    readOnly: false,
    managementEvent: true,
  };
};
