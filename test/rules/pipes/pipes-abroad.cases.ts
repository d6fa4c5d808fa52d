import { functionArn, region, roleArnOf, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aPipe } from '../../support/surface.ts';

const queue = `arn:aws:sqs:${region}:${stranger}:theirs`;

export default defineCases({
  fail: [
    {
      name: 'a source of another account',
      trail: [
        {
          source: 'pipes',
          name: 'CreatePipe',
          request: { name: 'p', source: queue, target: functionArn('orders'), roleArn: roleArnOf('pipe') },
        },
      ],
      keys: ['source'],
    },
    { name: 'a target of another account', given: [aPipe({ target: queue })], keys: ['target'] },
    {
      name: 'an enrichment of another account',
      given: [aPipe({ enrichment: `arn:aws:lambda:${region}:${stranger}:function:look` })],
      keys: ['enrichment'],
    },
  ],
  pass: [
    { name: 'everything in the own account', given: [aPipe()] },
    { name: 'a trusted account', given: [aPipe({ target: queue })], context: { trustedAccounts: [stranger as never] } },
  ],
});
