import { describe, expect, it } from 'vitest';
import { namedInWords } from '../../shared/policy/named.ts';
import type { PowerOptions } from '../../shared/policy/power.ts';
import { reachedBy } from '../../shared/policy/reached.ts';
import { allow, deny, other, own, policy } from './holder.ts';

const within = (options: PowerOptions, ...statements: readonly object[]) =>
  reachedBy([{ name: 'p', policy: policy(...statements) }], { account: own, ...options });
const reached = (...statements: readonly object[]) => within({}, ...statements);
const secrets = (...statements: readonly object[]) => reached(...statements).secrets.named;
const data = (...statements: readonly object[]) => reached(...statements).data.named;

const secret = (name: string, account = own): string => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}`;

describe('what a holder reads by name', () => {
  it('is nothing where it reads nothing', () => {
    const none = { named: [], more: 0 };
    expect(reached(allow('sqs:SendMessage'), allow('logs:PutLogEvents'))).toEqual({ secrets: none, data: none });
  });

  it.each([
    [allow('secretsmanager:GetSecretValue', secret('orders/db-AbCdEf')), ['secret orders/db-AbCdEf']],
    [allow('secretsmanager:GetSecretValue', secret('orders/*')), ['secret orders/*']],
    [allow('secretsmanager:GetSecretValue'), ['every secret']],
    [allow('secretsmanager:*', 'arn:aws:secretsmanager:*:*:secret:*'), ['every secret']],
    [allow('ssm:GetParameter', `arn:aws:ssm:eu-west-1:${own}:parameter/orders/key`), ['parameter /orders/key']],
    [allow('ssm:GetParameter', `arn:aws:ssm:eu-west-1:${own}:parameter/orders/*`), ['parameter /orders/*']],
    [allow('secretsmanager:GetSecretValue', secret('key', other)), [`secret key of ${other}`]],
    [
      allow('secretsmanager:GetSecretValue', '*', { StringEquals: { 'aws:ResourceTag/team': 'shop' } }),
      ['secrets under conditions'],
    ],
    [allow('*'), ['every secret', 'every parameter']],
    [allow('secretsmanager:DescribeSecret'), []],
  ])('are the secrets of %j', (statement, names) => {
    expect(secrets(statement)).toEqual(names);
  });

  it.each([
    [`arn:aws:dynamodb:eu-west-1:${own}:table/orders`, 'dynamodb:GetItem', 'table orders'],
    [`arn:aws:dynamodb:eu-west-1:${own}:table/orders/index/by-date`, 'dynamodb:Query', 'table orders'],
    ['arn:aws:s3:::images/*', 's3:GetObject', 'bucket images'],
    [`arn:aws:sqs:eu-west-1:${own}:jobs`, 'sqs:ReceiveMessage', 'queue jobs'],
    [`arn:aws:kinesis:eu-west-1:${own}:stream/clicks`, 'kinesis:GetRecords', 'stream clicks'],
    [`arn:aws:logs:eu-west-1:${own}:log-group:/app:*`, 'logs:FilterLogEvents', 'log group /app'],
    [`arn:aws:rds:eu-west-1:${own}:cluster:main`, 'rds-data:ExecuteStatement', 'database main'],
  ])('is the data of %s', (resource, action, name) => {
    expect(data(allow(action, resource))).toEqual([name]);
  });

  it('names a table once, whatever it may be asked for', () => {
    const table = `arn:aws:dynamodb:eu-west-1:${own}:table/orders`;
    expect(data(allow(['dynamodb:GetItem', 'dynamodb:Query'], [table, `${table}/index/*`]))).toEqual(['table orders']);
  });

  it('is no more than the denies leave', () => {
    expect(
      secrets(allow('secretsmanager:GetSecretValue', secret('a')), deny('secretsmanager:GetSecretValue', secret('a'))),
    ).toEqual([]);
  });

  it('is no more than the boundary allows', () => {
    const boundary = policy(allow('secretsmanager:*', secret('a')));
    expect(within({ boundary }, allow('*')).secrets.named).toEqual(['secret a']);
    expect(within({ boundary }, allow('*')).data.named).toEqual([]);
  });

  it('names the first five, and tells how many more there are', () => {
    const many = Array.from({ length: 8 }, (_, index) => secret(`s${index}`));
    const found = reached(allow('secretsmanager:GetSecretValue', many)).secrets;
    expect(found.named).toHaveLength(5);
    expect(namedInWords(found)).toBe('secret s0, secret s1, secret s2, secret s3, secret s4 and 3 more');
  });

  it('keeps a name that is longer than any short', () => {
    const [name] = secrets(allow('secretsmanager:GetSecretValue', secret('x'.repeat(1000))));
    expect(name).toHaveLength(120);
  });
});
