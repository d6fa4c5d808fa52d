import { keptEndpoint } from '../../inventory/projections/sns.ts';
import { isObject, type Json } from '../../json.ts';
import { keyArn, queueArn, topicArn } from '../../trail/arns.ts';
import { scalarText } from '../values.ts';
import { policySteps } from './policy-steps.ts';
import { effectsOn, refOf, type TemplateEffect, tagsOf, type View } from './view.ts';

const keyOrNull = (view: View, value: Json | undefined): string | null => {
  const key = scalarText(value);
  return key === undefined || key === '' ? null : keyArn(view.renderer.place, key);
};

const subscriptionStep = (
  on: ReturnType<typeof effectsOn<'topic'>>,
  protocol: string,
  endpoint: string,
  filtered: boolean,
): TemplateEffect => {
  const kept = keptEndpoint(protocol, endpoint);
  return on.put(
    'subscriptions',
    [`${protocol} ${kept}`],
    { protocol, endpoint: kept, ...(filtered ? { filtered } : {}) },
    'Endpoint',
  );
};

const topic = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'topic'>(refOf(view, 'topic'));
  const listed = view.list('Subscription').filter(isObject);
  return [
    on.create(),
    on.set('resourcePolicy', null),
    on.read('kmsKey', view.at('KmsMasterKeyId'), (value) => keyOrNull(view, value), 'KmsMasterKeyId'),
    on.set('subscriptions', {}),
    on.set('tags', tagsOf(view.at('Tags').value), 'Tags'),
    ...listed.flatMap((one) => {
      const protocol = scalarText(one['Protocol']);
      const endpoint = scalarText(one['Endpoint']);
      return protocol === undefined || endpoint === undefined ? [] : [subscriptionStep(on, protocol, endpoint, false)];
    }),
  ];
};

const named = (view: View, property: string): readonly string[] =>
  view
    .list(property)
    .flatMap(
      (_, index) => (Array.isArray(view.at(property).value) ? view.named(property, index) : view.named(property)) ?? [],
    );

const topicPolicy = (view: View): readonly TemplateEffect[] =>
  named(view, view.at('Topics').value === undefined ? 'TopicArn' : 'Topics').flatMap((name) => {
    const arn = topicArn(view.renderer.place, name);
    return policySteps(refOf(view, 'topic', arn, arn.slice(arn.lastIndexOf(':') + 1)), view, 'PolicyDocument');
  });

const subscription = (view: View): readonly TemplateEffect[] => {
  const name = view.named('TopicArn');
  const protocol = view.text('Protocol');
  if (name === undefined) return [];
  const arn = topicArn(view.renderer.place, name);
  const on = effectsOn<'topic'>(refOf(view, 'topic', arn, arn.slice(arn.lastIndexOf(':') + 1)));
  const endpoint = view.text('Endpoint');
  if (protocol === undefined || endpoint === undefined) {
    return [on.unresolved('subscriptions', [...view.at('Protocol').open, ...view.at('Endpoint').open], 'Endpoint')];
  }
  return [subscriptionStep(on, protocol, endpoint, view.at('FilterPolicy').value !== undefined)];
};

const queue = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'queue'>(refOf(view, 'queue'));
  const redrive = view.at('RedrivePolicy').value;
  const dead = isObject(redrive) ? scalarText(redrive['deadLetterTargetArn']) : undefined;
  return [
    on.create(),
    on.set('resourcePolicy', null),
    on.set('deadLetterTarget', dead ?? null, 'RedrivePolicy'),
    on.read('kmsKey', view.at('KmsMasterKeyId'), (value) => keyOrNull(view, value), 'KmsMasterKeyId'),
    on.set('managedEncryption', view.flag('SqsManagedSseEnabled') ?? true, 'SqsManagedSseEnabled'),
    on.read(
      'visibilityTimeoutSeconds',
      view.at('VisibilityTimeout'),
      (value) => (value === undefined ? 30 : Number(value)),
      'VisibilityTimeout',
    ),
    on.set('tags', tagsOf(view.at('Tags').value), 'Tags'),
  ];
};

const queuePolicy = (view: View): readonly TemplateEffect[] =>
  named(view, view.at('Queues').value === undefined ? 'Queue' : 'Queues').flatMap((name) => {
    const arn = queueArn(view.renderer.place, name);
    return policySteps(refOf(view, 'queue', arn, arn.slice(arn.lastIndexOf(':') + 1)), view, 'PolicyDocument');
  });

export const messagingMappers = {
  'AWS::SNS::Topic': topic,
  'AWS::SNS::TopicPolicy': topicPolicy,
  'AWS::SNS::TopicInlinePolicy': topicPolicy,
  'AWS::SNS::Subscription': subscription,
  'AWS::SQS::Queue': queue,
  'AWS::SQS::QueuePolicy': queuePolicy,
  'AWS::SQS::QueueInlinePolicy': queuePolicy,
};
