import type { Arn } from '../../arn.ts';
import { isObject, type Json } from '../../json.ts';
import { roleArn, userArn } from '../../trail/arns.ts';
import type { Rendered } from '../render.ts';
import { scalarText } from '../values.ts';
import { readPolicy } from './policy.ts';
import { effectsOn, refOf, type TemplateEffect, tagsOf, type View } from './view.ts';

const lastSegment = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A role of the template or of the account, by what names it. */
const roleRef = (view: View, named: string) => {
  const arn = roleArn(view.renderer.place, named);
  return refOf(view, 'role', arn, lastSegment(arn));
};

const userRef = (view: View, named: string) => {
  const arn = userArn(view.renderer.place, named);
  return refOf(view, 'user', arn, lastSegment(arn));
};

type Holder = 'role' | 'user';

/** The steps for inline policies: each known as far as it goes, and the whole known in part where one is. */
const inlineSteps = (
  on: ReturnType<typeof effectsOn<Holder>>,
  policies: readonly {
    readonly name: string;
    readonly rendered: Rendered;
    readonly from: readonly (string | number)[];
  }[],
): readonly TemplateEffect[] => {
  const out: TemplateEffect[] = [];
  for (const { rendered, from } of policies) {
    const read = readPolicy(rendered);
    if (!read) continue;
    if (read.open.length > 0) out.push(on.unresolved('inlinePolicies', read.open, ...from));
  }
  for (const { name, rendered, from } of policies) {
    const read = readPolicy(rendered);
    if (read) out.push(on.put('inlinePolicies', [name], read.document, ...from));
  }
  return out;
};

const part = (view: View, ...path: readonly (string | number)[]): Rendered => view.at(...path);

const inlineOf = (view: View) =>
  view
    .list('Policies')
    .filter(isObject)
    .map((policy, index) => ({
      name: scalarText(policy['PolicyName']) ?? `#${index}`,
      rendered: part(view, 'Policies', index, 'PolicyDocument'),
      from: ['Policies', index, 'PolicyDocument'],
    }));

const attachedSteps = (view: View, on: ReturnType<typeof effectsOn<Holder>>): readonly TemplateEffect[] => {
  const known: Record<string, true> = {};
  const open: string[] = [];
  view.list('ManagedPolicyArns').forEach((_, index) => {
    const arn = view.text('ManagedPolicyArns', index);
    if (arn === undefined) open.push(...view.at('ManagedPolicyArns', index).open);
    else known[arn] = true;
  });
  return open.length === 0
    ? [on.set('attachedPolicies', known, 'ManagedPolicyArns')]
    : on.partial('attachedPolicies', known, open, 'ManagedPolicyArns');
};

const role = (view: View): readonly TemplateEffect[] => {
  const ref = roleRef(view, view.arn);
  const on = effectsOn<'role'>(ref);
  const trust = readPolicy(view.at('AssumeRolePolicyDocument'));
  return [
    on.create(),
    on.set('path', view.text('Path') ?? '/', 'Path'),
    on.set('inlinePolicies', {}),
    ...(trust === undefined
      ? [on.unresolved('trustPolicy', view.at('AssumeRolePolicyDocument').open, 'AssumeRolePolicyDocument')]
      : trust.open.length === 0
        ? [on.set('trustPolicy', trust.document, 'AssumeRolePolicyDocument')]
        : on.partial('trustPolicy', trust.document, trust.open, 'AssumeRolePolicyDocument')),
    ...attachedSteps(view, on as ReturnType<typeof effectsOn<Holder>>),
    on.read('boundary', view.at('PermissionsBoundary'), (value) => scalarText(value) ?? null, 'PermissionsBoundary'),
    on.set('tags', tagsOf(view.at('Tags').value), 'Tags'),
    ...inlineSteps(on as ReturnType<typeof effectsOn<Holder>>, inlineOf(view)),
  ];
};

