import { describe, expect, it } from 'vitest';
import { type Ask, type Holdings, hold, reachOf, shareTarget } from '../../shared/policy/reach.ts';
import { allow, deny, other, own, policy } from './holder.ts';

const role = (name: string, account = own) => `arn:aws:iam::${account}:role/${name}`;
const held = (...statements: readonly object[]): Pick<Holdings, 'allows' | 'denies'> => {
  const all = policy(...statements).statements;
  const of = (effect: string) =>
    all.filter((statement) => statement.effect === effect).map((statement) => hold(statement, String(statement.index)));
  return { allows: of('Allow'), denies: of('Deny') };
};
const pass: Ask = { action: 'iam:passrole', makesTarget: false };
const reach = (statements: readonly object[], ask: Partial<Ask> = {}, more: Partial<Holdings> = {}) =>
  reachOf({ ...pass, ...ask }, { account: own, ...held(...statements), ...more });
const except = (notResource: string | readonly string[], effect: 'Allow' | 'Deny' = 'Deny') => ({
  Effect: effect,
  Action: 'iam:PassRole',
  NotResource: notResource,
});
const none = { level: 'none', when: [], targets: [], through: [] };
const tagged = { StringEquals: { 'aws:PrincipalTag/a': 'b' } };

describe('how far a holder gets with an action', () => {
  it.each<[name: string, statements: readonly object[], level: string, targets: readonly string[]]>([
    ['any role', [allow('iam:PassRole')], 'open', ['*']],
    ['any role of the account', [allow('iam:PassRole', role('*'))], 'open', [role('*')]],
    ['any role of any account', [allow('iam:PassRole', 'arn:aws:iam::*:role/*')], 'open', ['arn:aws:iam::*:role/*']],
    ['any role by a short pattern', [allow('iam:PassRole', 'arn:aws:iam*')], 'open', ['arn:aws:iam*']],
    [
      'any role of another partition',
      [allow('iam:PassRole', `arn:aws-cn:iam::${own}:*`)],
      'open',
      [`arn:aws-cn:iam::${own}:*`],
    ],
    ['some roles', [allow('iam:PassRole', role('app-*'))], 'limited', [role('app-*')]],
    ['named roles', [allow('iam:PassRole', [role('a'), role('b')])], 'limited', [role('a'), role('b')]],
    ['foreign roles', [allow('iam:PassRole', role('*', other))], 'none', []],
    ['no roles', [allow('iam:PassRole', 'arn:aws:s3:::*')], 'none', []],
    ['users', [allow('iam:PassRole', `arn:aws:iam::${own}:user/*`)], 'none', []],
    ['another action', [allow('iam:GetRole')], 'none', []],
    ['no action at all', [{ Effect: 'Allow', Resource: '*' }], 'none', []],
    ['all but another action', [{ Effect: 'Allow', NotAction: 'iam:GetRole', Resource: '*' }], 'open', ['*']],
    ['all but this action', [{ Effect: 'Allow', NotAction: 'iam:Pass*', Resource: '*' }], 'none', []],
    ['all but some resources', [except(role('admin'), 'Allow')], 'open', ['*']],
    ['all but all roles', [except(['arn:aws:s3:::*', 'arn:*:iam::*:role/*'], 'Allow')], 'none', []],
    ['what everything denies', [allow('iam:PassRole'), deny('*')], 'none', []],
    ['what another resource denies', [allow('iam:PassRole'), deny('iam:PassRole', 'arn:aws:s3:::b')], 'open', ['*']],
    [
      'what all roles deny',
      [allow('iam:PassRole'), deny('iam:*', ['arn:aws:s3:::b', 'arn:*:iam::*:role/*'])],
      'none',
      [],
    ],
    ['what a deny without resource denies', [allow('iam:PassRole'), { Effect: 'Deny', Action: 'iam:*' }], 'none', []],
    [
      'one of two named roles',
      [allow('iam:PassRole', [role('a'), role('b')]), deny('iam:PassRole', [role('a'), role('c')])],
      'limited',
      [role('b')],
    ],
    ['all but one, denied', [allow('iam:PassRole'), except(role('safe'))], 'limited', [role('safe')]],
    [
      'all but some, denied, of a few',
      [allow('iam:PassRole', [role('a'), role('b')]), except([role('a'), role('x')])],
      'limited',
      [role('a')],
    ],
    [
      'all but a pattern, denied, of one',
      [allow('iam:PassRole', role('a')), except(role('*'))],
      'limited',
      [role('a')],
    ],
    ['all but users, denied', [allow('iam:PassRole'), except(`arn:aws:iam::${own}:user/*`)], 'none', []],
    ['what a condition denies', [allow('iam:PassRole'), deny('iam:PassRole', '*', tagged)], 'open', ['*']],
  ])('over %s', (_, statements, level, targets) => {
    expect(reach(statements)).toMatchObject({ level, targets });
  });

  it('is as far as the widest statement, and names the condition keys only where all of those hang on some', () => {
    expect(reach([allow('iam:PassRole', role('a')), allow('iam:PassRole')])).toEqual({
      level: 'open',
      when: [],
      targets: ['*'],
      through: ['1'],
    });
    expect(reach([allow('iam:PassRole', '*', tagged), allow('iam:PassRole', role('*'))])).toEqual({
      level: 'open',
      when: [],
      targets: [role('*')],
      through: ['1'],
    });
    expect(reach([allow('iam:PassRole', '*', tagged), allow('iam:PassRole', role('a'))])).toEqual({
      level: 'open',
      when: ['aws:PrincipalTag/a'],
      targets: ['*'],
      through: ['0'],
    });
    expect(reach([])).toEqual(none);
  });

  it('hangs on what is asked', () => {
    const own1 = `arn:aws:iam::${own}:user/\${aws:username}`;
    const attach = { action: 'iam:attachuserpolicy' };
    expect(reach([allow('iam:AttachUserPolicy', own1)], attach)).toEqual(none);
    expect(reach([allow('iam:AttachUserPolicy', own1)], { ...attach, selfIsEnough: true }).level).toBe('open');
    const self = `arn:aws:iam::${own}:user/u`;
    const named = [allow('iam:AttachUserPolicy', self)];
    expect(reach(named, { ...attach, selfIsEnough: true }, { self }).level).toBe('open');
    expect(reach(named, attach, { self })).toEqual(none);
    expect(reach(named, { ...attach, selfIsEnough: true }, { self: `${self}2` }).level).toBe('limited');
    const create = { action: 'lambda:createfunction', makesTarget: true };
    const dev = `arn:aws:lambda:*:${own}:function:dev-*`;
    expect(reach([allow('lambda:CreateFunction', dev)], create)).toMatchObject({ level: 'open', targets: [dev] });
    const to = [allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } })];
    expect(reach(to, { passedTo: 'ec2.amazonaws.com' }).level).toBe('open');
    expect(reach(to, { passedTo: 'lambda.amazonaws.com' })).toEqual(none);
    const notTo = deny('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } });
    expect(reach([allow('iam:PassRole'), notTo], { passedTo: 'ec2.amazonaws.com' })).toEqual(none);
    expect(reach([allow('iam:PassRole'), notTo], { passedTo: 'lambda.amazonaws.com' }).level).toBe('open');
  });

  it('crosses accounts only to assume a role', () => {
    const assume = { action: 'sts:assumerole' };
    expect(reach([allow('sts:AssumeRole', role('r', other))], assume)).toMatchObject({ level: 'limited' });
    expect(reachOf(pass, held(allow('iam:PassRole', role('r', other)))).level).toBe('limited');
  });

  it('is held within a boundary', () => {
    const within = (statements: readonly object[], ...limits: readonly object[]) =>
      reach(statements, {}, { boundary: held(...limits) });
    expect(within([allow('iam:PassRole')], allow('*'))).toMatchObject({ level: 'open', targets: ['*'] });
    expect(within([allow('iam:PassRole')], allow('s3:*'))).toEqual(none);
    expect(within([allow('iam:PassRole')], allow('iam:*', role('app-*')))).toMatchObject({
      level: 'limited',
      targets: [role('app-*')],
    });
    expect(within([allow('iam:PassRole', role('a'))], allow('iam:*', role('b')))).toEqual(none);
    expect(within([allow('iam:PassRole', role('a'))], allow('iam:*', role('b')), allow('iam:*'))).toMatchObject({
      level: 'limited',
      targets: [role('a')],
    });
    expect(within([allow('iam:PassRole')], allow('iam:*', role('a')), allow('iam:*', role('*')))).toMatchObject({
      level: 'open',
      targets: [role('*')],
    });
    expect(within([allow('iam:PassRole')], allow('iam:*', '*', tagged))).toMatchObject({
      level: 'open',
      when: ['aws:PrincipalTag/a'],
    });
    expect(within([allow('iam:PassRole')], allow('iam:*', role('*', other)))).toEqual(none);
  });
});

describe('two steps on one new thing', () => {
  const targets = (...patterns: readonly string[]) => ({ ...none, level: 'limited', targets: patterns }) as const;

  it.each<[readonly string[], readonly string[], boolean]>([
    [['arn:a'], ['arn:a'], true],
    [['arn:a'], ['arn:b'], false],
    [['arn:a*'], ['arn:ab'], true],
    [['arn:ab'], ['arn:a*'], true],
    [['arn:a*'], ['arn:b*'], false],
    [['arn:a', 'arn:b'], ['arn:c', 'arn:b'], true],
    [['*'], ['arn:b'], true],
    [[], ['arn:b'], false],
  ])('%j and %j share a name: %s', (a, b, expected) => {
    expect(shareTarget(targets(...a), targets(...b))).toBe(expected);
  });
});
