import type { Service } from '../account/service.ts';
import type { ServiceName } from '../account/services.ts';

type Load = () => Promise<{ readonly service: Service }>;

/** The collectors of each service with their SDK client, loaded when one of them has something to do. */
export const loadCollectors: { readonly [S in ServiceName]: Load } = {
  iam: () => import('../account/iam.ts'),
  lambda: () => import('../account/lambda.ts'),
};
