import { ownCases } from '../../support/own-cases.ts';

const call = (name: string, request: object = {}) => ({
  name,
  request: { functionName: 'Trailwarden-Watch', ...request },
});

export default ownCases(
  'arn:*:lambda:*:*:function:Trailwarden-*',
  call('UpdateFunctionCode20150331v2', { s3Bucket: 'b', s3Key: 'k' }),
  call('UpdateFunctionConfiguration20150331v2', { timeout: 1 }),
  call('DeleteFunction20150331'),
  call('PutFunctionConcurrency20171031', { reservedConcurrentExecutions: 0 }),
  call('AddPermission20150331v2', { statementId: 's', action: 'lambda:InvokeFunction', principal: '999988887777' }),
  call('RemovePermission20150331v2', { statementId: 's' }),
);
