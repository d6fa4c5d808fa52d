import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import { known, type Sam, SamError, subText } from './context.ts';

/** A method that the policy is about. */
export interface PolicyTarget {
  readonly path: string;
  readonly method: string;
}

const listOf = (sam: Sam, policy: JsonObject, key: string, path: Path): readonly Json[] => {
  const value = policy[key];
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? value : [value];
  const plain = key.startsWith('SourceVpc');
  return list.map((one: Json, index) => {
    const held = known(sam, one) ?? one;
    if (plain && typeof held !== 'string') {
      throw new SamError(
        [...path, key, index],
        `${key} has ${gotOf(one)}, allowed is text; functions go into Intrinsic${key.slice(6)}`,
      );
    }
    return held;
  });
};

/** The statements that one method needs for the lists of a resource policy. */
const statementsFor = (
  sam: Sam,
  policy: JsonObject,
  stage: Json,
  target: PolicyTarget,
  path: Path,
): readonly Json[] => {
  const place = target.path.replace(/\{[A-Za-z0-9._+-]+\}/g, '*').replace(/^\//, '');
  const method = target.method.startsWith('x-amazon') ? '*' : target.method.toUpperCase();
  const resource = [subText(`execute-api:/\${__Stage__}/${method}/${place}`, { __Stage__: stage })];
  const out: Json[] = [];
  const statement = (effect: string, principal: Json, condition?: JsonObject): void => {
    out.push({
      Effect: effect,
      Action: 'execute-api:Invoke',
      Resource: resource,
      Principal: principal,
      ...(condition ? { Condition: condition } : {}),
    });
  };
  const list = (key: string): readonly Json[] => listOf(sam, policy, key, path);
  const allowed = list('AwsAccountWhitelist');
  if (allowed.length > 0) statement('Allow', { AWS: allowed });
  const denied = list('AwsAccountBlacklist');
  if (denied.length > 0) statement('Deny', { AWS: denied });
  const open = (): void => {
    if (!out.some((one) => isObject(one) && one['Effect'] === 'Allow' && one['Principal'] === '*'))
      statement('Allow', '*');
  };
  const addresses = (key: string, operator: string): void => {
    const values = list(key);
    if (values.length === 0) return;
    open();
    statement('Deny', '*', { [operator]: { 'aws:SourceIp': values } });
  };
  addresses('IpRangeWhitelist', 'NotIpAddress');
  addresses('IpRangeBlacklist', 'IpAddress');
  const networks = (suffix: string, operator: string): void => {
    const plain = list(`SourceVpc${suffix}`);
    const of = (prefix: string): readonly Json[] =>
      plain.filter((one) => typeof one === 'string' && one.startsWith(prefix));
    const vpcs = [...of('vpc-'), ...list(`IntrinsicVpc${suffix}`)];
    const endpoints = [...of('vpce-'), ...list(`IntrinsicVpce${suffix}`)];
    const condition = {
      ...(vpcs.length > 0 ? { 'aws:SourceVpc': vpcs } : {}),
      ...(endpoints.length > 0 ? { 'aws:SourceVpce': endpoints } : {}),
    };
    if (Object.keys(condition).length === 0) return;
    open();
    statement('Deny', '*', { [operator]: condition });
  };
  networks('Blacklist', 'StringEquals');
  networks('Whitelist', 'StringNotEquals');
  return out;
};

/**
 * The resource policy that `Auth.ResourcePolicy` of an API, or of an event, stands for.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-resourcepolicystatement.html
 */
export const resourcePolicy = (
  sam: Sam,
  entries: readonly { readonly policy: Json; readonly targets: readonly PolicyTarget[]; readonly path: Path }[],
  stage: Json,
): JsonObject | undefined => {
  const statements: Json[] = [];
  let custom: Json | undefined;
  for (const { policy, targets, path } of entries) {
    if (!isObject(policy)) throw new SamError(path, `ResourcePolicy is ${gotOf(policy)}, allowed is a mapping`);
    for (const target of targets) statements.push(...statementsFor(sam, policy, stage, target, path));
    const own = policy['CustomStatements'];
    if (own !== undefined && own !== null) {
      if (Array.isArray(own)) statements.push(...own);
      else custom = own;
    }
  }
  if (custom !== undefined) {
    return { Version: '2012-10-17', Statement: statements.length === 0 ? custom : [...statements, custom] };
  }
  return statements.length === 0 ? undefined : { Version: '2012-10-17', Statement: statements };
};
