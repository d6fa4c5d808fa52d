import type { Draft, Sam } from './context.ts';

export const makeDeployment = (_sam: Sam, _draft: Draft, _alias: string | undefined): void => {};
