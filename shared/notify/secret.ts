import { messageOf, TrailwardenError } from '../errors.ts';

/** Where a secret lies. Its value is never in an environment variable, a template or a log. */
export type SecretName = { readonly parameter: string } | { readonly secret: string };

/** The calls that reading makes, for the policy of the role that reads; `kms:Decrypt` where its key is one's own. */
export const secretActions = {
  parameter: ['ssm:GetParameter'],
  secret: ['secretsmanager:GetSecretValue'],
  key: ['kms:Decrypt'],
} as const;

/** How long a value is trusted: a rotated secret is picked up within this time. */
const rememberedFor = 5 * 60 * 1000;

// Loaded when first used: a function has one kind of secret, and starts faster without the client of the other.
const fetchValue = async (name: SecretName): Promise<string | undefined> => {
  if ('parameter' in name) {
    const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
    const { Parameter } = await new SSMClient({}).send(
      new GetParameterCommand({ Name: name.parameter, WithDecryption: true }),
    );
    return Parameter?.Value;
  }
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: name.secret }),
  );
  return SecretString;
};

/** Makes what reads a secret and remembers it for a few minutes, in memory only. */
export const createSecretReader = (name: SecretName, now: () => Date): (() => Promise<string>) => {
  const place = 'parameter' in name ? `the parameter ${name.parameter}` : `the secret ${name.secret}`;
  let remembered: { readonly value: string; readonly readAt: number } | undefined;
  return async () => {
    const time = now().getTime();
    if (remembered !== undefined && time - remembered.readAt < rememberedFor) return remembered.value;
    let value: string | undefined;
    try {
      value = await fetchValue(name);
    } catch (cause) {
      const denied = cause instanceof Error && /AccessDenied/.test(cause.name);
      throw new TrailwardenError(
        denied ? 'access-denied' : 'unavailable',
        `${place} could not be read: ${messageOf(cause)}`,
        { cause },
      );
    }
    if (value === undefined || value.trim() === '') {
      throw new TrailwardenError('config-invalid', `${place}: expected a text, got none`);
    }
    remembered = { value, readAt: time };
    return value;
  };
};
