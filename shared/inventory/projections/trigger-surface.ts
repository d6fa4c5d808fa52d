import type { Projections } from '../projection.ts';
import { apiGateway, firewalls } from './apigateway.ts';
import { appsync } from './appsync.ts';
import { identityPools, userPools } from './cognito.ts';
import { bedrock } from './invokers/bedrock.ts';
import { cloudfront } from './invokers/cloudfront.ts';
import { codepipeline } from './invokers/codepipeline.ts';
import { configRules } from './invokers/config-rules.ts';
import { firehose } from './invokers/firehose.ts';
import { lex } from './invokers/lex.ts';
import { objectLambda } from './invokers/object-lambda.ts';
import { ses } from './invokers/ses.ts';
import { lattice, loadBalancing } from './invokers/target-groups.ts';
import { iot } from './iot.ts';
import { logs } from './logs.ts';
import { states } from './states.ts';

/** What lets callers in (APIs and identity pools), and what invokes functions without being an event source. */
export const triggerSurface: readonly Projections[] = [
  apiGateway,
  ...firewalls,
  appsync,
  userPools,
  identityPools,
  states,
  iot,
  logs,
  loadBalancing,
  cloudfront,
  ses,
  configRules,
  codepipeline,
  lex,
  lattice,
  objectLambda,
  firehose,
  bedrock,
];
