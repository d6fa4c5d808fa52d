import { account, functionArn, human, region, roleArnOf, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aPipe } from '../../support/surface.ts';

const made = (more: object = {}) => ({
  source: 'pipes',
  name: 'CreatePipe',
  identity: human,
  request: {
    name: 'p',
    source: `arn:aws:sqs:${region}:${account}:orders`,
    target: functionArn('orders'),
    roleArn: roleArnOf('pipe'),
  },
  ...more,
});
const update = (request: object) => ({
  source: 'pipes',
  name: 'UpdatePipe',
  identity: human,
  request: { name: 'p', roleArn: roleArnOf('pipe'), ...request },
});

export default defineCases({
  fail: [
    { name: 'a person makes one', trail: [made()], keys: ['pipe'], says: functionArn('orders') },
    {
      name: 'a person enriches it',
      given: [aPipe()],
      trail: [update({ enrichment: functionArn('look') })],
      keys: ['pipe'],
    },
  ],
  pass: [
    { name: 'CloudFormation makes one', trail: [made({ more: throughCloudFormation })] },
    { name: 'a person changes its description', given: [aPipe()], trail: [update({ description: 'x' })] },
    {
      name: 'made and deleted again',
      trail: [made(), { source: 'pipes', name: 'DeletePipe', identity: human, request: { name: 'p' } }],
    },
  ],
});
