import { computePaths } from './paths/compute.ts';
import { identityPaths } from './paths/identity.ts';
import type { EscalationPath } from './paths/path.ts';
import { serverlessPaths } from './paths/serverless.ts';

export type { EscalationPath, Step } from './paths/path.ts';

/**
 * The paths of pathfinding.cloud, Prowler, Cloudsplaining and PMapper, and those of serverless services that are in
 * none of them.
 * @see https://pathfinding.cloud/
 */
export const escalationPaths: readonly EscalationPath[] = [...identityPaths, ...serverlessPaths, ...computePaths];
