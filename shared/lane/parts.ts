import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Service } from '../account/service.ts';
import { type ServiceName, serviceNames } from '../account/services.ts';
import { variable } from './environment.ts';

/** What is bundled beside a function and loaded when it is needed: the time to compile it is not paid at every start. */
export interface Parts {
  readonly 'dead-letters': typeof import('./parts/dead-letters.ts');
  readonly 'function-readers': typeof import('./parts/function-readers.ts');
  readonly 'identity-readers': typeof import('./parts/identity-readers.ts');
}

type CollectorParts = { readonly [S in ServiceName as `collect-${S}`]: { readonly service: Service } };

type AllParts = Parts & CollectorParts;

export type PartName = keyof AllParts;

/** The parts that a sweep is made of: one a service, bundled from where its collectors are. */
export const collectorParts: readonly PartName[] = serviceNames.map((service) => `collect-${service}` as const);

/** The source of a part, from the top of the repository. */
export const partSource = (name: PartName): string =>
  name.startsWith('collect-') ? `shared/account/${name.slice('collect-'.length)}.ts` : `shared/lane/parts/${name}.ts`;

/** Loads a part from beside the bundle. */
export const loadPart = <N extends PartName>(
  environment: Readonly<Record<string, string | undefined>>,
  name: N,
): AllParts[N] => {
  const root = variable(environment, 'LAMBDA_TASK_ROOT');
  return createRequire(join(root, 'index.js'))(`./${name}.js`) as AllParts[N];
};
