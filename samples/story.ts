import { ada, type Call, grace, home, recordOf, release, type SampleRecord, shop, stranger, thief } from './records.ts';
import {
  building,
  configuration,
  functionArn,
  parts,
  policyText,
  roleArn,
  statement,
  strangersQueue,
  trustOf,
} from './shop.ts';

const call = (
  at: string,
  by: Call['by'],
  service: string,
  name: string,
  request: Call['request'] = null,
  response: Call['response'] = null,
): Call => ({
  at,
  by,
  service,
  name,
  request,
  response,
});

const read = (at: string, by: Call['by'], service: string, name: string, request: Call['request'] = null): Call => ({
  ...call(at, by, service, name, request),
  readOnly: true,
});

const refused = (at: string, service: string, name: string): Call => ({
  ...call(at, thief, service, name),
  error: 'AccessDenied',
});

/** Tuesday morning: a release like any other. */
const releasing = (): readonly Call[] =>
  parts.slice(0, 3).flatMap(({ name, role }, index) => {
    const at = (second: number): string => `2026-03-10 10:0${3 + index}:${String(second).padStart(2, '0')}`;
    return [
      read(at(2), release, 'lambda', 'GetFunction', { functionName: name }),
      call(
        at(5),
        release,
        'lambda',
        'UpdateFunctionCode',
        {
          functionName: name,
          s3Bucket: 'marigold-releases',
          s3Key: `${name}/1.1.0.zip`,
          publish: false,
          dryRun: false,
        },
        configuration(name, role, '1.1.0'),
      ),
      call(
        at(9),
        release,
        'lambda',
        'PublishVersion',
        { functionName: name },
        { ...configuration(name, role, '1.1.0'), version: '1', functionArn: `${functionArn(name)}:1` },
      ),
      call(
        at(12),
        release,
        'lambda',
        'CreateAlias',
        { functionName: name, name: 'live', functionVersion: '1' },
        { name: 'live', functionVersion: '1', aliasArn: `${functionArn(name)}:live` },
      ),
    ];
  });

