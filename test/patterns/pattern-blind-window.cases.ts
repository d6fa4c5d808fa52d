import { human } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const rule = (name: string, of = 'watch') => ({ source: 'events', name, identity: human, request: { name: of } });
const change = {
  source: 'iam',
  name: 'AttachRolePolicy',
  identity: human,
  request: { roleName: 'job', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
};
const trail = (name: string) => ({ source: 'cloudtrail', name, identity: human, request: { name: 'main' } });

export default defineCases({
  fail: [
    {
      name: 'a rule disabled, a role strengthened, the rule enabled',
      trail: [rule('DisableRule'), change, rule('EnableRule')],
      says: 'AttachRolePolicy',
    },
    {
      name: 'logging stopped and started around a change',
      trail: [trail('StopLogging'), change, trail('StartLogging')],
    },
  ],
  pass: [
    { name: 'nothing changed in between', trail: [rule('DisableRule'), rule('EnableRule')] },
    { name: 'the change came before', trail: [change, rule('DisableRule'), rule('EnableRule')] },
    { name: 'another rule was enabled', trail: [rule('DisableRule'), change, rule('EnableRule', 'other')] },
  ],
});
