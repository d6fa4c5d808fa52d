// Written by `npm run generate` from the file tree.
import type { Rule } from '../engine/rule.ts';
import lambdaCodeByHuman from './lambda/lambda-code-by-human.ts';
import lambdaConcurrencyZero from './lambda/lambda-concurrency-zero.ts';
import lambdaUrlUnauthenticated from './lambda/lambda-url-unauthenticated.ts';

export const rules: readonly Rule[] = [
  lambdaCodeByHuman,
  lambdaConcurrencyZero,
  lambdaUrlUnauthenticated,
];
