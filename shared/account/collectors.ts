import { service as apigateway } from './apigateway.ts';
import { service as apigatewayv2 } from './apigatewayv2.ts';
import { service as appsync } from './appsync.ts';
import { service as cognito } from './cognito.ts';
import { service as cognitoidentity } from './cognitoidentity.ts';
import { service as dynamodb } from './dynamodb.ts';
import { service as ecr } from './ecr.ts';
import { service as events } from './events.ts';
import { service as iam } from './iam.ts';
import { service as iot } from './iot.ts';
import { service as kinesis } from './kinesis.ts';
import { service as kms } from './kms.ts';
import { service as lambda } from './lambda.ts';
import { service as loadbalancing } from './loadbalancing.ts';
import { service as logs } from './logs.ts';
import { service as pipes } from './pipes.ts';
import { service as s3 } from './s3.ts';
import { service as s3control } from './s3control.ts';
import { service as scheduler } from './scheduler.ts';
import { service as schemas } from './schemas.ts';
import { service as secretsmanager } from './secretsmanager.ts';
import type { Service } from './service.ts';
import type { ServiceName } from './services.ts';
import { service as sns } from './sns.ts';
import { service as sqs } from './sqs.ts';
import { service as states } from './states.ts';

/** Every service with its collectors and clients, for who wants to know all that a sweep may call. */
export const collectorsOf: { readonly [S in ServiceName]: Service } = {
  lambda,
  iam,
  apigateway,
  apigatewayv2,
  s3,
  sqs,
  sns,
  events,
  scheduler,
  pipes,
  dynamodb,
  kinesis,
  states,
  appsync,
  s3control,
  cognito,
  cognitoidentity,
  loadbalancing,
  schemas,
  iot,
  logs,
  kms,
  secretsmanager,
  ecr,
};
