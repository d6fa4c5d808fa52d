import { parseArn } from '../arn.ts';
import { knownValue } from '../engine/facet.ts';
import { type Document, facetOf } from '../inventory/document.ts';
import type { Json } from '../json.ts';
import { accessLevelOf, expandAction } from '../policy/actions.ts';
import { parsePolicy } from '../policy/document.ts';

/** A resource that a role is allowed to use, and how. */
export interface DataUse {
  readonly resource: string;
  /** `reads`, `writes`, `reads and writes` */
  readonly access: string;
}

/** Services whose resources hold data or pass it on; the others would only be noise on a map. */
const dataServices: ReadonlySet<string> = new Set([
  'dynamodb',
  's3',
  'sqs',
  'sns',
  'kinesis',
  'firehose',
  'secretsmanager',
  'ssm',
  'kms',
  'events',
  'states',
  'lambda',
  'rds',
  'es',
  'appsync',
]);

/** Parts of a resource belong to it: objects to their bucket, indexes and streams to their table. */
export const wholeResource = (arn: string): string | undefined => {
  const parts = parseArn(arn);
  if (parts === undefined || !dataServices.has(parts.service)) return undefined;
  const trimmed = arn
    .replace(/(:table\/[^/*]+)\/.*$/, '$1')
    .replace(/^(arn:[^:]*:s3:::[^/*]+)\/.*$/, '$1')
    .replace(/:\*$/, '');
  return /[*?$]/.test(trimmed) ? undefined : trimmed;
};

const isWrite = (action: string): boolean => {
  const level = accessLevelOf(action);
  return level === 'write' || level === 'permissions';
};

/** What the inline policies of a role name: the data that the functions behind it read and write. */
export const dataOf = (role: Document): readonly DataUse[] => {
  const inline = (knownValue(facetOf(role, 'inlinePolicies')) ?? {}) as { readonly [name: string]: Json };
  const uses = new Map<string, { reads: boolean; writes: boolean }>();
  for (const statement of Object.values(inline).flatMap((body) => parsePolicy(body).statements)) {
    if (statement.effect !== 'Allow') continue;
    for (const arn of statement.resources ?? []) {
      const resource = wholeResource(arn);
      if (resource === undefined) continue;
      const service = parseArn(resource)?.service ?? '';
      const actions = (statement.actions ?? [])
        .filter((action) => action === '*' || action.toLowerCase().startsWith(`${service}:`))
        .flatMap(expandAction);
      if (actions.length === 0) continue;
      const use = uses.get(resource) ?? { reads: false, writes: false };
      use.writes ||= actions.some(isWrite);
      use.reads ||= actions.some((action) => !isWrite(action));
      uses.set(resource, use);
    }
  }
  return [...uses].map(([resource, { reads, writes }]) => ({
    resource,
    access: reads && writes ? 'reads and writes' : writes ? 'writes' : 'reads',
  }));
};
