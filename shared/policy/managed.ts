export const managedPolicy = (_arn: string): undefined => undefined;
