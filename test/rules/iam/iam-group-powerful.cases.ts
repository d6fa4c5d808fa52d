import { human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const call = (name: string, request: object) => ({
  source: 'iam',
  name,
  identity: human,
  request: { groupName: 'staff', ...request },
});
const administrator = { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };
const inline = (Action: string) => ({
  policyName: 'more',
  policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }),
});

export default defineCases({
  fail: [
    {
      name: 'AdministratorAccess is attached',
      trail: [call('AttachGroupPolicy', administrator)],
      keys: ['staff arn:aws:iam::aws:policy/AdministratorAccess'],
      says: 'AdministratorAccess',
    },
    {
      name: 'an inline policy that grants everything',
      trail: [call('PutGroupPolicy', inline('*'))],
      keys: ['staff more'],
    },
    {
      name: 'an inline policy by which its members make themselves administrators',
      trail: [call('PutGroupPolicy', inline('iam:*'))],
    },
  ],
  pass: [
    {
      name: 'a policy to read with',
      trail: [call('AttachGroupPolicy', { policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })],
    },
    { name: 'an inline policy of one service', trail: [call('PutGroupPolicy', inline('sqs:SendMessage'))] },
    {
      name: 'detached again',
      trail: [call('AttachGroupPolicy', administrator), call('DetachGroupPolicy', administrator)],
    },
  ],
});
