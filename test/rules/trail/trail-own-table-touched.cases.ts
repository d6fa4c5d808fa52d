import { ownCases } from '../../support/own-cases.ts';

const call = (name: string, request: object = {}) => ({
  source: 'dynamodb',
  name,
  request: { tableName: 'Trailwarden-Inventory', ...request },
});

export default ownCases(
  'arn:*:dynamodb:*:*:table/Trailwarden-*',
  call('DeleteTable'),
  call('UpdateTable', { deletionProtectionEnabled: false }),
);
