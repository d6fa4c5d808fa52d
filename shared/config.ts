import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { AccountId } from './arn.ts';
import { type Context, emptyContext } from './engine/context.ts';
import { severities } from './engine/severity.ts';
import { messageOf, TrailwardenError } from './errors.ts';

const accountId = z
  .union([z.string(), z.number()])
  .transform((id) => String(id).padStart(12, '0'))
  .refine((text) => /^\d{12}$/.test(text), 'an account id has twelve digits')
  .transform((text) => text as AccountId);

const region = z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/, 'a Region looks like eu-west-1');
const organization = z.string().regex(/^o-[a-z0-9]{10,32}$/, 'an organization id looks like o-a1b2c3d4e5');

const instant = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'expected an ISO 8601 date or time')
  .transform((text) => `${new Date(text).toISOString().slice(0, 19)}Z`);

const suppression = z
  .strictObject({
    reason: z.string().min(1).describe('why this is meant'),
    until: instant.describe('from this time on the finding is active again'),
    finding: z.string().optional(),
    rule: z.string().optional().describe('rule id; * allowed'),
    resource: z.string().optional().describe('ARN; * allowed'),
    account: accountId.optional(),
    tag: z.strictObject({ key: z.string(), value: z.string() }).optional(),
  })
  .refine(
    ({ finding, rule, resource, account, tag }) =>
      [finding, rule, resource, account, tag].some((selector) => selector !== undefined),
    'expected at least one of finding, rule, resource, account, tag',
  );

const slack = z
  .strictObject({
    parameter: z.string().startsWith('/').optional().describe('name of an SSM SecureString with the secret'),
    secret: z.string().min(1).optional().describe('ARN or name of a Secrets Manager secret'),
    channel: z.string().min(1).optional().describe('with a bot token: the channel; without: the secret is a webhook'),
    key: z.string().startsWith('arn:').optional().describe('ARN of the KMS key, where the secret has one of its own'),
    minimumSeverity: z.enum(severities).default('low'),
  })
  .refine(
    ({ parameter, secret }) => (parameter === undefined) !== (secret === undefined),
    'expected exactly one of parameter, secret',
  );

const email = z.union([
  z.email().transform((address) => ({ address, minimumSeverity: 'informational' as const })),
  z.strictObject({ address: z.email(), minimumSeverity: z.enum(severities).default('informational') }),
]);

const schema = z.strictObject({
  accounts: z.array(accountId).default([]).describe('own accounts; default: the account a resource lives in'),
  trustedAccounts: z.array(accountId).default([]).describe('known third parties'),
  organizationId: organization.optional(),
  organizations: z.array(organization).default([]).describe('more own organizations'),
  ownerTag: z.string().min(1).default(emptyContext.ownerTag).describe('the tag that names an owner'),
  deployRoles: z.array(z.string()).default([]).describe('names of the roles that deploy; * allowed'),
  deployBuckets: z.array(z.string()).default([]).describe('buckets that packages come from; * allowed'),
  layerAccounts: z.array(accountId).default([]).describe('publishers of layers beside AWS'),
  ownResources: z.array(z.string()).default([]).describe("more ARN patterns of Trailwarden's own resources"),
  suppressions: z
    .union([z.array(suppression), z.string().min(1)])
    .default([])
    .describe('what is meant, with a reason and an end; or the file that says so'),
  homeRegion: region.optional().describe('where the stack lives; default: the Region of the credentials'),
  sweep: z
    .strictObject({
      regions: z.array(region).default([]).describe('default: the home Region'),
      pace: z.number().positive().default(1).describe('how much faster than usual the account may be read'),
    })
    .prefault({})
    .describe('what of the account is read once a day'),
  emails: z.array(email).default([]).describe('who gets each notification as an e-mail'),
  slack: slack.optional(),
  securityHub: z.boolean().default(false).describe('whether findings are imported into Security Hub'),
  ocsf: z.boolean().default(false).describe('whether each step is put on the default event bus as an OCSF event'),
});

/** One suppression as a file says it. */
export type SuppressionEntry = z.input<typeof suppression>;

/** What an operator says, checked; `docs/operations.md` explains each member. */
export interface Config extends Omit<z.output<typeof schema>, 'suppressions'> {
  readonly suppressions: Context['suppressions'];
}

const problemsOf = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `${path.join('.') || 'top level'}: ${message}`).join('; ');

const checked = <T>(where: string, type: z.ZodType<T>, value: unknown): T => {
  const parsed = type.safeParse(value);
  if (!parsed.success) throw new TrailwardenError('config-invalid', `${where}: ${problemsOf(parsed.error)}`);
  return parsed.data;
};

const readFile = (file: string): unknown => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TrailwardenError('input-unreadable', `${file}: could not be read: ${messageOf(cause)}`, { cause });
  }
  try {
    return parse(text) ?? {};
  } catch (cause) {
    const place = cause instanceof YAMLParseError && cause.linePos ? `:${cause.linePos[0].line}` : '';
    const message = `${file}${place}: expected JSON or YAML: ${messageOf(cause)}`;
    throw new TrailwardenError('config-invalid', message, { cause });
  }
};

/**
 * Checks a configuration. A suppression file is looked for beside `where`.
 * @throws TrailwardenError `config-invalid` with every place that is wrong
 */
export const checkConfig = (value: unknown, where: string): Config => {
  const config = checked(where, schema, value);
  const { suppressions } = config;
  if (typeof suppressions !== 'string') return { ...config, suppressions };
  const file = resolve(dirname(where), suppressions);
  return { ...config, suppressions: checkSuppressions(readFile(file), file) };
};

/**
 * Checks what a suppression file holds.
 * @throws TrailwardenError `config-invalid` with every place that is wrong
 */
export const checkSuppressions = (value: unknown, where: string): Context['suppressions'] =>
  checked(where, z.array(suppression), value);

/**
 * Reads a configuration file, JSON or YAML.
 * @throws TrailwardenError `input-unreadable`, `config-invalid`
 */
export const readConfig = (file: string): Config => checkConfig(readFile(file), file);

/** What rules get to know of a configuration. */
export const contextOf = (config: Config): Context => ({
  accounts: config.accounts,
  trustedAccounts: config.trustedAccounts,
  organizations: [...(config.organizationId === undefined ? [] : [config.organizationId]), ...config.organizations],
  deployRoles: config.deployRoles,
  deployBuckets: config.deployBuckets,
  layerAccounts: config.layerAccounts,
  ownerTag: config.ownerTag,
  ownResources: config.ownResources,
  suppressions: config.suppressions,
});
