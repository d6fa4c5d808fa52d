import { functionArn, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { allowing, aRole } from '../../support/resources.ts';
import { anEventRule } from '../../support/surface.ts';

const withRole = anEventRule({ targets: { fn: { arn: functionArn('orders'), role: roleArnOf('starter') } } });

export default defineCases({
  fail: [
    {
      name: 'an administrator',
      given: [aRole({ name: 'starter', inline: { all: allowing('*') } }), withRole],
      keys: ['fn'],
      severity: 'high',
    },
    {
      name: 'a role that can become one',
      given: [
        aRole({ name: 'starter', inline: { up: allowing(['iam:PutRolePolicy', 'iam:AttachRolePolicy']) } }),
        withRole,
      ],
      keys: ['fn'],
      severity: 'medium',
    },
  ],
  pass: [
    {
      name: 'a role that may only start its target',
      given: [
        aRole({ name: 'starter', inline: { one: allowing('lambda:InvokeFunction', functionArn('orders')) } }),
        withRole,
      ],
    },
    { name: 'a target that needs no role', given: [anEventRule()] },
  ],
  unknown: [{ name: 'a role that was never seen', given: [withRole] }],
});
