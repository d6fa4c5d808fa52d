import type { Arn } from '../../arn.ts';
import type { Change } from '../../trail/change.ts';
import { topicArn } from '../../trail/resources.ts';
import type { Op } from '../document.ts';
import type { Subscription } from '../kinds/events.ts';
import { type Effect, type Projections, reasonOf, refOf, stepsOf, tagsOf } from '../projection.ts';
import {
  accountPrincipal,
  addedTags,
  answeredArn,
  deletion,
  givenPolicy,
  keyOrNull,
  nameIn,
  onResource,
  policyOps,
  type ReadOps,
  removedTags,
} from './on-resource.ts';

const steps = stepsOf<'topic'>();

const onTopic = onResource('topic', (change) => {
  const asked = change.request.string('topicArn') ?? change.request.string('resourceArn');
  const name = change.request.string('name');
  return (
    answeredArn(change.response, 'topicArn') ??
    (asked !== undefined ? topicArn(change, asked) : name === undefined ? undefined : topicArn(change, name))
  );
});

/** A subscription's ARN is that of its topic with an id. */
const topicOfSubscription = (arn: string): Arn => arn.slice(0, arn.lastIndexOf(':')) as Arn;
const onSubscription = onResource('topic', (change) => {
  const arn = answeredArn(change.request, 'subscriptionArn');
  return arn === undefined ? undefined : topicOfSubscription(arn);
});

/**
 * An endpoint as it may be kept: of a mail address its domain, of a telephone number nothing, of a URL (whose path can
 * be a secret, as a chat webhook's is) scheme and host.
 */
export const keptEndpoint = (protocol: string, endpoint: string): string => {
  if (protocol === 'email' || protocol === 'email-json') return endpoint.slice(endpoint.lastIndexOf('@') + 1);
  if (protocol === 'sms') return '';
  if (protocol === 'http' || protocol === 'https')
    return /^https?:\/\/(?:[^/@]*@)?([^/?#]+)/i.exec(endpoint)?.[0].replace(/\/\/[^/@]*@/, '//') ?? '';
  return endpoint;
};

/** `CreateTopic` answers with the topic where there is one already, and leaves it as it is. */
const createTopic: ReadOps = (change) => {
  const { request } = change;
  if (request.state !== 'present') return steps.ensure({ subscriptions: {} });
  const attributes = request.object('attributes');
  const policy = givenPolicy(attributes, 'Policy');
  return steps.ensure({
    kmsKey: keyOrNull(change, attributes.string('KmsMasterKeyId')),
    subscriptions: {},
    tags: tagsOf(request.get('tags')),
    ...(policy === undefined ? {} : { resourcePolicy: policy }),
  });
};

const setTopicAttributes: ReadOps = (change) => {
  const { request } = change;
  switch (request.string('attributeName')) {
    case 'Policy':
      return policyOps<'topic'>(request, 'attributeValue', { facet: 'resourcePolicy' });
    case 'KmsMasterKeyId':
      return steps.set('kmsKey', keyOrNull(change, request.string('attributeValue')));
    case undefined:
      return steps.unknown('resourcePolicy', reasonOf(request));
    default:
      return [];
  }
};

const addPermission: ReadOps = (change) => {
  const { request } = change;
  const sid = request.string('label');
  const accounts = [...request.strings('aWSAccountId'), ...request.strings('aWSAccountIds')].map((account) =>
    accountPrincipal(change, account),
  );
  const actions = [...request.strings('actionName'), ...request.strings('actionNames')];
  if (sid === undefined || accounts.length === 0 || actions.length === 0) {
    return steps.unknown('resourcePolicy', reasonOf(request));
  }
  return steps.allow('resourcePolicy', sid, {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: accounts },
    Action: actions.map((action) => (action.includes(':') ? action : `SNS:${action}`)),
    Resource: request.string('topicArn') ?? '*',
  });
};

const removePermission: ReadOps = (change) => {
  const sid = change.request.string('label');
  return sid === undefined
    ? steps.unknown('resourcePolicy', reasonOf(change.request))
    : steps.disallow('resourcePolicy', sid);
};

interface Subscribed {
  readonly key: string;
  readonly subscription: Subscription;
}

const subscribed = (change: Change): Subscribed | undefined => {
  const protocol = change.request.string('protocol');
  if (protocol === undefined) return undefined;
  const endpoint = keptEndpoint(protocol, change.request.string('endpoint') ?? '');
  const filtered = change.request.object('attributes').has('FilterPolicy');
  const arn = answeredArn(change.response, 'subscriptionArn');
  return {
    key: arn ?? `${protocol} ${endpoint}`,
    subscription: { protocol, endpoint, ...(filtered ? { filtered } : {}) },
  };
};

const subscribe: ReadOps = (change) => {
  const made = subscribed(change);
  return made === undefined
    ? steps.unknown('subscriptions', reasonOf(change.request))
    : steps.put('subscriptions', [made.key], made.subscription);
};

/** Who had a subscription is only known where it was seen being made. */
const unsubscribe = (change: Change): readonly Op[] =>
  steps.remove('subscriptions', [change.request.string('subscriptionArn') ?? '']);

const setSubscriptionAttributes = (change: Change): readonly Effect[] => {
  const arn = answeredArn(change.request, 'subscriptionArn');
  if (arn === undefined) return [];
  const topic = topicOfSubscription(arn);
  return [
    {
      ref: refOf(change, 'topic', topic, nameIn(topic)),
      ops: [],
      details: { subscription: arn, attribute: change.request.string('attributeName') ?? null },
    },
  ];
};

export const sns: Projections = {
  source: 'sns',
  calls: {
    CreateTopic: onTopic(createTopic),
    DeleteTopic: onTopic(deletion),
    SetTopicAttributes: onTopic(setTopicAttributes, (change) => ({
      attribute: change.request.string('attributeName') ?? null,
    })),
    AddPermission: onTopic(addPermission),
    RemovePermission: onTopic(removePermission),
    Subscribe: onTopic(subscribe, (change) => ({ subscription: subscribed(change)?.key ?? null })),
    Unsubscribe: onSubscription(unsubscribe, (change) => ({
      subscription: change.request.string('subscriptionArn') ?? null,
    })),
    SetSubscriptionAttributes: setSubscriptionAttributes,
    TagResource: onTopic((change) => addedTags('topic', change.request.get('tags'))),
    UntagResource: onTopic((change) => removedTags('topic', change.request.strings('tagKeys'))),
  },
};
