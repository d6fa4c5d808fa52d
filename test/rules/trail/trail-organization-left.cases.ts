import { human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const leave = { source: 'organizations', name: 'LeaveOrganization', identity: human, region: 'us-east-1' };

export default defineCases({
  fail: [{ name: 'the account leaves', trail: [leave], keys: ['left'], says: 'mallory' }],
  pass: [{ name: 'the account joins again', trail: [leave, { ...leave, name: 'AcceptHandshake' }] }],
});
