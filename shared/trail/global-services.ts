/** Services whose records arrive in us-east-1 only. */
export const globalSources: readonly string[] = ['iam', 'cloudfront', 'organizations'];

/** Where the records of global services arrive. */
export const globalRegion = 'us-east-1';
