import { service as iam } from './iam.ts';
import { service as lambda } from './lambda.ts';
import type { Service } from './service.ts';
import type { ServiceName } from './services.ts';

/** Every service with its collectors and clients, for who wants to know all that a sweep may call. */
export const collectorsOf: { readonly [S in ServiceName]: Service } = { iam, lambda };
