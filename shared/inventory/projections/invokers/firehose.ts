import type { Change } from '../../../trail/change.ts';
import type { ResourceRef } from '../../document.ts';
import type { Effect, Projections } from '../../projection.ts';
import { configured, gone, invokerRef, regionalArn } from './invoker.ts';

const stream = (change: Change): ResourceRef | undefined => {
  const name = change.request.string('deliveryStreamName');
  return name === undefined
    ? undefined
    : invokerRef(change, regionalArn(change, 'firehose', `deliverystream/${name}`), name);
};

/** An update of a destination names its processors only where it changes them. */
const on = (change: Change): readonly Effect[] => {
  const { state, raw } = change.request;
  if (
    change.name === 'UpdateDestination' &&
    state === 'present' &&
    !/processingConfiguration/i.test(JSON.stringify(raw))
  )
    return [];
  return configured(change, 'firehose', stream(change), state === 'present' ? raw : undefined);
};

/** Delivery streams whose functions rewrite records on their way. */
export const firehose: Projections = {
  source: 'firehose',
  calls: {
    CreateDeliveryStream: on,
    UpdateDestination: on,
    DeleteDeliveryStream: (change) => {
      const ref = stream(change);
      return ref === undefined ? [] : gone(ref);
    },
  },
};
