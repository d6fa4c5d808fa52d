import type { Service } from '../account/service.ts';
import type { ServiceName } from '../account/services.ts';

type Load = () => Promise<{ readonly service: Service }>;

/** The collectors of each service with their SDK client, loaded when one of them has something to do. */
export const loadCollectors: { readonly [S in ServiceName]: Load } = {
  lambda: () => import('../account/lambda.ts'),
  iam: () => import('../account/iam.ts'),
  apigateway: () => import('../account/apigateway.ts'),
  apigatewayv2: () => import('../account/apigatewayv2.ts'),
  s3: () => import('../account/s3.ts'),
  sqs: () => import('../account/sqs.ts'),
  sns: () => import('../account/sns.ts'),
  events: () => import('../account/events.ts'),
  scheduler: () => import('../account/scheduler.ts'),
  pipes: () => import('../account/pipes.ts'),
  dynamodb: () => import('../account/dynamodb.ts'),
  kinesis: () => import('../account/kinesis.ts'),
  states: () => import('../account/states.ts'),
  appsync: () => import('../account/appsync.ts'),
  s3control: () => import('../account/s3control.ts'),
  cognito: () => import('../account/cognito.ts'),
  cognitoidentity: () => import('../account/cognitoidentity.ts'),
  loadbalancing: () => import('../account/loadbalancing.ts'),
  schemas: () => import('../account/schemas.ts'),
  iot: () => import('../account/iot.ts'),
  logs: () => import('../account/logs.ts'),
  kms: () => import('../account/kms.ts'),
  secretsmanager: () => import('../account/secretsmanager.ts'),
  ecr: () => import('../account/ecr.ts'),
};
