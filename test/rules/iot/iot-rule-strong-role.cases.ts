import { anIotRule } from '../../support/apis.ts';
import { functionArn, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { allowing, aRole } from '../../support/resources.ts';

const role = (action: string) => aRole({ name: 'iot', inline: { it: allowing(action) } });
const acting = anIotRule({ actions: [{ type: 'sns', target: functionArn('meters'), role: roleArnOf('iot') }] });

export default defineCases({
  fail: [{ name: 'the role is an administrator', given: [role('*'), acting], severity: 'high' }],
  pass: [
    { name: 'the role may publish', given: [role('sns:Publish'), acting] },
    { name: 'a function, which permits the rule by its policy', given: [anIotRule()] },
  ],
  unknown: [{ name: 'the role has not been seen', given: [acting] }],
});
