/**
 * What a sweep collects: each service has its file here, which is loaded when one of its collectors has something to do.
 * The names are said here as well as there, so that a sweep can begin without loading them all.
 */
export const services = {
  lambda: { isGlobal: false, collectors: ['function', 'event-source-mapping', 'code-signing-config', 'layer-version'] },
  iam: { isGlobal: true, collectors: ['role', 'managed-policy', 'user'] },
  apigateway: { isGlobal: false, collectors: ['rest-api'] },
  apigatewayv2: { isGlobal: false, collectors: ['http-api'] },
  s3: { isGlobal: false, collectors: ['bucket'] },
  sqs: { isGlobal: false, collectors: ['queue'] },
  sns: { isGlobal: false, collectors: ['topic'] },
  events: { isGlobal: false, collectors: ['event-bus', 'event-rule', 'api-destination', 'connection', 'archive'] },
  scheduler: { isGlobal: false, collectors: ['schedule'] },
  pipes: { isGlobal: false, collectors: ['pipe'] },
  dynamodb: { isGlobal: false, collectors: ['table'] },
  kinesis: { isGlobal: false, collectors: ['stream'] },
  states: { isGlobal: false, collectors: ['state-machine'] },
  appsync: { isGlobal: false, collectors: ['graphql-api'] },
  s3control: { isGlobal: true, collectors: ['account'] },
  cognito: { isGlobal: false, collectors: ['user-pool'] },
  cognitoidentity: { isGlobal: false, collectors: ['identity-pool'] },
  loadbalancing: { isGlobal: false, collectors: ['target-group'] },
  schemas: { isGlobal: false, collectors: ['schema-registry'] },
  iot: { isGlobal: false, collectors: ['iot-rule'] },
  logs: { isGlobal: false, collectors: ['log-group'] },
  kms: { isGlobal: false, collectors: ['key'] },
  secretsmanager: { isGlobal: false, collectors: ['secret'] },
  ecr: { isGlobal: false, collectors: ['repository'] },
} as const satisfies { readonly [service: string]: SweptService };

interface SweptService {
  /** Read once, whatever the number of Regions. */
  readonly isGlobal: boolean;
  readonly collectors: readonly string[];
}

export type ServiceName = keyof typeof services;

export const serviceNames = Object.keys(services) as readonly ServiceName[];

export const serviceOf = (collector: string): ServiceName | undefined =>
  serviceNames.find((service) => (services[service] as SweptService).collectors.includes(collector));

/** Every collector, functions first: they are what is asked about first. */
export const collectors: readonly { readonly name: string; readonly isGlobal: boolean }[] = serviceNames.flatMap(
  (service) => services[service].collectors.map((name) => ({ name, isGlobal: services[service].isGlobal })),
);
