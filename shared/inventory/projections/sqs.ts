import { isObject, type Json } from '../../json.ts';
import type { Change } from '../../trail/change.ts';
import { policyDocument } from '../../trail/encodings.ts';
import { queueArn } from '../../trail/resources.ts';
import { type Projections, reasonOf, stepsOf, tagsOf } from '../projection.ts';
import {
  accountPrincipal,
  addedTags,
  deletion,
  givenPolicy,
  keyOrNull,
  noOps,
  onResource,
  policyOps,
  type ReadDetails,
  type ReadOps,
  removedTags,
} from './on-resource.ts';

const steps = stepsOf<'queue'>();

const urlOf = (change: Change): string | undefined =>
  change.request.string('queueUrl') ?? change.response.string('queueUrl') ?? change.request.string('queueName');

const onQueue = onResource('queue', (change) => {
  const url = urlOf(change);
  return url === undefined ? undefined : queueArn(change, url);
});

/** The dead-letter queue in a redrive policy, which is JSON in a string; `null` where there is none. */
export const deadLetterTargetIn = (redrivePolicy: Json | undefined): string | null => {
  const policy = policyDocument(redrivePolicy);
  if (!isObject(policy)) return null;
  const target = policy['deadLetterTargetArn'];
  return typeof target === 'string' ? target : null;
};

/** `CreateQueue` answers with the queue where there is one already with these attributes. */
const createQueue: ReadOps = (change) => {
  const { request } = change;
  if (request.state !== 'present') return steps.ensure({});
  const attributes = request.object('attributes');
  const kmsKey = keyOrNull(change, attributes.string('KmsMasterKeyId'));
  const policy = givenPolicy(attributes, 'Policy');
  return steps.ensure({
    deadLetterTarget: deadLetterTargetIn(attributes.get('RedrivePolicy')),
    kmsKey,
    managedEncryption: attributes.boolean('SqsManagedSseEnabled') ?? kmsKey === null,
    visibilityTimeoutSeconds: attributes.number('VisibilityTimeout') ?? 30,
    tags: tagsOf(request.get('tags')),
    ...(policy === undefined ? {} : { resourcePolicy: policy }),
  });
};

const setQueueAttributes: ReadOps = (change) => {
  const { request } = change;
  const attributes = request.object('attributes');
  if (attributes.state !== 'present') return steps.unknown('resourcePolicy', reasonOf(request));
  const said = (member: string): boolean => attributes.has(member);
  return [
    ...(said('Policy') ? policyOps<'queue'>(attributes, 'Policy', { facet: 'resourcePolicy' }) : []),
    ...(said('RedrivePolicy')
      ? steps.set('deadLetterTarget', deadLetterTargetIn(attributes.get('RedrivePolicy')))
      : []),
    ...(said('KmsMasterKeyId') ? steps.set('kmsKey', keyOrNull(change, attributes.string('KmsMasterKeyId'))) : []),
    ...steps.set('managedEncryption', attributes.boolean('SqsManagedSseEnabled')),
    ...steps.set('visibilityTimeoutSeconds', attributes.number('VisibilityTimeout')),
  ];
};

const attributeDetails: ReadDetails = (change) => ({
  attributes: Object.keys(change.request.object('attributes').raw).sort(),
});

const addPermission: ReadOps = (change) => {
  const { request } = change;
  const sid = request.string('label');
  const url = request.string('queueUrl');
  const accounts = request.strings('aWSAccountIds').map((account) => accountPrincipal(change, account));
  const actions = request.strings('actions');
  if (sid === undefined || url === undefined || accounts.length === 0 || actions.length === 0) {
    return steps.unknown('resourcePolicy', reasonOf(request));
  }
  return steps.allow('resourcePolicy', sid, {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: accounts },
    Action: actions.map((action) => (action.includes(':') ? action : `SQS:${action}`)),
    Resource: queueArn(change, url),
  });
};

const removePermission: ReadOps = (change) => {
  const sid = change.request.string('label');
  return sid === undefined
    ? steps.unknown('resourcePolicy', reasonOf(change.request))
    : steps.disallow('resourcePolicy', sid);
};

export const sqs: Projections = {
  source: 'sqs',
  calls: {
    CreateQueue: onQueue(createQueue),
    DeleteQueue: onQueue(deletion),
    PurgeQueue: onQueue(noOps),
    SetQueueAttributes: onQueue(setQueueAttributes, attributeDetails),
    AddPermission: onQueue(addPermission),
    RemovePermission: onQueue(removePermission),
    TagQueue: onQueue((change) => addedTags('queue', change.request.get('tags'))),
    UntagQueue: onQueue((change) => removedTags('queue', change.request.strings('tagKeys'))),
  },
};
