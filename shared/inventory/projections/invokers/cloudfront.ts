import { arnOf, isArn } from '../../../arn.ts';
import type { Change } from '../../../trail/change.ts';
import type { ResourceRef } from '../../document.ts';
import type { Effect, Projections } from '../../projection.ts';
import { configured, gone, invokerRef } from './invoker.ts';

const distribution = (change: Change): ResourceRef | undefined => {
  const answered = change.response.object('distribution');
  const id = answered.string('id') ?? change.request.string('id');
  if (id === undefined) return undefined;
  const named = answered.string('aRN');
  const { partition, account } = change;
  const own = arnOf({ partition, service: 'cloudfront', region: '', account, resource: `distribution/${id}` });
  return invokerRef(change, named !== undefined && isArn(named) ? named : own, id);
};

/** Functions at the edge, of the default behaviour and of every other. */
const associations = (change: Change): readonly Effect[] => {
  const withTags = change.request.object('distributionConfigWithTags');
  const config = (withTags.state === 'present' ? withTags : change.request).object('distributionConfig');
  const behaviours =
    config.state === 'present'
      ? [config.get('defaultCacheBehavior') ?? null, config.get('cacheBehaviors') ?? null]
      : undefined;
  return configured(change, 'cloudfront', distribution(change), behaviours);
};

export const cloudfront: Projections = {
  source: 'cloudfront',
  calls: {
    CreateDistribution: associations,
    CreateDistributionWithTags: associations,
    UpdateDistribution: associations,
    DeleteDistribution: (change) => {
      const ref = distribution(change);
      return ref === undefined ? [] : gone(ref);
    },
  },
};
