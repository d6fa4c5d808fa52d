import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const url = (name: string, authType: string, more = {}) => ({
  name,
  request: { functionName: 'orders', authType, ...more },
});

export default defineCases({
  fail: [
    {
      name: 'a URL is created with auth type NONE',
      given: [aFunction()],
      trail: [url('CreateFunctionUrlConfig', 'NONE')],
      keys: ['url'],
    },
    {
      name: 'the authentication of an existing URL is removed',
      given: [aFunction({ urls: { '': { authType: 'AWS_IAM' } } })],
      trail: [url('UpdateFunctionUrlConfig', 'NONE')],
      keys: ['url'],
    },
    {
      name: 'the URL of an alias, while the one of the function authenticates',
      given: [aFunction({ urls: { '': { authType: 'AWS_IAM' } } })],
      trail: [url('CreateFunctionUrlConfig', 'NONE', { qualifier: 'live' })],
      keys: ['url:live'],
    },
  ],
  pass: [
    { name: 'a function without a URL', given: [aFunction()] },
    {
      name: 'a URL that authenticates with IAM',
      given: [aFunction()],
      trail: [url('CreateFunctionUrlConfig', 'AWS_IAM')],
    },
    {
      name: 'a URL that was deleted again',
      given: [aFunction()],
      trail: [
        url('CreateFunctionUrlConfig', 'NONE'),
        { name: 'DeleteFunctionUrlConfig', request: { functionName: 'orders' } },
      ],
    },
  ],
  unknown: [
    {
      name: 'a URL of a function that nothing else is known of',
      trail: [url('CreateFunctionUrlConfig', 'AWS_IAM')],
    },
  ],
});
