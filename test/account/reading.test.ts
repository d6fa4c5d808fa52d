import {
  GetFunctionConcurrencyCommand,
  GetPolicyCommand,
  LambdaClient,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { functionReads, functions } from '../../shared/account/lambda.ts';
import { observe, readsFor } from '../../shared/account/reading.ts';
import { looksSecret } from '../../shared/account/secrets.ts';
import type { AccountId, Arn } from '../../shared/arn.ts';
import { unknown } from '../../shared/engine/facet.ts';
import { emptyDocument, type ResourceRef } from '../../shared/inventory/document.ts';
import { functionArn } from '../support/calls.ts';

const ref: ResourceRef = {
  kind: 'function',
  arn: functionArn('orders') as Arn,
  name: 'orders',
  account: '111122223333' as AccountId,
  region: 'eu-west-1',
};
const readAt = new Date('2026-03-02T09:00:00.500Z');
const only = (...facets: readonly string[]) =>
  functionReads.filter((read) => read.facets.some((facet) => facets.includes(facet)));
const client = () => {
  const mock = mockClient(LambdaClient);
  return { mock, lambda: new LambdaClient({ region: 'eu-west-1' }) };
};
const refusal = (name: string) => Object.assign(new Error(name), { name });

describe('reading a function', () => {
  it('joins the policy of the function and of each alias', async () => {
    const { mock, lambda } = client();
    mock.on(ListAliasesCommand).resolves({ Aliases: [{ Name: 'live', FunctionVersion: '3' }] });
    mock.on(GetPolicyCommand, { FunctionName: ref.arn, Qualifier: 'live' }).resolves({
      Policy: JSON.stringify({ Statement: [{ Sid: 'open', Effect: 'Allow', Principal: '*' }] }),
    });
    mock.on(GetPolicyCommand, { FunctionName: ref.arn }).rejectsOnce(refusal('ResourceNotFoundException'));
    mock.on(GetPolicyCommand, { FunctionName: ref.arn, Qualifier: 'live' }).resolves({
      Policy: JSON.stringify({ Statement: [{ Sid: 'open', Effect: 'Allow', Principal: '*' }] }),
    });
    const { change } = await observe(lambda, ref, only('resourcePolicy'), readAt);
    expect(change?.ops).toContainEqual({
      op: 'set',
      facet: 'resourcePolicy',
      value: { live: { open: { Sid: 'open', Effect: 'Allow', Principal: '*' } } },
    });
    expect(change?.time).toBe('2026-03-02T09:00:00Z');
  });

  it('says which permission is missing, and does not take a refusal for an emptiness', async () => {
    const { mock, lambda } = client();
    mock.on(ListFunctionUrlConfigsCommand).rejects(refusal('AccessDeniedException'));
    const { change, denied } = await observe(lambda, ref, only('urls'), readAt);
    expect(change?.ops).toEqual([
      { op: 'unreadable', facet: 'urls', reason: 'not-allowed', detail: 'needs lambda:ListFunctionUrlConfigs' },
    ]);
    expect(denied).toEqual([{ action: 'lambda:ListFunctionUrlConfigs', resource: ref.arn }]);
  });

  it('says that a throttled read did not answer', async () => {
    const { mock, lambda } = client();
    mock.on(GetFunctionConcurrencyCommand).rejects(refusal('TooManyRequestsException'));
    const { change, denied } = await observe(lambda, ref, only('reservedConcurrency'), readAt);
    expect(change?.ops).toMatchObject([{ op: 'unreadable', facet: 'reservedConcurrency', reason: 'unavailable' }]);
    expect(denied).toEqual([]);
  });

  it('withdraws a function that has gone in between', async () => {
    const { mock, lambda } = client();
    mock.on(GetFunctionConcurrencyCommand).rejects(refusal('ResourceNotFoundException'));
    expect((await observe(lambda, ref, only('reservedConcurrency'), readAt)).change).toBeUndefined();
  });

  it('asks only for what is not known', () => {
    const document = { ...emptyDocument(ref), facets: { environment: unknown('hidden') } };
    expect(readsFor(functionReads, document, ['environment']).flatMap(({ actions }) => actions)).toEqual([
      'lambda:GetFunctionConfiguration',
    ]);
  });

  it('lists functions page by page with what the list tells, and never a value of the environment', async () => {
    const { mock, lambda } = client();
    mock
      .on(ListFunctionsCommand)
      .resolvesOnce({
        Functions: [{ FunctionArn: functionArn('one'), Role: 'arn:aws:iam::111122223333:role/path/job' }],
        NextMarker: 'x',
      })
      .resolvesOnce({
        Functions: [
          {
            FunctionArn: functionArn('two'),
            Environment: { Variables: { DB_PASSWORD: 'hunter2-hunter2', STAGE: 'live' } },
          },
        ],
      });
    const place = { partition: 'aws', account: ref.account, region: ref.region };
    const first = await functions.list(lambda, place, undefined);
    const last = await functions.list(lambda, place, first.next);
    expect(mock.commandCalls(ListFunctionsCommand).map(({ args: [{ input }] }) => input.Marker)).toEqual([
      undefined,
      'x',
    ]);
    expect(last.next).toBeUndefined();
    const found = [...first.found, ...last.found];
    expect(found.map((each) => each.ref.name)).toEqual(['one', 'two']);
    expect(found[0]?.ops).toContainEqual({ op: 'set', facet: 'role', value: 'arn:aws:iam::111122223333:role/job' });
    expect(found[1]?.ops).toContainEqual({
      op: 'set',
      facet: 'environment',
      value: { names: ['DB_PASSWORD', 'STAGE'], secretLike: ['DB_PASSWORD'] },
    });
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});

describe('an environment variable', () => {
  it.each([
    ['DB_PASSWORD', 'hunter2-hunter2'],
    ['ANYTHING', 'AKIAIOSFODNN7EXAMPLE'],
    ['DATABASE_URL', 'postgres://app:s3cretpw@db.example.com/shop'],
    ['STRIPE_API_KEY', 'rk_test_0123456789'],
  ])('%s looks like a secret', (name, value) => {
    expect(looksSecret(name, value)).toBe(true);
  });

  it.each([
    ['DB_PASSWORD_ARN', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db'],
    ['SECRET_NAME', 'prod/db/password'],
    ['TOKEN_TTL', '360000000'],
    ['DB_PASSWORD', '{{resolve:secretsmanager:db}}'],
    ['AUTH_ENABLED', 'true'],
    ['TABLE_NAME', 'orders-table-of-the-shop'],
  ])('%s does not', (name, value) => {
    expect(looksSecret(name, value)).toBe(false);
  });
});
