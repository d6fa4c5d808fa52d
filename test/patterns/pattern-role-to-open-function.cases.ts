import { human } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const iam = (name: string, request: { readonly [key: string]: string }) => ({
  source: 'iam',
  name,
  identity: human,
  request: { roleName: 'door', ...request },
});
const made = iam('CreateRole', { assumeRolePolicyDocument: '{}' });
const strong = iam('AttachRolePolicy', { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
const given = {
  name: 'CreateFunction20150331',
  identity: human,
  request: { functionName: 'door', role: 'arn:aws:iam::111122223333:role/door' },
};
const open = {
  name: 'AddPermission20150331v2',
  identity: human,
  request: { functionName: 'door', statementId: 'x', action: 'lambda:InvokeFunction', principal: '*' },
};

export default defineCases({
  fail: [
    {
      name: 'a role made and strengthened, a function with it, and anyone allowed',
      trail: [made, strong, given, open],
      keys: ['role-to-open-function'],
      says: 'role/door',
    },
    {
      name: 'a strong inline policy, and a queue that feeds the function',
      trail: [
        iam('PutRolePolicy', {
          policyName: 'p',
          policyDocument: '{"Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"}]}',
        }),
        given,
        {
          name: 'CreateEventSourceMapping20150331',
          identity: human,
          request: { functionName: 'door', eventSourceArn: 'arn:aws:sqs:eu-west-1:999988887777:q' },
        },
      ],
    },
    {
      name: 'a function that is given the role, and a URL without authentication',
      trail: [
        made,
        strong,
        {
          name: 'UpdateFunctionConfiguration20150331v2',
          identity: human,
          request: { functionName: 'door', role: 'arn:aws:iam::111122223333:role/door' },
        },
        {
          name: 'CreateFunctionUrlConfig',
          identity: human,
          request: { functionName: 'door', authType: 'NONE' },
          response: { authType: 'NONE' },
        },
      ],
    },
  ],
  pass: [
    { name: 'the role was not strengthened', trail: [made, given, open] },
    {
      name: 'an ordinary policy',
      trail: [
        made,
        iam('AttachRolePolicy', { policyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' }),
        given,
        open,
      ],
    },
    {
      name: 'a role that writes logs, and looks at roles, on every resource',
      trail: [
        made,
        iam('PutRolePolicy', {
          policyName: 'p',
          policyDocument: '{"Statement":[{"Effect":"Allow","Action":["logs:*","iam:GetRole"],"Resource":"*"}]}',
        }),
        given,
        open,
      ],
    },
    {
      name: 'a role that is denied everything',
      trail: [
        made,
        iam('PutRolePolicy', {
          policyName: 'p',
          policyDocument: '{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}',
        }),
        given,
        open,
      ],
    },
    {
      name: 'another function was opened',
      trail: [made, strong, given, { ...open, request: { ...open.request, functionName: 'carts' } }],
    },
    {
      name: 'a stack did it all',
      trail: [made, strong, given, open].map((record) => ({
        ...record,
        identity: { ...human, invokedBy: 'cloudformation.amazonaws.com' },
      })),
    },
  ],
});
