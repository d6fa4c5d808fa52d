import { createHash } from 'node:crypto';
import { type Call, home, pipeline, shop, stranger } from './records.ts';

export const functionArn = (name: string): string => `arn:aws:lambda:${home}:${shop}:function:${name}`;
export const roleArn = (name: string): string => `arn:aws:iam::${shop}:role/${name}`;
export const policyText = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

const hash = (text: string): string => createHash('sha256').update(text).digest('base64');

export const trustOf = (principal: object): string =>
  policyText({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' });

const logsOnly = (name: string) => ({
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: `arn:aws:logs:${home}:${shop}:log-group:/aws/lambda/${name}:*`,
});

/** What a response of Lambda says of a function. */
export const configuration = (name: string, role: string, revision: string, more: object = {}) => ({
  functionName: name,
  functionArn: functionArn(name),
  runtime: 'nodejs24.x',
  role: roleArn(role),
  handler: 'index.handler',
  codeSize: 48_213,
  description: '',
  timeout: 10,
  memorySize: 512,
  lastModified: '2026-03-10T09:00:00.000+0000',
  codeSha256: hash(`${name} ${revision}`),
  version: '$LATEST',
  tracingConfig: { mode: 'PassThrough' },
  revisionId: hash(`${name} ${revision} id`).slice(0, 36),
  state: 'Active',
  lastUpdateStatus: 'Successful',
  packageType: 'Zip',
  architectures: ['arm64'],
  ephemeralStorage: { size: 512 },
  snapStart: { applyOn: 'None', optimizationStatus: 'Off' },
  loggingConfig: {
    logFormat: 'JSON',
    applicationLogLevel: 'INFO',
    systemLogLevel: 'INFO',
    logGroup: `/aws/lambda/${name}`,
  },
  environment: {},
  ...more,
});

interface Part {
  readonly name: string;
  readonly role: string;
  readonly team: string;
  readonly may: object;
}

const data = (table: string, ...actions: string[]) => ({
  Effect: 'Allow',
  Action: actions.map((action) => `dynamodb:${action}`),
  Resource: `arn:aws:dynamodb:${home}:${shop}:table/${table}`,
});

/** The functions of the shop, each with a role of its own. */
export const parts: readonly Part[] = [
  { name: 'orders-api', role: 'shop-orders', team: 'checkout', may: data('orders', 'GetItem', 'PutItem', 'Query') },
  { name: 'payments-webhook', role: 'shop-payments', team: 'payments', may: data('payments', 'PutItem', 'UpdateItem') },
  {
    name: 'invoice-mailer',
    role: 'shop-invoices',
    team: 'payments',
    may: {
      Effect: 'Allow',
      Action: 'ses:SendEmail',
      Resource: `arn:aws:ses:${home}:${shop}:identity/marigold.example`,
    },
  },
  { name: 'stock-sync', role: 'shop-stock', team: 'warehouse', may: data('stock', 'BatchWriteItem', 'Query') },
  { name: 'order-audit', role: 'shop-audit', team: 'security', may: data('audit', 'PutItem') },
  { name: 'shop-status', role: 'shop-status', team: 'platform', may: logsOnly('shop-status') },
];

const clock = (start: string) => {
  let seconds = Date.parse(`${start.replace(' ', 'T')}Z`) / 1000;
  return (step: number): string => {
    seconds += step;
    return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
  };
};

const createRole = ({ name, role, team, may }: Part, at: (step: number) => string): readonly Call[] => [
  {
    at: at(4),
    by: pipeline,
    service: 'iam',
    name: 'CreateRole',
    request: {
      roleName: role,
      path: '/',
      description: `Execution role of ${name}`,
      assumeRolePolicyDocument: trustOf({ Service: 'lambda.amazonaws.com' }),
      tags: [{ key: 'team', value: team }],
    },
    response: {
      role: {
        path: '/',
        roleName: role,
        roleId: `AROASAMPLE${role.toUpperCase().replace(/[^A-Z]/g, '')}`,
        arn: roleArn(role),
        createDate: 'Mar 9, 2026, 8:00:10 AM',
        assumeRolePolicyDocument: encodeURIComponent(trustOf({ Service: 'lambda.amazonaws.com' })),
      },
    },
  },
  {
    at: at(2),
    by: pipeline,
    service: 'iam',
    name: 'PutRolePolicy',
    request: {
      roleName: role,
      policyName: 'declared',
      policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [logsOnly(name), may] }),
    },
  },
];

