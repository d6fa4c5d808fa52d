// Written by `npm run generate` from the file tree.
import type { Rule } from '../engine/rule.ts';
import accountChangesMissed from './account/account-changes-missed.ts';
import accountPermissionMissing from './account/account-permission-missing.ts';
import apiAuthorizerCaching from './api/api-authorizer-caching.ts';
import apiAuthorizerChanged from './api/api-authorizer-changed.ts';
import apiAuthorizerDeleted from './api/api-authorizer-deleted.ts';
import apiAuthorizerForeign from './api/api-authorizer-foreign.ts';
import apiCorsAnyOrigin from './api/api-cors-any-origin.ts';
import apiDefaultEndpointEnabled from './api/api-default-endpoint-enabled.ts';
import apiEndpointOpened from './api/api-endpoint-opened.ts';
import apiImported from './api/api-imported.ts';
import apiIntegrationCallerCredentials from './api/api-integration-caller-credentials.ts';
import apiIntegrationExternal from './api/api-integration-external.ts';
import apiIntegrationForeign from './api/api-integration-foreign.ts';
import apiIntegrationStrongRole from './api/api-integration-strong-role.ts';
import apiKeyCreated from './api/api-key-created.ts';
import apiPolicyOtherAccount from './api/api-policy-other-account.ts';
import apiPolicyPublic from './api/api-policy-public.ts';
import apiRouteOpen from './api/api-route-open.ts';
import apiStageProtectionRemoved from './api/api-stage-protection-removed.ts';
import apiStageVariableChanged from './api/api-stage-variable-changed.ts';
import apiUsagePlanChanged from './api/api-usage-plan-changed.ts';
import apiWebsocketOpen from './api/api-websocket-open.ts';
import appsyncApiKey from './appsync/appsync-api-key.ts';
import appsyncApiKeyCreated from './appsync/appsync-api-key-created.ts';
import appsyncAuthenticationAdded from './appsync/appsync-authentication-added.ts';
import appsyncChangedByHand from './appsync/appsync-changed-by-hand.ts';
import appsyncDataSourceForeign from './appsync/appsync-data-source-foreign.ts';
import appsyncDataSourceStrongRole from './appsync/appsync-data-source-strong-role.ts';
import appsyncIntrospection from './appsync/appsync-introspection.ts';
import cognitoClientCallbackAdded from './cognito/cognito-client-callback-added.ts';
import cognitoClientPasswordFlow from './cognito/cognito-client-password-flow.ts';
import cognitoClientPlainCallback from './cognito/cognito-client-plain-callback.ts';
import cognitoGuestsAllowed from './cognito/cognito-guests-allowed.ts';
import cognitoRoleStrong from './cognito/cognito-role-strong.ts';
import cognitoRolesChanged from './cognito/cognito-roles-changed.ts';
import cognitoTriggerChanged from './cognito/cognito-trigger-changed.ts';
import cognitoTriggerForeign from './cognito/cognito-trigger-foreign.ts';
import dynamodbCopiedAbroad from './dynamodb/dynamodb-copied-abroad.ts';
import dynamodbDeletionProtectionOff from './dynamodb/dynamodb-deletion-protection-off.ts';
import dynamodbExported from './dynamodb/dynamodb-exported.ts';
import dynamodbStreamChanged from './dynamodb/dynamodb-stream-changed.ts';
import dynamodbTableForeign from './dynamodb/dynamodb-table-foreign.ts';
import dynamodbTablePublic from './dynamodb/dynamodb-table-public.ts';
import ecrImageByHand from './ecr/ecr-image-by-hand.ts';
import ecrRegistryOpen from './ecr/ecr-registry-open.ts';
import ecrRepositoryConfusedDeputy from './ecr/ecr-repository-confused-deputy.ts';
import ecrRepositoryForeign from './ecr/ecr-repository-foreign.ts';
import ecrRepositoryPublic from './ecr/ecr-repository-public.ts';
import ecrTagsMadeMutable from './ecr/ecr-tags-made-mutable.ts';
import eventsApiDestinationExternal from './events/events-api-destination-external.ts';
import eventsArchiveChanged from './events/events-archive-changed.ts';
import eventsBusConfusedDeputy from './events/events-bus-confused-deputy.ts';
import eventsBusForeign from './events/events-bus-foreign.ts';
import eventsBusPublic from './events/events-bus-public.ts';
import eventsConnectionChanged from './events/events-connection-changed.ts';
import eventsReplayStarted from './events/events-replay-started.ts';
import eventsRuleDisabled from './events/events-rule-disabled.ts';
import eventsRuleListensToEverything from './events/events-rule-listens-to-everything.ts';
import eventsRuleListensToSecurity from './events/events-rule-listens-to-security.ts';
import eventsTargetAbroad from './events/events-target-abroad.ts';
import eventsTargetByHand from './events/events-target-by-hand.ts';
import eventsTargetRolePowerful from './events/events-target-role-powerful.ts';
import iamGroupPowerful from './iam/iam-group-powerful.ts';
import invokerByHand from './invoker/invoker-by-hand.ts';
import invokerFunctionForeign from './invoker/invoker-function-foreign.ts';
import iotRuleByHand from './iot/iot-rule-by-hand.ts';
import iotRuleExternalTarget from './iot/iot-rule-external-target.ts';
import iotRuleForeignTarget from './iot/iot-rule-foreign-target.ts';
import iotRuleStrongRole from './iot/iot-rule-strong-role.ts';
import kinesisConsumerRegistered from './kinesis/kinesis-consumer-registered.ts';
import kinesisStreamForeign from './kinesis/kinesis-stream-foreign.ts';
import kinesisStreamPublic from './kinesis/kinesis-stream-public.ts';
import kmsGrantForeign from './kms/kms-grant-foreign.ts';
import kmsGrantRevoked from './kms/kms-grant-revoked.ts';
import kmsKeyConfusedDeputy from './kms/kms-key-confused-deputy.ts';
import kmsKeyDisabled from './kms/kms-key-disabled.ts';
import kmsKeyForeign from './kms/kms-key-foreign.ts';
import kmsKeyPublic from './kms/kms-key-public.ts';
import lambdaCodeSigningWeakened from './lambda/lambda-code-signing-weakened.ts';
import logsAccountSubscription from './logs/logs-account-subscription.ts';
import logsSubscriptionByHand from './logs/logs-subscription-by-hand.ts';
import logsSubscriptionForeign from './logs/logs-subscription-foreign.ts';
import pipesAbroad from './pipes/pipes-abroad.ts';
import pipesByHand from './pipes/pipes-by-hand.ts';
import pipesRolePowerful from './pipes/pipes-role-powerful.ts';
import s3AccountPublicAccessBlockWeakened from './s3/s3-account-public-access-block-weakened.ts';
import s3BucketAclOpen from './s3/s3-bucket-acl-open.ts';
import s3BucketConfusedDeputy from './s3/s3-bucket-confused-deputy.ts';
import s3BucketDeleted from './s3/s3-bucket-deleted.ts';
import s3BucketForeign from './s3/s3-bucket-foreign.ts';
import s3BucketPublic from './s3/s3-bucket-public.ts';
import s3NotificationAbroad from './s3/s3-notification-abroad.ts';
import s3NotificationChanged from './s3/s3-notification-changed.ts';
import s3PublicAccessBlockWeakened from './s3/s3-public-access-block-weakened.ts';
import s3ReplicatedAbroad from './s3/s3-replicated-abroad.ts';
import s3RetentionReduced from './s3/s3-retention-reduced.ts';
import schedulerFunctionByHand from './scheduler/scheduler-function-by-hand.ts';
import schedulerRolePowerful from './scheduler/scheduler-role-powerful.ts';
import schedulerTargetAbroad from './scheduler/scheduler-target-abroad.ts';
import schemasRegistryOpen from './schemas/schemas-registry-open.ts';
import secretsmanagerRotationByHand from './secretsmanager/secretsmanager-rotation-by-hand.ts';
import secretsmanagerRotationForeign from './secretsmanager/secretsmanager-rotation-foreign.ts';
import secretsmanagerSecretConfusedDeputy from './secretsmanager/secretsmanager-secret-confused-deputy.ts';
import secretsmanagerSecretForeign from './secretsmanager/secretsmanager-secret-foreign.ts';
import secretsmanagerSecretPublic from './secretsmanager/secretsmanager-secret-public.ts';
import snsSubscriptionAbroad from './sns/sns-subscription-abroad.ts';
import snsSubscriptionByHand from './sns/sns-subscription-by-hand.ts';
import snsSubscriptionPlainHttp from './sns/sns-subscription-plain-http.ts';
import snsTopicConfusedDeputy from './sns/sns-topic-confused-deputy.ts';
import snsTopicForeign from './sns/sns-topic-foreign.ts';
import snsTopicPublic from './sns/sns-topic-public.ts';
import sqsDeadLetterAbroad from './sqs/sqs-dead-letter-abroad.ts';
import sqsProtectionWeakened from './sqs/sqs-protection-weakened.ts';
import sqsQueueConfusedDeputy from './sqs/sqs-queue-confused-deputy.ts';
import sqsQueueEmptied from './sqs/sqs-queue-emptied.ts';
import sqsQueueForeign from './sqs/sqs-queue-foreign.ts';
import sqsQueuePublic from './sqs/sqs-queue-public.ts';
import ssmDocumentShared from './ssm/ssm-document-shared.ts';
import ssmParameterForeign from './ssm/ssm-parameter-foreign.ts';
import ssmParameterOverwritten from './ssm/ssm-parameter-overwritten.ts';
import ssmParameterPublic from './ssm/ssm-parameter-public.ts';
import statesFunctionForeign from './states/states-function-foreign.ts';
import statesLoggingOff from './states/states-logging-off.ts';
import statesRoleChanged from './states/states-role-changed.ts';
import statesRoleStrong from './states/states-role-strong.ts';
import statesSensitiveCall from './states/states-sensitive-call.ts';
import trailBucketTouched from './trail/trail-bucket-touched.ts';
import trailKeyTouched from './trail/trail-key-touched.ts';
import trailLeavesOut from './trail/trail-leaves-out.ts';
import trailMonitorOff from './trail/trail-monitor-off.ts';
import trailMonitorWeakened from './trail/trail-monitor-weakened.ts';
import trailNarrowed from './trail/trail-narrowed.ts';
import trailOrganizationLeft from './trail/trail-organization-left.ts';
import trailOwnLogGroupTouched from './trail/trail-own-log-group-touched.ts';
import trailOwnQueueTouched from './trail/trail-own-queue-touched.ts';
import trailOwnRuleTouched from './trail/trail-own-rule-touched.ts';
import trailOwnScheduleTouched from './trail/trail-own-schedule-touched.ts';
import trailOwnStackTouched from './trail/trail-own-stack-touched.ts';
import trailOwnTableTouched from './trail/trail-own-table-touched.ts';
import trailOwnTopicTouched from './trail/trail-own-topic-touched.ts';
import trailParametersOmitted from './trail/trail-parameters-omitted.ts';
import trailStopped from './trail/trail-stopped.ts';

