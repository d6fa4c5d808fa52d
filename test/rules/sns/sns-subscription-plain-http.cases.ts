import { account, region } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aTopic } from '../../support/surface.ts';

const topicArn = `arn:aws:sns:${region}:${account}:orders`;
const subscribe = (protocol: string) => ({
  source: 'sns',
  name: 'Subscribe',
  request: { topicArn, protocol, endpoint: `${protocol}://shop.example.com/hook` },
  response: { subscriptionArn: 'pending confirmation' },
});

export default defineCases({
  fail: [{ name: 'by HTTP', given: [aTopic()], trail: [subscribe('http')], keys: ['http http://shop.example.com'] }],
  pass: [
    { name: 'by HTTPS', given: [aTopic()], trail: [subscribe('https')] },
    { name: 'nobody at all', given: [aTopic()] },
  ],
});