const user = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'user'>(userRef(view, view.arn));
  const shared = on as ReturnType<typeof effectsOn<Holder>>;
  return [
    on.create(),
    on.set('inlinePolicies', {}),
    ...attachedSteps(view, shared),
    on.set('groups', Object.fromEntries(namesIn(view, 'Groups').map((name) => [name, true as const])), 'Groups'),
    on.set('accessKeys', {}),
    on.set('consolePassword', view.at('LoginProfile').value !== undefined, 'LoginProfile'),
    ...inlineSteps(shared, inlineOf(view)),
  ];
};

const holders = (view: View): readonly (readonly [Holder, string])[] => [
  ...namesIn(view, 'Roles').map((name) => ['role', name] as const),
  ...namesIn(view, 'Users').map((name) => ['user', name] as const),
  ...(view.named('RoleName') === undefined ? [] : [['role', view.named('RoleName') ?? ''] as const]),
  ...(view.named('UserName') === undefined ? [] : [['user', view.named('UserName') ?? ''] as const]),
];

const namesIn = (view: View, property: string): readonly string[] =>
  view.list(property).flatMap((_, index) => view.named(property, index) ?? []);

const holderEffects = (view: View, [kind, name]: readonly [Holder, string]) =>
  effectsOn<Holder>(kind === 'role' ? roleRef(view, name) : userRef(view, name));

/** `AWS::IAM::Policy` and its like put an inline policy into each holder they name. */
const inline = (view: View): readonly TemplateEffect[] => {
  const name = view.text('PolicyName') ?? view.resource.logicalId;
  const policy = { name, rendered: view.at('PolicyDocument'), from: ['PolicyDocument'] };
  return holders(view).flatMap((holder) => inlineSteps(holderEffects(view, holder), [policy]));
};

const managed = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'managed-policy'>(refOf(view, 'managed-policy'));
  const read = readPolicy(view.at('PolicyDocument'));
  const versions: readonly TemplateEffect[] =
    read === undefined
      ? [on.unresolved('versions', view.at('PolicyDocument').open, 'PolicyDocument')]
      : read.open.length === 0
        ? [on.set('versions', { v1: read.document }, 'PolicyDocument')]
        : on.partial('versions', { v1: read.document }, read.open, 'PolicyDocument');
  const attached = holders(view).map((holder) =>
    holderEffects(view, holder).put('attachedPolicies', [view.arn], true, holder[0] === 'role' ? 'Roles' : 'Users'),
  );
  return [on.create(), ...versions, on.set('defaultVersion', 'v1'), ...attached];
};

const members = (view: View): readonly TemplateEffect[] => {
  const group = view.named('GroupName');
  if (group === undefined) return [];
  return namesIn(view, 'Users').map((name) =>
    effectsOn<'user'>(userRef(view, name)).put('groups', [group], true, 'Users'),
  );
};

const accessKey = (view: View): readonly TemplateEffect[] => {
  const name = view.named('UserName');
  if (name === undefined) return [];
  const on = effectsOn<'user'>(userRef(view, name));
  return [on.put('accessKeys', [view.name], view.text('Status') ?? 'Active', 'UserName')];
};

const accountArn = (view: View): Arn => {
  const { place } = view.renderer;
  return `arn:${place.partition}:iam::${place.account}:root` as Arn;
};

const provider =
  (type: string) =>
  (view: View): readonly TemplateEffect[] => {
    const on = effectsOn<'identity-provider'>(refOf(view, 'identity-provider'));
    const account = effectsOn<'account'>(refOf(view, 'account', accountArn(view), view.renderer.place.account));
    return [
      on.create(),
      on.set('type', type),
      on.read('url', view.at('Url'), (value: Json | undefined) => scalarText(value) ?? null, 'Url'),
      account.put('identityProviders', [view.arn], true),
    ];
  };

export const iamMappers = {
  'AWS::IAM::Role': role,
  'AWS::IAM::User': user,
  'AWS::IAM::UserToGroupAddition': members,
  'AWS::IAM::AccessKey': accessKey,
  'AWS::IAM::Policy': inline,
  'AWS::IAM::RolePolicy': inline,
  'AWS::IAM::UserPolicy': inline,
  'AWS::IAM::ManagedPolicy': managed,
  'AWS::IAM::OIDCProvider': provider('oidc'),
  'AWS::IAM::SAMLProvider': provider('saml'),
};
