// Written by `npm run generate` from the file tree.
import type { Rule } from '../engine/rule.ts';
import lambdaCodeByHuman from './lambda/lambda-code-by-human.ts';
import lambdaCodeForeignBucket from './lambda/lambda-code-foreign-bucket.ts';
import lambdaConcurrencyZero from './lambda/lambda-concurrency-zero.ts';
import lambdaImageForeignRegistry from './lambda/lambda-image-foreign-registry.ts';
import lambdaImageMutableTag from './lambda/lambda-image-mutable-tag.ts';
import lambdaMappingByHand from './lambda/lambda-mapping-by-hand.ts';
import lambdaMappingDisabled from './lambda/lambda-mapping-disabled.ts';
import lambdaMappingDisabledByService from './lambda/lambda-mapping-disabled-by-service.ts';
import lambdaMappingFailuresAbroad from './lambda/lambda-mapping-failures-abroad.ts';
import lambdaMappingFilterRemoved from './lambda/lambda-mapping-filter-removed.ts';
import lambdaMappingForeignCluster from './lambda/lambda-mapping-foreign-cluster.ts';
import lambdaMappingForeignSource from './lambda/lambda-mapping-foreign-source.ts';
import lambdaMappingRepointed from './lambda/lambda-mapping-repointed.ts';
import lambdaUrlCors from './lambda/lambda-url-cors.ts';
import lambdaUrlCreated from './lambda/lambda-url-created.ts';
import lambdaUrlUnauthenticated from './lambda/lambda-url-unauthenticated.ts';

export const rules: readonly Rule[] = [
  lambdaCodeByHuman,
  lambdaCodeForeignBucket,
  lambdaConcurrencyZero,
  lambdaImageForeignRegistry,
  lambdaImageMutableTag,
  lambdaMappingByHand,
  lambdaMappingDisabled,
  lambdaMappingDisabledByService,
  lambdaMappingFailuresAbroad,
  lambdaMappingFilterRemoved,
  lambdaMappingForeignCluster,
  lambdaMappingForeignSource,
  lambdaMappingRepointed,
  lambdaUrlCors,
  lambdaUrlCreated,
  lambdaUrlUnauthenticated,
];
