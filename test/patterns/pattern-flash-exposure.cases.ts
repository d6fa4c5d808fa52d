import { defineCases } from '../support/cases.ts';

const open = (statementId: string, principal = '*') => ({
  name: 'AddPermission20150331v2',
  request: { functionName: 'orders', statementId, action: 'lambda:InvokeFunction', principal },
});
const close = (statementId: string) => ({
  name: 'RemovePermission20150331v2',
  request: { functionName: 'orders', statementId },
});

export default defineCases({
  fail: [
    { name: 'anyone allowed, and forbidden a minute later', trail: [open('x'), close('x')], keys: ['x'], says: '60 s' },
    { name: "a stranger's account allowed for a moment", trail: [open('x', '999988887777'), close('x')], keys: ['x'] },
    {
      name: 'a function URL without authentication that is deleted at once',
      trail: [
        { name: 'CreateFunctionUrlConfig', request: { functionName: 'orders', authType: 'NONE' } },
        { name: 'DeleteFunctionUrlConfig', request: { functionName: 'orders' } },
      ],
      keys: ['url'],
    },
    {
      name: 'a function URL with its two permissions, as one incident',
      trail: [
        open('x'),
        open('y', '999988887777'),
        { name: 'CreateFunctionUrlConfig', request: { functionName: 'orders', authType: 'NONE' } },
        { name: 'DeleteFunctionUrlConfig', request: { functionName: 'orders' } },
        close('x'),
        close('y'),
      ],
      keys: ['url'],
      says: 'internet (x, y, url)',
      grows: true,
    },
    {
      name: 'one way opened and closed, and later another, as two incidents',
      trail: [open('x'), close('x'), open('y'), close('y')],
      keys: ['x', 'y'],
      grows: true,
    },
    {
      name: 'a function that is opened and then deleted',
      trail: [open('x'), { name: 'DeleteFunction20150331', request: { functionName: 'orders' } }],
    },
  ],
  pass: [
    { name: 'another statement is removed', trail: [open('x'), close('y')] },
    { name: 'the own account is allowed and forbidden', trail: [open('x', '111122223333'), close('x')] },
    {
      name: 'it stayed open for a day',
      trail: [open('x'), { ...close('x'), time: '2026-03-03T10:00:00Z' }],
    },
  ],
});
