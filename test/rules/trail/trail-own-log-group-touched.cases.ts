import { ownCases } from '../../support/own-cases.ts';

const call = (name: string, request: object = {}) => ({
  source: 'logs',
  name,
  request: { logGroupName: '/aws/lambda/Trailwarden-Watch', ...request },
});

export default ownCases(
  'arn:*:logs:*:*:log-group:/aws/lambda/Trailwarden-*',
  call('DeleteLogGroup'),
  call('PutRetentionPolicy', { retentionInDays: 1 }),
);
