import { account, deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aUser } from '../../support/resources.ts';

const create = (identity: typeof human, userName = 'ada') => ({
  source: 'iam',
  name: 'CreateAccessKey',
  identity,
  request: { userName },
  response: { accessKey: { userName, accessKeyId: 'AKIAEXAMPLE', status: 'Active' } },
});
const mallory = { ...human, arn: `arn:aws:iam::${account}:user/mallory`, userName: 'mallory' };

export default defineCases({
  fail: [
    {
      name: 'a person makes one for another user',
      given: [aUser()],
      trail: [create(human)],
      keys: ['AKIAEXAMPLE'],
      severity: 'high',
    },
    { name: 'a person makes another one for themselves, as low', trail: [create(mallory, 'mallory')], severity: 'low' },
  ],
  pass: [
    { name: 'by a role, where nothing was declared', given: [aUser()], trail: [create(deployer)] },
    {
      name: 'made and deleted again',
      given: [aUser()],
      trail: [
        create(human),
        { source: 'iam', name: 'DeleteAccessKey', request: { userName: 'ada', accessKeyId: 'AKIAEXAMPLE' } },
      ],
    },
  ],
});
