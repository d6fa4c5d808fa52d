import { aTargetGroup, targetGroupArn } from '../../support/apis.ts';
import { stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const abroad = `arn:aws:lambda:eu-west-1:${stranger}:function:orders`;
const register = {
  source: 'elasticloadbalancing',
  name: 'RegisterTargets',
  request: { targetGroupArn, targets: [{ id: abroad }] },
};

export default defineCases({
  fail: [
    {
      name: 'a load balancer hands requests to another account',
      given: [aTargetGroup({ functions: [] })],
      trail: [register],
      keys: [abroad],
    },
    {
      name: 'mails are handed to another account',
      trail: [
        {
          source: 'ses',
          name: 'CreateReceiptRule',
          request: { ruleSetName: 'in', rule: { name: 'mail', actions: [{ lambdaAction: { functionArn: abroad } }] } },
        },
      ],
      keys: [abroad],
      says: 'in/mail (ses)',
    },
  ],
  pass: [
    { name: 'an own function', given: [aTargetGroup()] },
    {
      name: 'a trusted account',
      given: [aTargetGroup()],
      trail: [register],
      context: { trustedAccounts: [stranger as never] },
    },
  ],
});
