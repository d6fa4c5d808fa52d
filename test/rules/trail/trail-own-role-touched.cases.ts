import { ownCases } from '../../support/own-cases.ts';

const call = (name: string, request: object = {}) => ({
  source: 'iam',
  name,
  request: { roleName: 'Trailwarden-Watch', ...request },
});

export default ownCases(
  'arn:*:iam::*:role/Trailwarden-*',
  call('AttachRolePolicy', { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
  call('DeleteRolePolicy', { policyName: 'p' }),
  call('UpdateAssumeRolePolicy', { policyDocument: '{"Statement":[]}' }),
);
