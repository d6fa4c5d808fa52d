import type { ResourceChange } from '../inventory/document.ts';
import { withElsewhere } from '../inventory/elsewhere.ts';
import type { Projections } from '../inventory/projection.ts';
import { createProjector, type Projector } from '../inventory/projector.ts';
import { collect } from '../patterns/collect.ts';
import type { Change } from '../trail/change.ts';

type Load = () => Promise<readonly Projections[]>;

const functions: Load = async () => [(await import('../inventory/projections/lambda.ts')).lambda];
const identities: Load = async () => (await import('../inventory/projections/iam.ts')).identities;
const others: Load = async () => (await import('../inventory/projections/others.ts')).others;

const loads: { readonly [source: string]: Load } = {
  lambda: functions,
  iam: identities,
  rolesanywhere: identities,
  sts: identities,
};

const projectors = new Map<Load, Promise<Projector>>();

const projectorOf = (source: string): Promise<Projector> => {
  const load = loads[source] ?? others;
  const projector = projectors.get(load) ?? load().then(createProjector);
  projectors.set(load, projector);
  return projector;
};

/** What one record means, as `../intake.ts` says it; the projections of its service are loaded when they are needed. */
export const intake = async (change: Change): Promise<readonly ResourceChange[]> => {
  const { project } = await projectorOf(change.source);
  return withElsewhere(change, [...project(change), ...collect(change)]);
};
