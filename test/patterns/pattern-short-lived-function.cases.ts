import { defineCases } from '../support/cases.ts';

const call = (name: string, request = {}) => ({ name, request: { functionName: 'job', ...request } });
const made = call('CreateFunction20150331', { role: 'arn:aws:iam::111122223333:role/job' });
const allowed = call('AddPermission20150331v2', {
  statementId: 'x',
  action: 'lambda:InvokeFunction',
  principal: 'events.amazonaws.com',
});
const removed = call('DeleteFunction20150331');

export default defineCases({
  fail: [
    { name: 'made, opened and removed within minutes', trail: [made, allowed, removed], keys: ['short-lived'] },
    { name: 'made, invoked and removed', trail: [made, call('Invoke'), removed] },
  ],
  pass: [
    { name: 'made and removed without having been used', trail: [made, removed] },
    { name: 'removed a day later', trail: [made, allowed, { ...removed, time: '2026-03-03T12:00:00Z' }] },
    { name: 'opened only after it was removed', trail: [made, removed, allowed] },
  ],
});
