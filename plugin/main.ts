export { TrailwardenAspect } from './aspect.ts';
export type { TrailwardenOptions } from './judge-templates.ts';
export { TrailwardenValidation } from './validation.ts';
