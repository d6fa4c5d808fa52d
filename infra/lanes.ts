import type { ConsumedCalls } from '../shared/inventory/consumed.ts';

/** Services whose calls are the identities' lane. */
export const identitySources: readonly string[] = ['iam', 'rolesanywhere'];

/** What watches, and Trailwarden itself: the lane of tampering. */
export const watchingSources: readonly string[] = [
  'access-analyzer',
  'cloudformation',
  'cloudtrail',
  'config',
  'guardduty',
  'organizations',
  'securityhub',
  'sts',
];

/** Everything else that is consumed can trigger a function or decides who reaches one. */
export const triggerSources = (consumed: ConsumedCalls): readonly string[] => {
  const others = new Set(['lambda', ...identitySources, ...watchingSources]);
  return [...consumed.keys()].filter((source) => !others.has(source));
};

/** Trailwarden's own resources, whose change is tampering: CloudFormation begins their names with the stack's. */
export const ownResources = (stack: string): readonly string[] => [
  `arn:*:lambda:*:*:function:${stack}-*`,
  `arn:*:iam::*:role/${stack}-*`,
  `arn:*:events:*:*:rule/${stack}-*`,
  `arn:*:scheduler:*:*:schedule/default/${stack}-*`,
  `arn:*:sqs:*:*:${stack}-*`,
  `arn:*:sns:*:*:${stack}-*`,
  `arn:*:dynamodb:*:*:table/${stack}-*`,
  `arn:*:logs:*:*:log-group:${stack}-*`,
  `arn:*:logs:*:*:log-group:/aws/lambda/${stack}-*`,
  `arn:*:cloudformation:*:*:stack/${stack}`,
];
