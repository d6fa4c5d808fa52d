import { describe, expect, it } from 'vitest';
import { expandAction } from '../../shared/policy/actions.ts';
import { comparePower } from '../../shared/policy/compare-power.ts';
import type { Power } from '../../shared/policy/power.ts';
import { allow, own, passTo, power } from './holder.ts';

describe('two versions of a holder', () => {
  const base = power(allow('sqs:SendMessage', 'arn:aws:sqs:*:*:q'));

  it.each<[string, Power, Power, readonly string[]]>([
    ['nothing', base, base, []],
    [
      'one action more',
      base,
      power(allow(['sqs:SendMessage', 'sqs:ReceiveMessage'], 'arn:aws:sqs:*:*:q')),
      ['1 more action (reading)'],
    ],
    [
      'permissions management',
      base,
      power(allow(['sqs:SendMessage', 'sqs:AddPermission', 'sqs:ReceiveMessage'], 'arn:aws:sqs:*:*:q')),
      ['2 more actions, 1 of them permissions management'],
    ],
    [
      'as many, but worse',
      base,
      power(allow(['sqs:AddPermission'], 'arn:aws:sqs:*:*:q')),
      ['as many actions, but 1 more of them permissions management'],
    ],
    ['all of one level', power(), base, ['1 more action (writing)']],
    [
      'several of one level',
      power(),
      power(allow(['sqs:SendMessage', 'sqs:DeleteMessage'], 'arn:aws:sqs:*:*:q')),
      ['2 more actions, all of them writing'],
    ],
    ['fewer', base, power(), ['1 fewer action (writing)']],
    [
      'passing roles',
      power(),
      power(passTo('lambda.amazonaws.com')),
      ['1 more action (writing)', 'can now pass any role to Lambda'],
    ],
    [
      'passing roles no more',
      power(passTo('lambda.amazonaws.com')),
      power(),
      ['1 fewer action (writing)', 'can no longer pass roles'],
    ],
    [
      'passing roles to more',
      power(passTo('lambda.amazonaws.com')),
      power(
        allow('iam:PassRole', '*', {
          StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'glue.amazonaws.com'] },
        }),
      ),
      ['can now pass any role to glue'],
    ],
    [
      'passing more roles',
      power(allow('iam:PassRole', `arn:aws:iam::${own}:role/r`)),
      power(allow('iam:PassRole')),
      ['can now pass any role to any service'],
    ],
    [
      'passing another role',
      power(allow('iam:PassRole', `arn:aws:iam::${own}:role/r`)),
      power(allow('iam:PassRole', `arn:aws:iam::${own}:role/s`)),
      [`can now pass arn:aws:iam::${own}:role/s to any service`],
    ],
    [
      'an administrator',
      base,
      power(allow('*')),
      [
        'is now an administrator',
        '22091 more actions, 425 of them permissions management',
        'can now pass any role to any service',
      ].map((line) => line.replace('22091', String(expandAction('*').length - 1))),
    ],
    [
      'taking over a function',
      power(),
      power(allow('lambda:UpdateFunctionCode', `arn:aws:lambda:eu-west-1:${own}:function:f`)),
      ['1 more action (writing)', `can now act with the permissions of arn:aws:lambda:eu-west-1:${own}:function:f`],
    ],
    [
      'escalating',
      power(),
      power(allow('lambda:UpdateFunctionCode')),
      ['1 more action (writing)', 'can now escalate its privileges: replace the code of a function (lambda-003)'],
    ],
    [
      'escalating no more',
      power(allow('lambda:UpdateFunctionCode')),
      power(),
      [
        '1 fewer action (writing)',
        'can no longer escalate its privileges: replace the code of a function (lambda-003)',
      ],
    ],
    [
      'reading secrets',
      power(),
      power(allow('secretsmanager:GetSecretValue')),
      [
        '1 more action (reading)',
        'can now obtain credentials: secretsmanager:GetSecretValue',
        'can now read any stored data: secretsmanager:GetSecretValue',
      ],
    ],
    [
      'reading secrets no more',
      power(allow('secretsmanager:GetSecretValue')),
      power(),
      [
        '1 fewer action (reading)',
        'can no longer obtain credentials: secretsmanager:GetSecretValue',
        'can no longer read any stored data: secretsmanager:GetSecretValue',
      ],
    ],
    [
      'a wildcard',
      power(),
      power(allow('chatbot:Get*', 'arn:aws:chatbot:::x')),
      [
        `${expandAction('chatbot:Get*').length} more actions, all of them reading`,
        'wildcards added: chatbot:Get* on arn:aws:chatbot:::x',
      ],
    ],
    ['near an administrator', power(), power(allow('iam:*')), []],
  ])('differ by %s', (_, before, after, expected) => {
    if (expected.length === 0 && before !== after)
      expect(comparePower(before, after)[0]).toMatch(/^is now near an administrator: /);
    else expect(comparePower(before, after)).toEqual(expected);
  });

  it('say so when an administrator goes', () => {
    expect(comparePower(power(allow('*')), base)).toEqual(
      expect.arrayContaining(['is no longer an administrator', 'can no longer pass roles']),
    );
    expect(comparePower(power(allow('iam:*')), base)[0]).toBe('is no longer near an administrator');
  });
});
