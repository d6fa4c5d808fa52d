import { account, region } from '../../support/calls.ts';
import { ownCases } from '../../support/own-cases.ts';

const queueUrl = `https://sqs.${region}.amazonaws.com/${account}/Trailwarden-Lane`;
const call = (name: string, request: object = {}) => ({ source: 'sqs', name, request: { queueUrl, ...request } });

export default ownCases(
  'arn:*:sqs:*:*:Trailwarden-*',
  call('PurgeQueue'),
  call('DeleteQueue'),
  call('SetQueueAttributes', { attributes: { MessageRetentionPeriod: '60' } }),
);
