import { parsePolicy } from '../../shared/policy/document.ts';
import { type Power, type PowerOptions, powerOf } from '../../shared/policy/power.ts';

export const own = '111111111111';
export const other = '222222222222';

export const policy = (...statements: readonly object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement: statements });
export const allow = (
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  condition?: object,
) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition && { Condition: condition }),
});
export const deny = (
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  condition?: object,
) => ({
  ...allow(action, resource, condition),
  Effect: 'Deny',
});
export const power = (...statements: readonly object[]): Power =>
  powerOf([{ name: 'p', policy: policy(...statements) }], { account: own });
export const within = (options: PowerOptions, ...statements: readonly object[]): Power =>
  powerOf([{ name: 'p', policy: policy(...statements) }], options);
export const paths = ({ privilegeEscalation }: Power) => privilegeEscalation.map(({ path }) => path);
export const limited = ({ limitedEscalation }: Power) =>
  limitedEscalation.map(({ path, targets }) => [path, ...targets]);

export const run = ['lambda:CreateFunction', 'lambda:InvokeFunction'];
export const passTo = (service: string, operator = 'StringEquals') =>
  allow('iam:PassRole', '*', { [operator]: { 'iam:PassedToService': service } });
