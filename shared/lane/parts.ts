import { createRequire } from 'node:module';
import { join } from 'node:path';
import { variable } from './environment.ts';

/** What is bundled beside a function and loaded when it is needed: the time to compile it is not paid at every start. */
export interface Parts {
  readonly 'dead-letters': typeof import('./parts/dead-letters.ts');
  readonly 'function-readers': typeof import('./parts/function-readers.ts');
  readonly 'identity-readers': typeof import('./parts/identity-readers.ts');
}

export type PartName = keyof Parts;

/** Loads a part from beside the bundle. */
export const loadPart = <N extends PartName>(
  environment: Readonly<Record<string, string | undefined>>,
  name: N,
): Parts[N] => {
  const root = variable(environment, 'LAMBDA_TASK_ROOT');
  return createRequire(join(root, 'index.js'))(`./${name}.js`) as Parts[N];
};
