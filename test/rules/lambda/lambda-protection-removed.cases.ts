import { account } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, queueArnOf } from '../../support/resources.ts';

const key = `arn:aws:kms:eu-west-1:${account}:key/0b1c`;
const update = (more: { kMSKeyArn?: string; deadLetterConfig?: { targetArn: string } }) => ({
  name: 'UpdateFunctionConfiguration20150331v2',
  request: { functionName: 'orders', ...more },
});
const guarded = aFunction({ kmsKey: key, deadLetterTarget: queueArnOf('dead') });

export default defineCases({
  fail: [
    {
      name: 'the key is removed',
      given: [guarded],
      trail: [update({ kMSKeyArn: '' })],
      keys: ['key'],
      severity: 'medium',
    },
    {
      name: 'the dead-letter target is removed',
      given: [guarded],
      trail: [update({ deadLetterConfig: { targetArn: '' } })],
      keys: ['dead-letters'],
      severity: 'low',
    },
  ],
  pass: [
    { name: 'there was none of them', given: [aFunction()], trail: [update({ kMSKeyArn: '' })] },
    { name: 'removed and set again', given: [guarded], trail: [update({ kMSKeyArn: '' }), update({ kMSKeyArn: key })] },
    {
      name: 'a declared deployment',
      given: [guarded],
      trail: [update({ kMSKeyArn: '' })],
      context: { deployRoles: ['deploy'] },
    },
  ],
});
