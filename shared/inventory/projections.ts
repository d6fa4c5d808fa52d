import type { Projections } from './projection.ts';
import { identities } from './projections/iam.ts';
import { lambda } from './projections/lambda.ts';
import { others } from './projections/others.ts';
import { createProjector } from './projector.ts';

/** Every service whose calls change the inventory. */
export const projections: readonly Projections[] = [lambda, ...identities, ...others];

export const { isProjected, project } = createProjector(projections);
