import type { JsonObject } from '../../shared/json.ts';
import { account, human, throughCloudFormation } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const functionRole = (role: string): JsonObject => ({
  type: 'AssumedRole',
  arn: `arn:aws:sts::${account}:assumed-role/${role}/${role}-function`,
  accountId: account,
  sessionContext: {
    sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/${role}`, accountId: account, userName: role },
  },
});
const orders = functionRole('orders');
const billing = functionRole('billing');
const arn = `arn:aws:secretsmanager:eu-west-1:${account}:secret:prod/db-AbCdEf`;
const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

const read = (day: number, identity: JsonObject, secretId = 'prod/db', more: object = {}) => ({
  source: 'secretsmanager',
  name: 'GetSecretValue',
  time: new Date(Date.UTC(2026, 0, 1 + day, 9)).toISOString().replace('.000', ''),
  identity,
  request: { secretId },
  ...more,
});
const parameter = (day: number, identity: JsonObject, withDecryption = true) =>
  read(day, identity, '', { source: 'ssm', name: 'GetParameter', request: { name: '/prod/key', withDecryption } });

export default defineCases({
  fail: [
    {
      name: 'the role of another function, after weeks of one',
      trail: [read(0, orders), read(8, orders), read(15, billing)],
      keys: [roleArn('billing')],
      severity: 'low',
      says: 'role/orders',
    },
    {
      name: 'a person, as medium',
      trail: [read(0, orders), read(8, orders), read(15, human)],
      severity: 'medium',
    },
    {
      name: 'a secret that some call by its name and others by its ARN',
      trail: [read(0, orders), read(8, orders, arn), read(15, billing, arn)],
    },
    {
      name: 'a reader whom nobody has seen for three months',
      trail: [read(0, billing), read(60, orders), read(80, orders), read(97, orders), read(100, billing)],
      keys: [roleArn('billing')],
    },
    {
      name: 'a secret that is read all the time',
      trail: [...Array.from({ length: 600 }, (_, index) => read(index / 40, orders)), read(16, billing)],
    },
    { name: 'a parameter', trail: [parameter(0, orders), parameter(8, orders), parameter(15, billing)] },
  ],
  pass: [
    { name: 'the first reader of a secret', trail: [read(0, orders)] },
    { name: 'a secret that is younger than a week', trail: [read(0, orders), read(1, orders), read(2, billing)] },
    { name: 'the usual reader', trail: [read(0, orders), read(8, orders), read(15, orders), read(22, orders)] },
    {
      name: 'a reader of before hundreds of readings',
      trail: [
        read(0, billing),
        ...Array.from({ length: 600 }, (_, index) => read(1 + index / 40, orders)),
        read(30, billing),
      ],
    },
    { name: 'another secret', trail: [read(0, orders), read(8, orders), read(15, billing, 'prod/other')] },
    {
      name: 'what CloudFormation reads for a template',
      trail: [read(0, orders), read(8, orders), read(15, billing, 'prod/db', { more: throughCloudFormation })],
    },
    {
      name: 'a parameter that is not decrypted',
      trail: [parameter(0, orders), parameter(8, orders), parameter(15, billing, false)],
    },
  ],
});
