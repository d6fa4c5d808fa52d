import { human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const change = {
  name: 'UpdateFunctionConfiguration20150331v2',
  identity: human,
  request: { functionName: 'orders', handler: 'other.handler' },
};
const ofStack = aFunction({ stack: 'shop-orders' });
const setTo = (handler: string) => ({ ...change, request: { functionName: 'orders', handler } });
const permission = (name: string, more: object = {}) => ({
  name,
  identity: human,
  request: {
    functionName: 'orders',
    statementId: 'topic',
    action: 'lambda:InvokeFunction',
    principal: 'sns.amazonaws.com',
    sourceArn: 'arn:aws:sns:eu-west-1:111122223333:orders',
  },
  ...more,
});

export default defineCases({
  fail: [
    { name: 'a person changes a function of a stack', given: [ofStack], trail: [change], says: 'shop-orders' },
    {
      name: 'a function that CloudFormation made, changed by a role that nobody declared',
      trail: [
        {
          name: 'CreateFunction20150331',
          identity: { ...human, invokedBy: 'cloudformation.amazonaws.com' },
          request: {
            functionName: 'orders',
            role: 'arn:aws:iam::111122223333:role/r',
            tags: { 'aws:cloudformation:stack-name': 'shop' },
          },
        },
        { ...change, identity: human },
      ],
      keys: ['configuration'],
    },
    {
      name: 'set to something else, and then to something else again',
      given: [ofStack],
      trail: [setTo('one.handler'), setTo('two.handler')],
      keys: ['configuration'],
    },
    {
      name: 'a permission added, while a deployment changes something else',
      given: [ofStack],
      trail: [permission('AddPermission20150331v2'), { ...setTo('new.handler'), more: throughCloudFormation }],
      keys: ['permission'],
    },
  ],
  pass: [
    {
      name: 'set back to what it was',
      given: [ofStack],
      trail: [setTo('one.handler'), setTo('two.handler'), setTo('index.handler')],
    },
    {
      name: 'put right by the next deployment',
      given: [ofStack],
      trail: [setTo('one.handler'), { ...setTo('index.handler'), more: throughCloudFormation }],
    },
    {
      name: 'a permission added and taken away again',
      given: [ofStack],
      trail: [permission('AddPermission20150331v2'), permission('RemovePermission20150331v2')],
    },
    { name: 'a function that no stack manages', given: [aFunction()], trail: [change] },
    {
      name: 'the stack itself',
      given: [ofStack],
      trail: [{ ...change, identity: { ...human, invokedBy: 'cloudformation.amazonaws.com' } }],
    },
    {
      name: 'a declared deployment role',
      given: [ofStack],
      trail: [{ name: change.name, request: change.request }],
      context: { deployRoles: ['deploy'] },
    },
  ],
});
