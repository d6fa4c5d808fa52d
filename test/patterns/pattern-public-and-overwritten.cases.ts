import { deployer, functionArn, human } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const code = {
  name: 'UpdateFunctionCode20150331v2',
  identity: human,
  request: { functionName: 'orders', dryRun: false, publish: false },
};
const open = {
  name: 'AddPermission20150331v2',
  identity: human,
  request: { functionName: 'orders', statementId: 'x', action: 'lambda:InvokeFunction', principal: '*' },
};
const byStack = { ...human, invokedBy: 'cloudformation.amazonaws.com' };

export default defineCases({
  fail: [
    { name: 'new code, then anyone allowed', trail: [code, open], says: 'replaced the code' },
    { name: 'anyone allowed, then new code', trail: [open, code] },
    {
      name: 'a URL without authentication, then new code',
      trail: [
        {
          name: 'CreateFunctionUrlConfig',
          identity: human,
          request: { functionName: 'orders', authType: 'NONE' },
          response: { functionArn: functionArn('orders'), authType: 'NONE' },
        },
        code,
      ],
    },
  ],
  pass: [
    {
      name: 'two different functions',
      trail: [code, { ...open, request: { ...open.request, functionName: 'carts' } }],
    },
    { name: 'two days apart', trail: [code, { ...open, time: '2026-03-04T12:00:00Z' }] },
    { name: 'a pipeline writes the code, somebody else opens', trail: [{ ...code, identity: deployer }, open] },
    { name: 'a dry run', trail: [{ ...code, request: { ...code.request, dryRun: true } }, open] },
    {
      name: 'one deployment by a stack',
      trail: [
        { ...code, identity: byStack },
        { ...open, identity: byStack },
      ],
    },
  ],
});
