import type { Arn } from '../../arn.ts';
import type { Change } from '../../trail/change.ts';
import { streamArn } from '../../trail/resources.ts';
import { type Projections, reasonOf, stepsOf, withDocument } from '../projection.ts';
import { answeredArn, deletion, onResource, policyOps, type ReadOps } from './on-resource.ts';

const steps = stepsOf<'stream'>();

/** The stream of its own ARN or of one of its consumers. */
const streamOf = (arn: Arn): Arn => arn.replace(/(:stream\/[^/]+)\/.*$/, '$1') as Arn;

const onStream = onResource('stream', (change) => {
  const { request } = change;
  const named = request.string('streamName');
  const arn =
    answeredArn(request, 'streamARN') ?? answeredArn(request, 'resourceARN') ?? answeredArn(request, 'consumerARN');
  return arn !== undefined ? streamOf(arn) : named === undefined ? undefined : streamArn(change, named);
});

const consumerIn = (change: Change): string | undefined => {
  const arn = change.request.string('resourceARN') ?? '';
  return arn.includes('/consumer/') ? arn : undefined;
};

const putPolicy: ReadOps = (change) => {
  const consumer = consumerIn(change);
  const policy = change.request.get('policy');
  if (consumer === undefined) return policyOps<'stream'>(change.request, 'policy', { facet: 'resourcePolicy' });
  return withDocument(policy, {
    read: (document) => steps.put('consumerPolicies', [consumer], document),
    unreadable: (reason, detail) => steps.unknown('consumerPolicies', reason, detail),
    missing: reasonOf(change.request),
  });
};

const deletePolicy: ReadOps = (change) => {
  const consumer = consumerIn(change);
  return consumer === undefined ? steps.set('resourcePolicy', null) : steps.remove('consumerPolicies', [consumer]);
};

const consumerName = (change: Change): string | undefined => {
  const [, named] = /\/consumer\/([^:]+)/.exec(change.request.string('consumerARN') ?? '') ?? [];
  return change.request.string('consumerName') ?? named;
};

const registerConsumer: ReadOps = (change) => {
  const name = consumerName(change);
  const arn = change.response.object('consumer').string('consumerARN');
  return name === undefined
    ? steps.unknown('consumers', reasonOf(change.request))
    : steps.put('consumers', [name], arn ?? name);
};

export const kinesis: Projections = {
  source: 'kinesis',
  calls: {
    CreateStream: onStream(() => [
      { op: 'create' },
      ...steps.set('resourcePolicy', null),
      ...steps.set('consumers', {}),
      ...steps.set('consumerPolicies', {}),
      ...steps.set('encrypted', false),
    ]),
    DeleteStream: onStream(deletion),
    PutResourcePolicy: onStream(putPolicy),
    DeleteResourcePolicy: onStream(deletePolicy),
    RegisterStreamConsumer: onStream(registerConsumer, (change) => ({ consumer: consumerName(change) ?? null })),
    DeregisterStreamConsumer: onStream((change) => {
      const name = consumerName(change);
      return name === undefined
        ? steps.unknown('consumers', reasonOf(change.request))
        : steps.remove('consumers', [name]);
    }),
    StartStreamEncryption: onStream(() => steps.set('encrypted', true)),
    StopStreamEncryption: onStream(() => steps.set('encrypted', false)),
  },
};
