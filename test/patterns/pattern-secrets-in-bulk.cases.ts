import { human, throughCloudFormation } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const secret = (index: number) => ({
  source: 'secretsmanager',
  name: 'GetSecretValue',
  identity: human,
  time: `2026-03-02T09:00:${10 + index}Z`,
  request: { secretId: `prod/secret-${index}` },
});
const many = Array.from({ length: 8 }, (_, index) => secret(index));
const parameters = (names: readonly string[], withDecryption: boolean) => ({
  source: 'ssm',
  name: 'GetParameters',
  identity: human,
  request: { names: [...names], withDecryption },
});
const names = Array.from({ length: 10 }, (_, index) => `/credentials/${index}`);

export default defineCases({
  fail: [
    { name: 'eight secrets within a minute', trail: many, says: '8 different secrets' },
    { name: 'ten parameters in one call', trail: [parameters(names, true)], says: '10 different' },
    {
      name: 'everything that the parameter store holds',
      trail: [
        {
          source: 'ssm',
          name: 'GetParametersByPath',
          identity: human,
          request: { path: '/', recursive: true, withDecryption: true },
        },
      ],
      says: 'every parameter',
    },
  ],
  pass: [
    { name: 'seven secrets', trail: many.slice(1) },
    { name: 'one secret again and again', trail: Array.from({ length: 30 }, () => secret(1)) },
    { name: 'parameters that are not decrypted', trail: [parameters(names, false)] },
    {
      name: 'eight secrets over a day',
      trail: many.map((record, index) => ({ ...record, time: `2026-03-02T${10 + index}:00:00Z` })),
    },
    {
      name: 'what CloudFormation reads for a template',
      trail: many.map((record) => ({ ...record, more: throughCloudFormation })),
    },
  ],
});
