import { account, deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aUser } from '../../support/resources.ts';

const set = (name: string, identity = human, userName = 'ada') => ({
  source: 'iam',
  name,
  identity,
  request: { userName, passwordResetRequired: false },
});
const ada = { ...human, arn: `arn:aws:iam::${account}:user/ada`, userName: 'ada' };

export default defineCases({
  fail: [
    {
      name: 'a user gets a password from somebody else',
      given: [aUser()],
      trail: [set('CreateLoginProfile')],
      keys: ['password'],
      severity: 'medium',
    },
    {
      name: 'the password of a user is changed by somebody else, as high',
      given: [aUser()],
      trail: [set('UpdateLoginProfile')],
      severity: 'high',
    },
  ],
  pass: [
    { name: 'by a role, where nothing was declared', given: [aUser()], trail: [set('CreateLoginProfile', deployer)] },
    { name: 'the own password', given: [aUser()], trail: [set('UpdateLoginProfile', ada)] },
    {
      name: 'set and taken away again',
      given: [aUser()],
      trail: [set('CreateLoginProfile'), { source: 'iam', name: 'DeleteLoginProfile', request: { userName: 'ada' } }],
    },
  ],
});