const createFunction = ({ name, role, team }: Part, at: (step: number) => string): readonly Call[] => [
  {
    at: at(5),
    by: pipeline,
    service: 'lambda',
    name: 'CreateFunction',
    request: {
      functionName: name,
      runtime: 'nodejs24.x',
      role: roleArn(role),
      handler: 'index.handler',
      code: { s3Bucket: 'marigold-releases', s3Key: `${name}/1.0.0.zip` },
      timeout: 10,
      memorySize: 512,
      publish: false,
      packageType: 'Zip',
      architectures: ['arm64'],
      loggingConfig: { logFormat: 'JSON', logGroup: `/aws/lambda/${name}` },
      tags: { team },
    },
    response: configuration(name, role, '1.0.0'),
  },
];

export const statement = (sid: string, name: string, principal: object | string, condition?: object) => ({
  statement: JSON.stringify({
    Sid: sid,
    Effect: 'Allow',
    Principal: principal,
    Action: 'lambda:InvokeFunction',
    Resource: functionArn(name),
    ...(condition === undefined ? {} : { Condition: condition }),
  }),
});

const apiArn = `arn:aws:execute-api:${home}:${shop}:q7marigold/*/POST/orders`;
export const ordersQueue = `arn:aws:sqs:${home}:${shop}:orders`;
export const strangersQueue = `arn:aws:sqs:${home}:${stranger}:drop`;

/** Monday: the shop is built, by the pipeline. */
export const building = (): readonly Call[] => {
  const at = clock('2026-03-09 08:00:00');
  return [
    ...parts.flatMap((part) => createRole(part, at)),
    ...parts.flatMap((part) => createFunction(part, at)),
    {
      at: at(9),
      by: pipeline,
      service: 'lambda',
      name: 'AddPermission',
      request: {
        functionName: 'orders-api',
        statementId: 'api',
        action: 'lambda:InvokeFunction',
        principal: 'apigateway.amazonaws.com',
        sourceArn: apiArn,
        sourceAccount: shop,
      },
      response: statement(
        'api',
        'orders-api',
        { Service: 'apigateway.amazonaws.com' },
        {
          ArnLike: { 'AWS:SourceArn': apiArn },
          StringEquals: { 'AWS:SourceAccount': shop },
        },
      ),
    },
    {
      at: at(6),
      by: pipeline,
      service: 'lambda',
      name: 'CreateEventSourceMapping',
      request: {
        eventSourceArn: ordersQueue,
        functionName: functionArn('invoice-mailer'),
        enabled: true,
        batchSize: 10,
        filterCriteria: {},
      },
      response: {
        uUID: '5f0c1d1e-0b7a-4a64-9b3e-0d2f6a5c1b11',
        batchSize: 10,
        eventSourceArn: ordersQueue,
        functionArn: functionArn('invoice-mailer'),
        eventSourceMappingArn: `arn:aws:lambda:${home}:${shop}:event-source-mapping:5f0c1d1e-0b7a-4a64-9b3e-0d2f6a5c1b11`,
        state: 'Creating',
        stateTransitionReason: 'User action',
      },
    },
    {
      at: at(6),
      by: pipeline,
      service: 'lambda',
      name: 'CreateFunctionUrlConfig',
      request: { functionName: 'shop-status', authType: 'NONE', invokeMode: 'BUFFERED' },
      response: {
        functionUrl: 'https://statusstatusstatusstatusstatusst.lambda-url.eu-west-1.on.aws/',
        functionArn: functionArn('shop-status'),
        authType: 'NONE',
        creationTime: '2026-03-09T08:02:00.000Z',
        invokeMode: 'BUFFERED',
      },
    },
  ];
};
