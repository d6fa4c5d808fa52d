import type { JsonObject } from '../../shared/json.ts';
import { type Change, isChange, readChange } from '../../shared/trail/change.ts';

/** A CloudTrail record as Lambda writes it; `overrides` replace members, `undefined` removes them. */
export const aRecord = (overrides: Readonly<Record<string, unknown>> = {}): JsonObject =>
  JSON.parse(
    JSON.stringify({
      eventVersion: '1.11',
      userIdentity: {
        type: 'IAMUser',
        principalId: 'AIDAEXAMPLE',
        arn: 'arn:aws:iam::111122223333:user/ada',
        accountId: '111122223333',
        accessKeyId: 'AKIAEXAMPLE',
        userName: 'ada',
      },
      eventTime: '2026-03-01T10:00:00Z',
      eventSource: 'lambda.amazonaws.com',
      eventName: 'UpdateFunctionCode20150331v2',
      awsRegion: 'eu-west-1',
      sourceIPAddress: '203.0.113.7',
      userAgent: 'aws-cli/2.27.0',
      requestParameters: { functionName: 'orders' },
      responseElements: null,
      requestID: 'req-1',
      eventID: 'e-1',
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '111122223333',
      eventCategory: 'Management',
      ...overrides,
    }),
  );

/** The change of `aRecord(overrides)`. */
export const aChange = (overrides: Readonly<Record<string, unknown>> = {}): Change => {
  const change = readChange(aRecord(overrides));
  if (!isChange(change)) throw new Error(`${change.place}: ${change.message}`);
  return change;
};