/** Tuesday afternoon: a quick test that was not meant to stay, and an afterthought. */
const mistake = (): readonly Call[] => [
  read('2026-03-10 13:32:10', ada, 'lambda', 'ListFunctions'),
  call(
    '2026-03-10 13:40:21',
    ada,
    'lambda',
    'CreateFunctionUrlConfig',
    { functionName: 'stock-sync', authType: 'NONE', cors: { allowOrigins: ['*'] }, invokeMode: 'BUFFERED' },
    {
      functionUrl: 'https://stockstockstockstockstockstocks.lambda-url.eu-west-1.on.aws/',
      functionArn: functionArn('stock-sync'),
      authType: 'NONE',
      cors: { allowOrigins: ['*'] },
      creationTime: '2026-03-10T13:40:21.104Z',
    },
  ),
  call(
    '2026-03-10 13:40:22',
    ada,
    'lambda',
    'AddPermission',
    {
      functionName: 'stock-sync',
      statementId: 'FunctionURLAllowPublicAccess',
      action: 'lambda:InvokeFunctionUrl',
      principal: '*',
      functionUrlAuthType: 'NONE',
    },
    {
      statement: JSON.stringify({
        Sid: 'FunctionURLAllowPublicAccess',
        Effect: 'Allow',
        Principal: '*',
        Action: 'lambda:InvokeFunctionUrl',
        Resource: functionArn('stock-sync'),
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
      }),
    },
  ),
  // Since a URL needs both, the console adds both.
  call(
    '2026-03-10 13:40:22',
    ada,
    'lambda',
    'AddPermission',
    {
      functionName: 'stock-sync',
      statementId: 'FunctionURLInvokeAllowPublicAccess',
      action: 'lambda:InvokeFunction',
      principal: '*',
      invokedViaFunctionUrl: true,
    },
    {
      statement: JSON.stringify({
        Sid: 'FunctionURLInvokeAllowPublicAccess',
        Effect: 'Allow',
        Principal: '*',
        Action: 'lambda:InvokeFunction',
        Resource: functionArn('stock-sync'),
        Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
      }),
    },
  ),
  call(
    '2026-03-10 13:52:40',
    ada,
    'lambda',
    'AddPermission',
    {
      functionName: 'stock-sync',
      statementId: 'uploads',
      action: 'lambda:InvokeFunction',
      principal: 's3.amazonaws.com',
      sourceArn: 'arn:aws:s3:::marigold-stock-uploads',
    },
    statement(
      'uploads',
      'stock-sync',
      { Service: 's3.amazonaws.com' },
      { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::marigold-stock-uploads' } },
    ),
  ),
  // She sees the notification and takes the address away again. The other one she keeps for later.
  call('2026-03-10 13:58:03', ada, 'lambda', 'DeleteFunctionUrlConfig', { functionName: 'stock-sync' }),
  call('2026-03-10 13:58:31', ada, 'lambda', 'RemovePermission', {
    functionName: 'stock-sync',
    statementId: 'FunctionURLAllowPublicAccess',
  }),
  call('2026-03-10 13:58:44', ada, 'lambda', 'RemovePermission', {
    functionName: 'stock-sync',
    statementId: 'FunctionURLInvokeAllowPublicAccess',
  }),
];

const strangersLayer = `arn:aws:lambda:${home}:${stranger}:layer:metrics-extension:4`;
const mapping = 'c1a9e5d4-77f0-4f0e-8a5b-b6a1f3d2e900';

/** The night to Wednesday: a leaked key is tried, and then used. */
const attack = (): readonly Call[] => [
  read('2026-03-11 02:11:04', thief, 'sts', 'GetCallerIdentity'),
  refused('2026-03-11 02:11:09', 'iam', 'CreateUser'),
  refused('2026-03-11 02:11:15', 'iam', 'CreateLoginProfile'),
  read('2026-03-11 02:12:30', thief, 'lambda', 'ListFunctions'),
  call('2026-03-11 02:14:02', thief, 'iam', 'AttachRolePolicy', {
    roleName: 'shop-payments',
    policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  }),
  call(
    '2026-03-11 02:14:48',
    thief,
    'lambda',
    'AddPermission',
    { functionName: 'payments-webhook', statementId: 'monitoring', action: 'lambda:InvokeFunction', principal: '*' },
    statement('monitoring', 'payments-webhook', '*'),
  ),
  call(
    '2026-03-11 02:15:20',
    thief,
    'lambda',
    'UpdateFunctionCode',
    { functionName: 'invoice-mailer', s3Bucket: 'cdn-assets-7731', s3Key: 'pkg.zip', publish: false, dryRun: false },
    configuration('invoice-mailer', 'shop-invoices', 'somebody else'),
  ),
  call('2026-03-11 02:16:05', thief, 'iam', 'UpdateAssumeRolePolicy', {
    roleName: 'shop-audit',
    policyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${stranger}:root` }, Action: 'sts:AssumeRole' },
      ],
    }),
  }),
  call(
    '2026-03-11 02:17:33',
    thief,
    'lambda',
    'UpdateFunctionConfiguration',
    { functionName: 'orders-api', layers: [strangersLayer] },
    configuration('orders-api', 'shop-orders', '1.1.0', {
      layers: [{ arn: strangersLayer, codeSize: 911_204, uncompressedCodeSize: 0 }],
    }),
  ),
  call(
    '2026-03-11 02:18:40',
    thief,
    'lambda',
    'CreateEventSourceMapping',
    { eventSourceArn: strangersQueue, functionName: 'payments-webhook', enabled: true, batchSize: 1 },
    {
      uUID: mapping,
      batchSize: 1,
      eventSourceArn: strangersQueue,
      functionArn: functionArn('payments-webhook'),
      eventSourceMappingArn: `arn:aws:lambda:${home}:${shop}:event-source-mapping:${mapping}`,
      state: 'Creating',
    },
  ),
  call(
    '2026-03-11 02:19:12',
    thief,
    'lambda',
    'UpdateFunctionConfiguration',
    { functionName: 'stock-sync', role: roleArn('shop-payments') },
    configuration('stock-sync', 'shop-payments', '1.0.0'),
  ),
  call(
    '2026-03-11 02:20:01',
    thief,
    'lambda',
    'PutFunctionConcurrency',
    { functionName: 'order-audit', reservedConcurrentExecutions: 0 },
    { reservedConcurrentExecutions: 0 },
  ),
  call(
    '2026-03-11 02:20:44',
    thief,
    'lambda',
    'PutFunctionEventInvokeConfig',
    {
      functionName: 'orders-api',
      destinationConfig: { onSuccess: { destination: `arn:aws:sns:${home}:${stranger}:copies` } },
    },
    {
      functionArn: `${functionArn('orders-api')}:$LATEST`,
      destinationConfig: { onSuccess: { destination: `arn:aws:sns:${home}:${stranger}:copies` }, onFailure: {} },
    },
  ),
  call(
    '2026-03-11 02:21:30',
    thief,
    'iam',
    'CreateAccessKey',
    { userName: 'build-bot' },
    {
      accessKey: {
        userName: 'build-bot',
        accessKeyId: 'AKIAEXAMPLESECONDKEY',
        status: 'Active',
        createDate: 'Mar 11, 2026, 2:21:30 AM',
      },
    },
  ),
];

/** Wednesday morning: everything is put back, but for the layer, which nobody thought of. */
const repair = (): readonly Call[] => [
  call('2026-03-11 04:22:10', grace, 'iam', 'DeleteAccessKey', {
    userName: 'build-bot',
    accessKeyId: 'AKIAEXAMPLESECONDKEY',
  }),
  call('2026-03-11 04:22:55', grace, 'iam', 'DetachRolePolicy', {
    roleName: 'shop-payments',
    policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  }),
  call('2026-03-11 04:23:40', grace, 'lambda', 'RemovePermission', {
    functionName: 'payments-webhook',
    statementId: 'monitoring',
  }),
  call(
    '2026-03-11 04:24:31',
    grace,
    'lambda',
    'DeleteEventSourceMapping',
    { uUID: mapping },
    {
      uUID: mapping,
      eventSourceArn: strangersQueue,
      functionArn: functionArn('payments-webhook'),
      eventSourceMappingArn: `arn:aws:lambda:${home}:${shop}:event-source-mapping:${mapping}`,
      state: 'Deleting',
    },
  ),
  call('2026-03-11 04:25:12', grace, 'iam', 'UpdateAssumeRolePolicy', {
    roleName: 'shop-audit',
    policyDocument: trustOf({ Service: 'lambda.amazonaws.com' }),
  }),
  call(
    '2026-03-11 04:25:58',
    grace,
    'lambda',
    'UpdateFunctionConfiguration',
    { functionName: 'stock-sync', role: roleArn('shop-stock') },
    configuration('stock-sync', 'shop-stock', '1.0.0'),
  ),
  call('2026-03-11 04:26:40', grace, 'lambda', 'DeleteFunctionConcurrency', { functionName: 'order-audit' }),
  call('2026-03-11 04:27:15', grace, 'lambda', 'DeleteFunctionEventInvokeConfig', { functionName: 'orders-api' }),
  call(
    '2026-03-11 04:40:05',
    release,
    'lambda',
    'UpdateFunctionCode',
    {
      functionName: 'invoice-mailer',
      s3Bucket: 'marigold-releases',
      s3Key: 'invoice-mailer/1.1.0.zip',
      publish: false,
      dryRun: false,
    },
    configuration('invoice-mailer', 'shop-invoices', '1.1.0'),
  ),
  call('2026-03-11 04:52:20', grace, 'iam', 'PutUserPolicy', {
    userName: 'build-bot',
    policyName: 'stopped',
    policyDocument: policyText({ Effect: 'Deny', Action: '*', Resource: '*' }),
  }),
];

/** The whole story, in order. */
export const story = (): readonly SampleRecord[] =>
  [...building(), ...releasing(), ...mistake(), ...attack(), ...repair()].map(recordOf);
