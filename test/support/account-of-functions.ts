import type { AwsRequest } from '../../shared/local/aws-request.ts';
import type { AwsAnswer } from '../../shared/local/gateway.ts';

/** How many things stand in an account, and where. */
export interface AccountOptions {
  readonly account: string;
  readonly region: string;
  readonly functions: number;
  readonly roles: number;
}

export interface AccountOfFunctions {
  /** Functions by name: what of each differs from its neighbours. */
  readonly functions: Map<string, { readonly role: string; readonly isPublic: boolean }>;
  /** What every role may do. */
  readonly may: { action: string };
  /** Answers what of a service it knows. */
  answer(request: AwsRequest): AwsAnswer | undefined;
  /** Calls by operation. */
  readonly calls: Map<string, number>;
}

const onOnePage = 50;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const xml = (value: unknown): string => {
  if (Array.isArray(value)) return value.map((each) => `<member>${xml(each)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return escaped(String(value));
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `<${name}>${xml(inner)}</${name}>`)
    .join('');
};

const refusal = (code: string): AwsAnswer => ({ status: 'error', code, message: code });

/** An account that answers in the shapes of Lambda and IAM; every tenth function lets everybody invoke it. */
export const accountOfFunctions = ({
  account,
  region,
  functions: count,
  roles,
}: AccountOptions): AccountOfFunctions => {
  const roleOf = (index: number) => `arn:aws:iam::${account}:role/service-role/role-${index % roles}`;
  const functions: AccountOfFunctions['functions'] = new Map(
    Array.from({ length: count }, (_, index) => [
      `fn-${String(index).padStart(6, '0')}`,
      { role: roleOf(index), isPublic: index % 10 === 0 },
    ]),
  );
  const may = { action: 'dynamodb:GetItem' };
  const arnOf = (name: string) => `arn:aws:lambda:${region}:${account}:function:${name}`;
  const calls = new Map<string, number>();

  const page = <T>(all: readonly T[], marker: unknown): readonly [readonly T[], string | undefined] => {
    const from = Number(marker ?? 0) || 0;
    const next = from + onOnePage;
    return [all.slice(from, next), next < all.length ? String(next) : undefined];
  };

  const ofFunction: { readonly [operation: string]: (name: string) => object | undefined } = {
    ListAliases: () => ({ Aliases: [] }),
    GetPolicy: (name) =>
      functions.get(name)?.isPublic
        ? {
            Policy: JSON.stringify({
              Version: '2012-10-17',
              Statement: [
                {
                  Sid: 'open',
                  Effect: 'Allow',
                  Principal: '*',
                  Action: 'lambda:InvokeFunction',
                  Resource: arnOf(name),
                },
              ],
            }),
          }
        : undefined,
    ListFunctionUrlConfigs: () => ({ FunctionUrlConfigs: [] }),
    ListFunctionEventInvokeConfigs: () => ({ FunctionEventInvokeConfigs: [] }),
    GetFunctionConcurrency: () => ({}),
    GetFunctionCodeSigningConfig: () => ({}),
    GetRuntimeManagementConfig: () => ({ UpdateRuntimeOn: 'Auto' }),
    GetFunctionRecursionConfig: () => ({ RecursiveLoop: 'Terminate' }),
    ListTags: () => ({ Tags: { team: 'shop' } }),
  };

  const configurationOf = (name: string) => ({
    FunctionName: name,
    FunctionArn: arnOf(name),
    Role: functions.get(name)?.role,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    CodeSha256: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
    PackageType: 'Zip',
    Environment: { Variables: { TABLE_NAME: 'orders', STAGE: 'live' } },
    TracingConfig: { Mode: 'PassThrough' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
  });

  const lambda = ({ operation, input }: AwsRequest): object | undefined => {
    if (operation === 'ListFunctions') {
      const [Functions, NextMarker] = page([...functions.keys()], input['Marker']);
      return { Functions: Functions.map(configurationOf), NextMarker };
    }
    if (operation === 'ListEventSourceMappings') return { EventSourceMappings: [] };
    if (operation === 'ListCodeSigningConfigs') return { CodeSigningConfigs: [] };
    if (operation === 'ListLayers') return { Layers: [] };
    const name = String(input['0']).split(':').at(-1) ?? '';
    return functions.has(name) ? ofFunction[operation]?.(name) : undefined;
  };

  const policy = (Statement: object) =>
    encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: [Statement] }));
  const trust = policy({
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const roleDetails = (index: number) => ({
    Path: '/service-role/',
    RoleName: `role-${index}`,
    Arn: roleOf(index),
    AssumeRolePolicyDocument: trust,
    RolePolicyList: [
      {
        PolicyName: 'orders',
        PolicyDocument: policy({ Effect: 'Allow', Action: may.action, Resource: '*' }),
      },
    ],
    AttachedManagedPolicies: [],
    Tags: [],
  });

  const details = ({ input }: AwsRequest): object => {
    const wanted = JSON.stringify(input['Filter']);
    if (!wanted.includes('"Role"')) return { IsTruncated: false, Policies: [] };
    const [some, Marker] = page(
      Array.from({ length: roles }, (_, index) => index),
      input['Marker'],
    );
    return { IsTruncated: Marker !== undefined, Marker, RoleDetailList: some.map(roleDetails) };
  };

  return {
    functions,
    may,
    calls,
    answer: (request) => {
      const { service, operation } = request;
      if ((service !== 'lambda' && service !== 'iam') || operation === 'TagResource') return undefined;
      calls.set(operation, (calls.get(operation) ?? 0) + 1);
      if (service === 'lambda') {
        const found = lambda(request);
        return found === undefined
          ? refusal('ResourceNotFoundException')
          : { status: 'ok', body: JSON.stringify(found) };
      }
      if (operation !== 'GetAccountAuthorizationDetails') return undefined;
      const body = `<${operation}Response><${operation}Result>${xml(details(request))}</${operation}Result></${operation}Response>`;
      return { status: 'ok', body };
    },
  };
};
