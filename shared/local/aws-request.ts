import type { IncomingMessage } from 'node:http';
import { partitionOf } from '../arn.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { Place } from './assembly.ts';
import { restOperations } from './rest-operations.ts';

/** A call as an AWS endpoint gets it. */
export interface AwsRequest {
  /** The access key id that signed it. */
  readonly caller: string;
  readonly region: string;
  /** As in ARNs and actions: `dynamodb`. */
  readonly service: string;
  readonly operation: string;
  readonly protocol: 'json' | 'query' | 'rest';
  readonly input: JsonObject;
  /** Every permission that the call needs. */
  readonly needs: readonly Need[];
}

export interface Need {
  readonly action: string;
  readonly resource: string;
  /** Where the call goes, where that is known. */
  readonly region?: string;
}

/** Services that sign under a name which their actions do not have. */
const actionPrefixes: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The dotted parameters of a query protocol as the object they stand for; lists keep their numbers as names. */
const fromQuery = (body: string): JsonObject => {
  const input: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const path = name.split('.');
    const last = path.pop() ?? name;
    let at = input;
    for (const part of path) {
      const inner = (at[part] ?? {}) as Record<string, unknown>;
      at[part] = inner;
      at = inner;
    }
    at[last] = value;
  }
  return input as JsonObject;
};

const needsOf = (service: string, operation: string, input: JsonObject, at: Place): readonly Need[] => {
  const partition = partitionOf(at.region);
  const arn = (kind: string, resource: string, region = at.region): string =>
    resource.startsWith('arn:') ? resource : `arn:${partition}:${service}:${region}:${at.account}:${kind}${resource}`;
  const action = `${actionPrefixes[service] ?? service}:${operation}`;
  const one = (resource: string, named = action): readonly Need[] => [{ action: named, resource }];
  switch (service) {
    case 'dynamodb': {
      const index = text(input['IndexName']);
      if (isObject(input['RequestItems']))
        return Object.keys(input['RequestItems']).map((table) => ({ action, resource: arn('table/', table) }));
      return one(`${arn('table/', text(input['TableName']))}${index === '' ? '' : `/index/${index}`}`);
    }
    case 'sns':
      // A batch needs the permission of a single message.
      return [
        { action: operation === 'PublishBatch' ? 'sns:Publish' : action, resource: text(input['TopicArn']) || '*' },
      ];
    case 'sqs': {
      const queue = arn('', text(input['QueueUrl']).split('/').at(-1) ?? '');
      return [{ action: operation === 'SendMessageBatch' ? 'sqs:SendMessage' : action, resource: queue }];
    }
    case 'ssm':
      return one(arn('parameter', text(input['Name']).replace(/^(?!\/)/, '/')));
    case 'secretsmanager':
      return one(arn('secret:', text(input['SecretId'])));
    case 'lambda':
      return one(lambdaResource(operation, text(input['0']), text(input['1']), arn));
    case 'iam': {
      const role = text(input['RoleName']);
      if (role !== '') return one(arn('role/', role, ''));
      return one(text(input['PolicyArn']) || arn('user/', text(input['UserName']), ''));
    }
    case 's3':
      return one('*', operation === 'ListBuckets' ? 's3:ListAllMyBuckets' : action);
    case 'apigateway':
      return one('*', 'apigateway:GET');
    case 'events':
      return one(arn('event-bus/', text(input['EventBusName']) || 'default'));
    case 'securityhub':
      return one(arn('product/', `${at.account}/default`));
    default:
      return one('*');
  }
};

const lambdaResource = (
  operation: string,
  name: string,
  version: string,
  arn: (kind: string, resource: string) => string,
): string => {
  if (operation === 'GetLayerVersionPolicy') return `${arn('layer:', name)}:${version}`;
  if (operation === 'GetEventSourceMapping') return arn('event-source-mapping:', name);
  return arn('function:', name);
};

/** Reads a signed request of any protocol that the SDK speaks here; `undefined` for what is no such thing. */
export const readAwsRequest = (request: IncomingMessage, body: Buffer, account: string): AwsRequest | undefined => {
  const { authorization = '', 'x-amz-target': target } = request.headers;
  const [, caller, region, service] =
    /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(authorization) ?? [];
  if (caller === undefined || region === undefined || service === undefined) return undefined;
  const place: Place = { account, region };
  const of = (protocol: AwsRequest['protocol'], operation: string, input: JsonObject): AwsRequest => ({
    caller,
    region,
    service,
    operation,
    protocol,
    input,
    needs: needsOf(service, operation, input, place).map((need) => ({ ...need, region })),
  });
  if (typeof target === 'string') {
    const input: unknown = JSON.parse(body.toString('utf8') || '{}');
    return of('json', target.split('.').at(-1) ?? target, isObject(input) ? input : {});
  }
  const rest = restOperations[service];
  if (rest !== undefined) {
    const url = new URL(request.url ?? '/', 'http://localhost');
    for (const { method, path, operation } of rest) {
      const found = request.method === method ? path.exec(url.pathname) : null;
      if (found === null) continue;
      const parts = found.slice(1).map((part, index) => [String(index), decodeURIComponent(part)] as const);
      const inBody: unknown = JSON.parse(body.toString('utf8') || '{}');
      return of('rest', operation, {
        ...(isObject(inBody) ? inBody : {}),
        ...Object.fromEntries(url.searchParams),
        ...Object.fromEntries(parts),
      });
    }
    return of('rest', `${request.method} ${url.pathname}`, {});
  }
  const input = fromQuery(body.toString('utf8'));
  return of('query', text(input['Action']), input);
};
