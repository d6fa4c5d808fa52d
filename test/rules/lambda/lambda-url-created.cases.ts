import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const create = (authType: string) => ({
  name: 'CreateFunctionUrlConfig',
  request: { functionName: 'orders', authType },
});

export default defineCases({
  fail: [
    {
      name: 'for an alias, beside the one of the function',
      given: [aFunction({ urls: { '': { authType: 'AWS_IAM' } } })],
      trail: [
        {
          name: 'CreateFunctionUrlConfig',
          request: { functionName: 'orders', qualifier: 'live', authType: 'AWS_IAM' },
        },
      ],
      keys: ['url:live'],
    },
    { name: 'a URL with IAM authentication appears', given: [aFunction()], trail: [create('AWS_IAM')], keys: ['url'] },
    { name: 'on a function that nothing else is known of', trail: [create('AWS_IAM')], keys: ['url'] },
  ],
  pass: [
    {
      name: 'a URL without authentication, which is a finding of its own',
      given: [aFunction()],
      trail: [create('NONE')],
    },
    {
      name: 'a URL that was deleted again',
      given: [aFunction()],
      trail: [create('AWS_IAM'), { name: 'DeleteFunctionUrlConfig', request: { functionName: 'orders' } }],
    },
  ],
});
