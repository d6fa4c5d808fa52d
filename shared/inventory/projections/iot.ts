import type { Change } from '../../trail/change.ts';
import { type Fields, fieldsOf } from '../../trail/fields.ts';
import { functionRef, queueArn, roleArn, topicRuleArn } from '../../trail/resources.ts';
import type { Op } from '../document.ts';
import type { IotRuleFacets } from '../kinds/events.ts';
import { type Effect, type Projections, reasonOf, refOf, stepsOf } from '../projection.ts';

const { set, unknown } = stepsOf<'iot-rule'>();

type Action = IotRuleFacets['actions'][number];

const on =
  (read: (change: Change) => readonly Op[]) =>
  (change: Change): readonly Effect[] => {
    const name = change.request.string('ruleName');
    if (name === undefined) return [];
    return [{ ref: refOf(change, 'iot-rule', topicRuleArn(change, name), name), ops: read(change) }];
  };

/** The member that names where an action of each type sends to, the first that it has. */
const TARGETS = [
  'functionArn',
  'targetArn',
  'queueUrl',
  'url',
  'destinationArn',
  'topic',
  'streamName',
  'deliveryStreamName',
  'bucketName',
  'tableName',
  'stateMachineName',
  'logGroupName',
  'inputName',
  'channelName',
] as const;

const targetOf = (change: Change, type: string, action: Fields): string => {
  const member = TARGETS.find((name) => action.string(name) !== undefined);
  const value = (member === undefined ? undefined : action.string(member)) ?? '';
  if (member === 'functionArn') return functionRef(change, value)?.arn ?? value;
  if (member === 'queueUrl') return queueArn(change, value);
  return type === 'http' ? value.replace(/\?.*$/, '') : value;
};

const actionsOf = (change: Change, payload: Fields): readonly Action[] => {
  const errorAction = payload.object('errorAction');
  const all = [...payload.objects('actions'), ...(errorAction.state === 'present' ? [errorAction] : [])];
  return all.flatMap(({ raw }) =>
    Object.entries(raw).flatMap(([type, value]) => {
      const action = fieldsOf(value);
      if (action.state !== 'present') return [];
      const role = action.string('roleArn');
      const target = targetOf(change, type, action);
      return [{ type, target, ...(role === undefined ? {} : { role: roleArn(change, role) }) }];
    }),
  );
};

const ruleOps = (change: Change): readonly Op[] => {
  const payload = change.request.object('topicRulePayload');
  if (payload.state !== 'present')
    return (['sql', 'enabled', 'actions'] as const).flatMap((facet) => unknown(facet, reasonOf(change.request)));
  return [
    ...(payload.string('sql') === undefined
      ? unknown('sql', reasonOf(change.request))
      : set('sql', payload.string('sql'))),
    ...set('enabled', !(payload.boolean('ruleDisabled') ?? false)),
    ...set('actions', actionsOf(change, payload)),
  ];
};

export const iot: Projections = {
  source: 'iot',
  calls: {
    CreateTopicRule: on((change) => [{ op: 'create' }, ...ruleOps(change)]),
    ReplaceTopicRule: on(ruleOps),
    DeleteTopicRule: on(() => [{ op: 'delete' }]),
    EnableTopicRule: on(() => set('enabled', true)),
    DisableTopicRule: on(() => set('enabled', false)),
  },
};