export const rules: readonly Rule[] = [
  accountChangesMissed,
  accountPermissionMissing,
  apiAuthorizerCaching,
  apiAuthorizerChanged,
  apiAuthorizerDeleted,
  apiAuthorizerForeign,
  apiCorsAnyOrigin,
  apiDefaultEndpointEnabled,
  apiEndpointOpened,
  apiImported,
  apiIntegrationCallerCredentials,
  apiIntegrationExternal,
  apiIntegrationForeign,
  apiIntegrationStrongRole,
  apiKeyCreated,
  apiPolicyOtherAccount,
  apiPolicyPublic,
  apiRouteOpen,
  apiStageProtectionRemoved,
  apiStageVariableChanged,
  apiUsagePlanChanged,
  apiWebsocketOpen,
  appsyncApiKey,
  appsyncApiKeyCreated,
  appsyncAuthenticationAdded,
  appsyncChangedByHand,
  appsyncDataSourceForeign,
  appsyncDataSourceStrongRole,
  appsyncIntrospection,
  cognitoClientCallbackAdded,
  cognitoClientPasswordFlow,
  cognitoClientPlainCallback,
  cognitoGuestsAllowed,
  cognitoRoleStrong,
  cognitoRolesChanged,
  cognitoTriggerChanged,
  cognitoTriggerForeign,
  dynamodbCopiedAbroad,
  dynamodbDeletionProtectionOff,
  dynamodbExported,
  dynamodbStreamChanged,
  dynamodbTableForeign,
  dynamodbTablePublic,
  ecrImageByHand,
  ecrRegistryOpen,
  ecrRepositoryConfusedDeputy,
  ecrRepositoryForeign,
  ecrRepositoryPublic,
  ecrTagsMadeMutable,
  eventsApiDestinationExternal,
  eventsArchiveChanged,
  eventsBusConfusedDeputy,
  eventsBusForeign,
  eventsBusPublic,
  eventsConnectionChanged,
  eventsReplayStarted,
  eventsRuleDisabled,
  eventsRuleListensToEverything,
  eventsRuleListensToSecurity,
  eventsTargetAbroad,
  eventsTargetByHand,
  eventsTargetRolePowerful,
  iamGroupPowerful,
  invokerByHand,
  invokerFunctionForeign,
  iotRuleByHand,
  iotRuleExternalTarget,
  iotRuleForeignTarget,
  iotRuleStrongRole,
  kinesisConsumerRegistered,
  kinesisStreamForeign,
  kinesisStreamPublic,
  kmsGrantForeign,
  kmsGrantRevoked,
  kmsKeyConfusedDeputy,
  kmsKeyDisabled,
  kmsKeyForeign,
  kmsKeyPublic,
  lambdaCodeSigningWeakened,
  logsAccountSubscription,
  logsSubscriptionByHand,
  logsSubscriptionForeign,
  pipesAbroad,
  pipesByHand,
  pipesRolePowerful,
  s3AccountPublicAccessBlockWeakened,
  s3BucketAclOpen,
  s3BucketConfusedDeputy,
  s3BucketDeleted,
  s3BucketForeign,
  s3BucketPublic,
  s3NotificationAbroad,
  s3NotificationChanged,
  s3PublicAccessBlockWeakened,
  s3ReplicatedAbroad,
  s3RetentionReduced,
  schedulerFunctionByHand,
  schedulerRolePowerful,
  schedulerTargetAbroad,
  schemasRegistryOpen,
  secretsmanagerRotationByHand,
  secretsmanagerRotationForeign,
  secretsmanagerSecretConfusedDeputy,
  secretsmanagerSecretForeign,
  secretsmanagerSecretPublic,
  snsSubscriptionAbroad,
  snsSubscriptionByHand,
  snsSubscriptionPlainHttp,
  snsTopicConfusedDeputy,
  snsTopicForeign,
  snsTopicPublic,
  sqsDeadLetterAbroad,
  sqsProtectionWeakened,
  sqsQueueConfusedDeputy,
  sqsQueueEmptied,
  sqsQueueForeign,
  sqsQueuePublic,
  ssmDocumentShared,
  ssmParameterForeign,
  ssmParameterOverwritten,
  ssmParameterPublic,
  statesFunctionForeign,
  statesLoggingOff,
  statesRoleChanged,
  statesRoleStrong,
  statesSensitiveCall,
  trailBucketTouched,
  trailKeyTouched,
  trailLeavesOut,
  trailMonitorOff,
  trailMonitorWeakened,
  trailNarrowed,
  trailOrganizationLeft,
  trailOwnLogGroupTouched,
  trailOwnQueueTouched,
  trailOwnRuleTouched,
  trailOwnScheduleTouched,
  trailOwnStackTouched,
  trailOwnTableTouched,
  trailOwnTopicTouched,
  trailParametersOmitted,
  trailStopped,
];
