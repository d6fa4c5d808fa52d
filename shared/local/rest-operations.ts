/** A call of a service that has no name for it but the method and path of HTTP. */
interface RestOperation {
  readonly method: string;
  readonly path: RegExp;
  readonly operation: string;
}

const ofFunction = (version: string, part: string, operation: string): RestOperation => ({
  method: 'GET',
  path: new RegExp(`^/${version}/functions/([^/]+)/${part}$`),
  operation,
});

const lambda: readonly RestOperation[] = [
  { method: 'GET', path: /^\/2015-03-31\/functions\/?$/, operation: 'ListFunctions' },
  { method: 'GET', path: /^\/2015-03-31\/event-source-mappings\/?$/, operation: 'ListEventSourceMappings' },
  { method: 'GET', path: /^\/2018-10-31\/layers\/?$/, operation: 'ListLayers' },
  { method: 'GET', path: /^\/2020-04-22\/code-signing-configs\/?$/, operation: 'ListCodeSigningConfigs' },
  ofFunction('2015-03-31', 'aliases', 'ListAliases'),
  ofFunction('2021-10-31', 'urls', 'ListFunctionUrlConfigs'),
  ofFunction('2019-09-25', 'event-invoke-config/list', 'ListFunctionEventInvokeConfigs'),
  ofFunction('2019-09-30', 'concurrency', 'GetFunctionConcurrency'),
  ofFunction('2020-06-30', 'code-signing-config', 'GetFunctionCodeSigningConfig'),
  ofFunction('2021-07-20', 'runtime-management-config', 'GetRuntimeManagementConfig'),
  ofFunction('2024-08-31', 'recursion-config', 'GetFunctionRecursionConfig'),
  { method: 'GET', path: /^\/2015-03-31\/functions\/([^/]+)\/configuration$/, operation: 'GetFunctionConfiguration' },
  { method: 'GET', path: /^\/2015-03-31\/functions\/([^/]+)\/policy$/, operation: 'GetPolicy' },
  { method: 'GET', path: /^\/2021-10-31\/functions\/([^/]+)\/url$/, operation: 'GetFunctionUrlConfig' },
  {
    method: 'GET',
    path: /^\/2018-10-31\/layers\/([^/]+)\/versions\/(\d+)\/policy$/,
    operation: 'GetLayerVersionPolicy',
  },
  { method: 'GET', path: /^\/2015-03-31\/event-source-mappings\/([^/]+)$/, operation: 'GetEventSourceMapping' },
  { method: 'GET', path: /^\/2017-03-31\/tags\/(.+)$/, operation: 'ListTags' },
  { method: 'POST', path: /^\/2017-03-31\/tags\/(.+)$/, operation: 'TagResource' },
];

const list = (path: RegExp, operation: string): readonly RestOperation[] => [{ method: 'GET', path, operation }];

/** The calls that anything here makes of services with a REST interface, by the name that they sign under. */
export const restOperations: { readonly [service: string]: readonly RestOperation[] } = {
  lambda,
  apigateway: [...list(/^\/restapis$/, 'GetRestApis'), ...list(/^\/v2\/apis$/, 'GetApis')],
  appsync: list(/^\/v1\/apis$/, 'ListGraphqlApis'),
  iot: list(/^\/rules$/, 'ListTopicRules'),
  pipes: list(/^\/v1\/pipes$/, 'ListPipes'),
  s3: [
    ...list(/^\/$/, 'ListBuckets'),
    ...list(/^\/v20180820\/configuration\/publicAccessBlock$/, 'GetAccountPublicAccessBlock'),
  ],
  schemas: list(/^\/v1\/registries$/, 'ListRegistries'),
  scheduler: list(/^\/schedules$/, 'ListSchedules'),
  securityhub: [{ method: 'POST', path: /^\/findings\/import$/, operation: 'BatchImportFindings' }],
};
