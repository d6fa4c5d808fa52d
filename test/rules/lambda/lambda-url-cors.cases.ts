import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const url = (cors: { allowOrigins?: string[]; allowCredentials?: boolean }) => ({
  name: 'CreateFunctionUrlConfig',
  request: { functionName: 'orders', authType: 'AWS_IAM', cors },
});

export default defineCases({
  fail: [
    {
      name: 'every origin',
      given: [aFunction()],
      trail: [url({ allowOrigins: ['*'] })],
      keys: ['cors'],
      severity: 'low',
    },
    {
      name: 'every origin with the credentials of the visitor',
      given: [aFunction()],
      trail: [url({ allowOrigins: ['https://*'], allowCredentials: true })],
      keys: ['cors'],
      severity: 'medium',
    },
  ],
  pass: [
    { name: 'named origins', given: [aFunction()], trail: [url({ allowOrigins: ['https://shop.example.com'] })] },
    { name: 'a URL without cross-origin rules', given: [aFunction({ urls: { '': { authType: 'NONE' } } })] },
  ],
});
