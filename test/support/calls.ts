import type { JsonObject } from '../../shared/json.ts';
import { type Change, isChange, readChange } from '../../shared/trail/change.ts';

/** The account that the made-up shop of the tests lives in. */
export const account = '111122223333';
export const stranger = '999988887777';
export const region = 'eu-west-1';

export interface RecordParts {
  readonly id?: string;
  readonly time?: string;
  readonly source?: string;
  readonly name: string;
  readonly request?: JsonObject | null;
  readonly response?: JsonObject | null;
  readonly errorCode?: string;
  readonly identity?: JsonObject;
  readonly region?: string;
  /** Any other members of the record. */
  readonly more?: JsonObject;
}

export const deployer: JsonObject = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLEDEPLOYER01:build-7',
  arn: `arn:aws:sts::${account}:assumed-role/deploy/build-7`,
  accountId: account,
  sessionContext: {
    sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/deploy`, accountId: account, userName: 'deploy' },
  },
};

export const human: JsonObject = {
  type: 'IAMUser',
  principalId: 'AIDAEXAMPLEMALLORY001',
  arn: `arn:aws:iam::${account}:user/mallory`,
  accountId: account,
  userName: 'mallory',
};

/** A CloudTrail record as AWS delivers it, of the parts that matter to a test. */
export const aRecord = (parts: RecordParts): JsonObject => ({
  eventVersion: '1.11',
  userIdentity: parts.identity ?? deployer,
  eventTime: parts.time ?? '2026-03-02T09:00:00Z',
  eventSource: `${parts.source ?? 'lambda'}.amazonaws.com`,
  eventName: parts.name,
  awsRegion: parts.region ?? (parts.source === 'iam' ? 'us-east-1' : region),
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-sdk-js/3',
  requestParameters: parts.request ?? null,
  responseElements: parts.response ?? null,
  requestID: '00000000-0000-4000-8000-000000000000',
  eventID: parts.id ?? '00000000-0000-4000-8000-000000000001',
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: account,
  eventCategory: 'Management',
  ...parts.more,
  ...(parts.errorCode === undefined ? {} : { errorCode: parts.errorCode, errorMessage: 'refused' }),
});

export const changeOf = (record: JsonObject): Change => {
  const change = readChange(record);
  if (!isChange(change)) throw new Error(`${change.place}: ${change.message}`);
  return change;
};

export const aChange = (parts: RecordParts): Change => changeOf(aRecord(parts));

export const functionArn = (name: string): string => `arn:aws:lambda:${region}:${account}:function:${name}`;
export const roleArnOf = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

/** What a record made by CloudFormation says, whoever asked it to. */
export const throughCloudFormation: JsonObject = {
  sourceIPAddress: 'cloudformation.amazonaws.com',
  userAgent: 'cloudformation.amazonaws.com',
};
