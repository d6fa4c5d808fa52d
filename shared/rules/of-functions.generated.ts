// Written by `npm run generate` from the file tree.
import type { Rule } from '../engine/rule.ts';
import lambdaAliasMoved from './lambda/lambda-alias-moved.ts';
import lambdaCodeByHuman from './lambda/lambda-code-by-human.ts';
import lambdaCodeForeignBucket from './lambda/lambda-code-foreign-bucket.ts';
import lambdaCodeSigningRemoved from './lambda/lambda-code-signing-removed.ts';
import lambdaCodeSigningWarns from './lambda/lambda-code-signing-warns.ts';
import lambdaConcurrencyLimitRemoved from './lambda/lambda-concurrency-limit-removed.ts';
import lambdaConcurrencyZero from './lambda/lambda-concurrency-zero.ts';
import lambdaCreatedByHand from './lambda/lambda-created-by-hand.ts';
import lambdaDeleted from './lambda/lambda-deleted.ts';
import lambdaDestinationAbroad from './lambda/lambda-destination-abroad.ts';
import lambdaDestinationByHand from './lambda/lambda-destination-by-hand.ts';
import lambdaDrift from './lambda/lambda-drift.ts';
import lambdaEdgeReplicated from './lambda/lambda-edge-replicated.ts';
import lambdaEnvironmentRisky from './lambda/lambda-environment-risky.ts';
import lambdaEnvironmentSecret from './lambda/lambda-environment-secret.ts';
import lambdaFileSystemMounted from './lambda/lambda-file-system-mounted.ts';
import lambdaHandlerChanged from './lambda/lambda-handler-changed.ts';
import lambdaImageForeignRegistry from './lambda/lambda-image-foreign-registry.ts';
import lambdaImageMutableTag from './lambda/lambda-image-mutable-tag.ts';
import lambdaLayerByHand from './lambda/lambda-layer-by-hand.ts';
import lambdaLayerForeign from './lambda/lambda-layer-foreign.ts';
import lambdaLayerPublic from './lambda/lambda-layer-public.ts';
import lambdaLayerPublishedByHand from './lambda/lambda-layer-published-by-hand.ts';
import lambdaMappingByHand from './lambda/lambda-mapping-by-hand.ts';
import lambdaMappingDisabled from './lambda/lambda-mapping-disabled.ts';
import lambdaMappingDisabledByService from './lambda/lambda-mapping-disabled-by-service.ts';
import lambdaMappingFailuresAbroad from './lambda/lambda-mapping-failures-abroad.ts';
import lambdaMappingFilterRemoved from './lambda/lambda-mapping-filter-removed.ts';
import lambdaMappingForeignCluster from './lambda/lambda-mapping-foreign-cluster.ts';
import lambdaMappingForeignSource from './lambda/lambda-mapping-foreign-source.ts';
import lambdaMappingRepointed from './lambda/lambda-mapping-repointed.ts';
import lambdaNetworkChanged from './lambda/lambda-network-changed.ts';
import lambdaPermissionAlexaToken from './lambda/lambda-permission-alexa-token.ts';
import lambdaPermissionBucketReclaimable from './lambda/lambda-permission-bucket-reclaimable.ts';
import lambdaPermissionConfusedDeputy from './lambda/lambda-permission-confused-deputy.ts';
import lambdaPermissionForeignSource from './lambda/lambda-permission-foreign-source.ts';
import lambdaPermissionOtherAccount from './lambda/lambda-permission-other-account.ts';
import lambdaPermissionPowerfulAction from './lambda/lambda-permission-powerful-action.ts';
import lambdaPermissionPublic from './lambda/lambda-permission-public.ts';
import lambdaPermissionUrlPublic from './lambda/lambda-permission-url-public.ts';
import lambdaPermissionWideSource from './lambda/lambda-permission-wide-source.ts';
import lambdaProtectionRemoved from './lambda/lambda-protection-removed.ts';
import lambdaPublicAccessBlockOff from './lambda/lambda-public-access-block-off.ts';
import lambdaReachableFromInternet from './lambda/lambda-reachable-from-internet.ts';
import lambdaRecursionAllowed from './lambda/lambda-recursion-allowed.ts';
import lambdaRoleChanged from './lambda/lambda-role-changed.ts';
import lambdaRolePassed from './lambda/lambda-role-passed.ts';
import lambdaRolePowerful from './lambda/lambda-role-powerful.ts';
import lambdaRuntimeDeprecated from './lambda/lambda-runtime-deprecated.ts';
import lambdaRuntimeUpdatesManual from './lambda/lambda-runtime-updates-manual.ts';
import lambdaTelemetryReduced from './lambda/lambda-telemetry-reduced.ts';
import lambdaTriggerAdded from './lambda/lambda-trigger-added.ts';
import lambdaTriggerRemoved from './lambda/lambda-trigger-removed.ts';
import lambdaUrlCors from './lambda/lambda-url-cors.ts';
import lambdaUrlCreated from './lambda/lambda-url-created.ts';
import lambdaUrlUnauthenticated from './lambda/lambda-url-unauthenticated.ts';
import trailOwnFunctionTouched from './trail/trail-own-function-touched.ts';
import trailOwnMappingTouched from './trail/trail-own-mapping-touched.ts';

export const rules: readonly Rule[] = [
  lambdaAliasMoved,
  lambdaCodeByHuman,
  lambdaCodeForeignBucket,
  lambdaCodeSigningRemoved,
  lambdaCodeSigningWarns,
  lambdaConcurrencyLimitRemoved,
  lambdaConcurrencyZero,
  lambdaCreatedByHand,
  lambdaDeleted,
  lambdaDestinationAbroad,
  lambdaDestinationByHand,
  lambdaDrift,
  lambdaEdgeReplicated,
  lambdaEnvironmentRisky,
  lambdaEnvironmentSecret,
  lambdaFileSystemMounted,
  lambdaHandlerChanged,
  lambdaImageForeignRegistry,
  lambdaImageMutableTag,
  lambdaLayerByHand,
  lambdaLayerForeign,
  lambdaLayerPublic,
  lambdaLayerPublishedByHand,
  lambdaMappingByHand,
  lambdaMappingDisabled,
  lambdaMappingDisabledByService,
  lambdaMappingFailuresAbroad,
  lambdaMappingFilterRemoved,
  lambdaMappingForeignCluster,
  lambdaMappingForeignSource,
  lambdaMappingRepointed,
  lambdaNetworkChanged,
  lambdaPermissionAlexaToken,
  lambdaPermissionBucketReclaimable,
  lambdaPermissionConfusedDeputy,
  lambdaPermissionForeignSource,
  lambdaPermissionOtherAccount,
  lambdaPermissionPowerfulAction,
  lambdaPermissionPublic,
  lambdaPermissionUrlPublic,
  lambdaPermissionWideSource,
  lambdaProtectionRemoved,
  lambdaPublicAccessBlockOff,
  lambdaReachableFromInternet,
  lambdaRecursionAllowed,
  lambdaRoleChanged,
  lambdaRolePassed,
  lambdaRolePowerful,
  lambdaRuntimeDeprecated,
  lambdaRuntimeUpdatesManual,
  lambdaTelemetryReduced,
  lambdaTriggerAdded,
  lambdaTriggerRemoved,
  lambdaUrlCors,
  lambdaUrlCreated,
  lambdaUrlUnauthenticated,
  trailOwnFunctionTouched,
  trailOwnMappingTouched,
];
