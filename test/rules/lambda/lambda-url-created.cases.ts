import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const create = (authType: string) => ({
  name: 'CreateFunctionUrlConfig',
  request: { functionName: 'orders', authType },
});

export default defineCases({
  fail: [
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
