import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createSecretReader } from '../../shared/notify/secret.ts';

vi.stubEnv('AWS_REGION', 'eu-west-1');

const parameters = mockClient(SSMClient);
const secrets = mockClient(SecretsManagerClient);
beforeEach(() => {
  parameters.reset();
  secrets.reset();
});

describe('a secret', () => {
  it('is a decrypted parameter, read once for five minutes', async () => {
    parameters
      .on(GetParameterCommand, { Name: '/slack', WithDecryption: true })
      .resolves({ Parameter: { Value: 'x' } });
    let time = 0;
    const read = createSecretReader({ parameter: '/slack' }, () => new Date(time));
    expect([await read(), await read()]).toEqual(['x', 'x']);
    expect(parameters.calls()).toHaveLength(1);
    time = 5 * 60_000;
    await read();
    expect(parameters.calls()).toHaveLength(2);
  });

  it('is a value of Secrets Manager', async () => {
    secrets.on(GetSecretValueCommand, { SecretId: 'slack' }).resolves({ SecretString: 'y' });
    expect(await createSecretReader({ secret: 'slack' }, () => new Date(0))()).toBe('y');
  });

  it('that may not be read, or is empty, is a clear error with its name', async () => {
    const read = createSecretReader({ parameter: '/slack' }, () => new Date(0));
    parameters.on(GetParameterCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    await expect(read()).rejects.toMatchObject({ code: 'access-denied', message: expect.stringContaining('/slack') });
    parameters.on(GetParameterCommand).resolves({ Parameter: { Value: ' ' } });
    await expect(read()).rejects.toMatchObject({ code: 'config-invalid' });
  });
});
