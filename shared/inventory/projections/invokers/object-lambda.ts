import type { Change } from '../../../trail/change.ts';
import type { ResourceRef } from '../../document.ts';
import type { Effect, Projections } from '../../projection.ts';
import { configured, gone, invokerRef, regionalArn } from './invoker.ts';

const accessPoint = (change: Change): ResourceRef | undefined => {
  const name = change.request.string('name');
  if (name === undefined) return undefined;
  return invokerRef(change, regionalArn(change, 's3-object-lambda', `accesspoint/${name}`), name);
};

const on = (change: Change): readonly Effect[] =>
  configured(
    change,
    's3-object-lambda',
    accessPoint(change),
    change.request.state === 'present' ? change.request.raw : undefined,
  );

/** Access points whose functions rewrite objects as they are read. */
export const objectLambda: Projections = {
  source: 's3',
  calls: {
    CreateAccessPointForObjectLambda: on,
    PutAccessPointConfigurationForObjectLambda: on,
    DeleteAccessPointForObjectLambda: (change) => {
      const ref = accessPoint(change);
      return ref === undefined ? [] : gone(ref);
    },
  },
};
