/** Services whose calls are the identities' lane. */
export const identitySources: readonly string[] = ['iam', 'rolesanywhere'];

/** Services whose records arrive in us-east-1 only. */
export const globalSources: readonly string[] = ['iam'];

/** Where the records of global services arrive. */
export const globalRegion = 'us-east-1';

/** Trailwarden's own resources, whose change is tampering: CloudFormation begins their names with the stack's. */
export const ownResources = (stack: string): readonly string[] => [
  `arn:*:lambda:*:*:function:${stack}-*`,
  `arn:*:iam::*:role/${stack}-*`,
  `arn:*:events:*:*:rule/${stack}-*`,
  `arn:*:sqs:*:*:${stack}-*`,
  `arn:*:sns:*:*:${stack}-*`,
  `arn:*:dynamodb:*:*:table/${stack}-*`,
  `arn:*:logs:*:*:log-group:${stack}-*`,
];
