import { type Command, InvalidArgumentError } from 'commander';
import { type AccountId, isAccountId } from '../arn.ts';
import { contextOf, readConfig } from '../config.ts';
import { type Context, emptyContext } from '../engine/context.ts';

/** The flags that say what is one's own, as commander hands them over. */
export interface ContextOptions {
  readonly account?: readonly AccountId[];
  readonly trustedAccount?: readonly AccountId[];
  readonly org?: readonly string[];
  readonly region?: string;
  readonly config?: string;
}

/** An account id as it is given on the command line. */
export const accountId = (text: string): AccountId => {
  if (!isAccountId(text)) throw new InvalidArgumentError('an account id has twelve digits.');
  return text;
};

const account = (text: string, earlier: readonly AccountId[] = []): readonly AccountId[] => [
  ...earlier,
  accountId(text),
];

const organization = (text: string, earlier: readonly string[] = []): readonly string[] => {
  if (!/^o-[a-z0-9]{10,32}$/.test(text)) throw new InvalidArgumentError('an organization id looks like o-a1b2c3d4e5.');
  return [...earlier, text];
};

const region = (text: string): string => {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text)) throw new InvalidArgumentError('a Region looks like eu-west-1.');
  return text;
};

/** Adds the flags that the commands which judge have in common. */
export const addContextOptions = (command: Command): Command =>
  command
    .option('--account <id>', 'an own account (repeatable; default: the one a resource lives in)', account)
    .option('--trusted-account <id>', 'a known third party (repeatable)', account)
    .option('--org <id>', 'an own organization (repeatable)', organization)
    .option('--region <region>', 'the Region, where the input does not say', region)
    .option('--config <file>', 'a configuration file, as deployed (JSON or YAML)');

const union = <T>(...lists: readonly (readonly T[] | undefined)[]): readonly T[] => [
  ...new Set(lists.flatMap((list) => list ?? [])),
];

/**
 * What the operator says about the world: the configuration file, and the flags added to it.
 * @throws TrailwardenError `config-invalid`, `input-unreadable`
 */
export const contextFrom = (options: ContextOptions): Context => {
  const base = options.config === undefined ? emptyContext : contextOf(readConfig(options.config));
  return {
    ...base,
    accounts: union(base.accounts, options.account),
    trustedAccounts: union(base.trustedAccounts, options.trustedAccount),
    organizations: union(base.organizations, options.org),
  };
};
