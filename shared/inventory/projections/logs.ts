import type { Json } from '../../json.ts';
import type { Change } from '../../trail/change.ts';
import { policyDocument } from '../../trail/encodings.ts';
import { fieldsOf } from '../../trail/fields.ts';
import { logGroupArn, roleArn } from '../../trail/resources.ts';
import type { Op, ResourceRef } from '../document.ts';
import { accountRef, type Effect, type Projections, reasonOf, refOf, stepsOf, withDocument } from '../projection.ts';

const { set, put, remove, unknown } = stepsOf<'log-group'>();

const groupRef = (change: Change, nameOrArn: string): ResourceRef => {
  const arn = logGroupArn(change, nameOrArn);
  return refOf(change, 'log-group', arn, arn.replace(/^.*:log-group:/, ''));
};

const on =
  (read: (change: Change) => readonly Op[], details?: (change: Change) => Effect['details']) =>
  (change: Change): readonly Effect[] => {
    const named = change.request.string('logGroupName') ?? change.request.string('logGroupIdentifier');
    if (named === undefined) return [];
    const extra = details?.(change);
    return [{ ref: groupRef(change, named), ops: read(change), ...(extra === undefined ? {} : { details: extra }) }];
  };

const subscribe = (change: Change): readonly Op[] => {
  const { request } = change;
  const destination = request.string('destinationArn');
  const role = request.string('roleArn');
  if (destination === undefined) return unknown('subscriptions', reasonOf(request));
  return put('subscriptions', [request.string('filterName') ?? 'default'], {
    destination,
    ...(role === undefined ? {} : { role: roleArn(change, role) }),
  });
};

const unsubscribe = ({ request }: Change): readonly Op[] => {
  const name = request.string('filterName');
  return name === undefined ? unknown('subscriptions', reasonOf(request)) : remove('subscriptions', [name]);
};

const retention = ({ request }: Change): readonly Op[] => {
  const days = request.number('retentionInDays');
  return days === undefined ? unknown('retentionDays', reasonOf(request)) : set('retentionDays', days);
};

const filterDetails = ({ request }: Change): Effect['details'] => ({ filter: request.string('filterName') ?? null });

/** A policy of one log group; the policies of the account let services write, and are not kept. */
const groupPolicy =
  (read: (change: Change) => readonly Op[]) =>
  (change: Change): readonly Effect[] => {
    const arn = change.request.string('resourceArn') ?? '';
    return arn.includes(':log-group:') ? [{ ref: groupRef(change, arn), ops: read(change) }] : [];
  };

/**
 * An account policy of this type subscribes to every log group at once.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html
 */
const accountPolicy = (change: Change): readonly Effect[] => {
  if (change.request.string('policyType') !== 'SUBSCRIPTION_FILTER_POLICY') return [];
  const policy = fieldsOf(policyDocument(change.request.get('policyDocument')));
  const details = {
    policy: change.request.string('policyName') ?? null,
    destination: policy.string('DestinationArn') ?? null,
  };
  return [{ ref: accountRef(change), ops: [], details }];
};

export const logs: Projections = {
  source: 'logs',
  calls: {
    CreateLogGroup: on(() => [
      { op: 'create' },
      ...set('subscriptions', {}),
      ...set('retentionDays', null),
      ...set('resourcePolicy', null),
    ]),
    DeleteLogGroup: on(() => [{ op: 'delete' }]),
    PutSubscriptionFilter: on(subscribe, filterDetails),
    DeleteSubscriptionFilter: on(unsubscribe, filterDetails),
    PutRetentionPolicy: on(retention),
    DeleteRetentionPolicy: on(() => set('retentionDays', null)),
    PutResourcePolicy: groupPolicy(({ request }) =>
      withDocument(request.get('policyDocument'), {
        read: (document: Json) => set('resourcePolicy', document),
        unreadable: (reason, detail) => unknown('resourcePolicy', reason, detail),
        missing: reasonOf(request),
      }),
    ),
    DeleteResourcePolicy: groupPolicy(() => set('resourcePolicy', null)),
    PutAccountPolicy: accountPolicy,
    DeleteAccountPolicy: accountPolicy,
  },
};
