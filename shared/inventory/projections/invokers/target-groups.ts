import { isArn } from '../../../arn.ts';
import type { Change } from '../../../trail/change.ts';
import type { ResourceRef } from '../../document.ts';
import type { Effect, Projections } from '../../projection.ts';
import { created, functionsWithin, gone, type InvokerService, invokerRef, invokes, regionalArn } from './invoker.ts';

type Named = (change: Change) => ResourceRef | undefined;

/** A target group of functions holds exactly one. */
const targetGroups = (service: InvokerService, group: Named, isOfFunctions: (change: Change) => boolean) => {
  const on =
    (read: (change: Change, ref: ResourceRef) => readonly Effect[]) =>
    (change: Change): readonly Effect[] => {
      const ref = group(change);
      return ref === undefined ? [] : read(change, ref);
    };
  return {
    CreateTargetGroup: on((change, ref) =>
      isOfFunctions(change) ? [{ ref, ops: [...created, ...invokes(service, [])] }] : [],
    ),
    RegisterTargets: on((change, ref) => {
      const functions = functionsWithin(change, change.request.get('targets'));
      return functions.length === 0 ? [] : [{ ref, ops: invokes(service, functions) }];
    }),
    DeregisterTargets: on((change, ref) =>
      functionsWithin(change, change.request.get('targets')).length === 0 ? [] : [{ ref, ops: invokes(service, []) }],
    ),
    // Only groups that were seen invoking something are known; deleting any other leaves no trace.
    DeleteTargetGroup: on((_, ref) => gone(ref)),
  };
};

const balancerGroup: Named = (change) => {
  const arn =
    change.request.string('targetGroupArn') ?? change.response.objects('targetGroups')[0]?.string('targetGroupArn');
  return arn === undefined || !isArn(arn) ? undefined : invokerRef(change, arn, arn.split('/')[1] ?? arn);
};

const latticeGroup: Named = (change) => {
  const named = change.request.string('targetGroupIdentifier') ?? change.response.string('arn');
  if (named === undefined) return undefined;
  const arn = isArn(named) ? named : regionalArn(change, 'vpc-lattice', `targetgroup/${named}`);
  return invokerRef(change, arn, arn.slice(arn.lastIndexOf('/') + 1));
};

export const loadBalancing: Projections = {
  source: 'elasticloadbalancing',
  calls: targetGroups(
    'elastic-load-balancing',
    balancerGroup,
    ({ request }) => request.string('targetType') === 'lambda',
  ),
};

export const lattice: Projections = {
  source: 'vpc-lattice',
  calls: targetGroups('vpc-lattice', latticeGroup, ({ request }) => request.string('type') === 'LAMBDA'),
};
