import type { Environment } from '../inventory/kinds/lambda.ts';

const namedLikeSecret =
  /(?:^|_)(?:SECRET|PASSWORD|PASSWD|PWD|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?|AUTH)(?:_|$)/i;
/** Names of where a secret is kept, rather than the secret. */
const namedLikeReference =
  /(?:_ARN|_NAME|_ID|_PATH|_URL|_URI|_PARAM(?:ETER)?|_TABLE|_BUCKET|_TTL|_LENGTH|_EXPIRY|_ENDPOINT|_REGION)$/i;
const valuesLikeSecret: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}\b/,
  /\bsk_live_[A-Za-z0-9]{16,}\b/,
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\b/,
  /:\/\/[^/\s:@]+:[^/\s@]{3,}@/,
];
const reference = /^(?:arn:|\{\{resolve:|ssm:|https?:\/\/[^@]*$|\$\{)/;

/** Whether an environment variable looks as if it held a secret itself. The value is looked at and forgotten. */
export const looksSecret = (name: string, value: string): boolean => {
  if (valuesLikeSecret.some((pattern) => pattern.test(value))) return true;
  if (!namedLikeSecret.test(name) || namedLikeReference.test(name)) return false;
  return (
    value.length >= 8 && !reference.test(value) && !/^(?:true|false|enabled|disabled|none|null|[\d.]+)$/i.test(value)
  );
};

/** Variables without their values. */
export const environmentOf = (variables: Readonly<Record<string, string>> | undefined): Environment => {
  const entries = Object.entries(variables ?? {});
  return {
    names: entries.map(([name]) => name).sort(),
    secretLike: entries.flatMap(([name, value]) => (looksSecret(name, value) ? [name] : [])).sort(),
  };
};
