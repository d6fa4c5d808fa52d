import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { AccountId } from '../arn.ts';
import { type Context, emptyContext } from '../engine/context.ts';
import { messageOf, TrailwardenError } from '../errors.ts';

const accountId = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^\d{12}$/.test(text), 'an account id has twelve digits')
  .transform((text) => text as AccountId);

const time = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'expected an ISO 8601 date or time')
  .transform((text) => `${new Date(text).toISOString().slice(0, 19)}Z`);

const suppression = z
  .strictObject({
    reason: z.string().min(1),
    until: time,
    finding: z.string().optional(),
    rule: z.string().optional(),
    resource: z.string().optional(),
    account: accountId.optional(),
    tag: z.strictObject({ key: z.string(), value: z.string() }).optional(),
  })
  .refine(
    ({ finding, rule, resource, account, tag }) =>
      [finding, rule, resource, account, tag].some((selector) => selector !== undefined),
    'expected at least one of finding, rule, resource, account, tag',
  );

/** The part of the configuration that judging depends on; what only a deployment reads is left alone. */
const schema = z.object({
  accounts: z.array(accountId).default([]),
  trustedAccounts: z.array(accountId).default([]),
  organizations: z.array(z.string()).optional(),
  organizationId: z.string().optional(),
  deployRoles: z.array(z.string()).default([]),
  deployBuckets: z.array(z.string()).default([]),
  layerAccounts: z.array(accountId).default([]),
  ownerTag: z.string().default(emptyContext.ownerTag),
  ownResources: z.array(z.string()).default([]),
  suppressions: z.array(suppression).default([]),
});

const read = (file: string): unknown => {
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
    throw new TrailwardenError('config-invalid', `${file}${place}: expected JSON or YAML: ${messageOf(cause)}`, {
      cause,
    });
  }
};

/**
 * Reads what a configuration file says about the world.
 * @throws TrailwardenError `input-unreadable`, `config-invalid` with every place that is wrong
 */
export const readConfigFile = (file: string): Context => {
  const parsed = schema.safeParse(read(file));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'top level'}: ${message}`);
    throw new TrailwardenError('config-invalid', `${file}: ${problems.join('; ')}`);
  }
  const { organizationId, organizations, ...rest } = parsed.data;
  return { ...rest, organizations: organizations ?? (organizationId === undefined ? [] : [organizationId]) };
};
