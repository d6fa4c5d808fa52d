import { isArn } from '../../arn.ts';
import type { Change } from '../../trail/change.ts';
import { functionRef, roleArn, stateMachineArn } from '../../trail/resources.ts';
import type { Op, ResourceRef } from '../document.ts';
import { type Effect, type Projections, reasonOf, refOf, stepsOf, tagsOf } from '../projection.ts';
import { readWorkflow } from '../state-language.ts';

const { set, put, remove, unknown } = stepsOf<'state-machine'>();

const machineRef = (change: Change): ResourceRef | undefined => {
  const named =
    change.response.string('stateMachineArn') ??
    change.request.string('stateMachineArn') ??
    change.request.string('resourceArn') ??
    change.request.string('name');
  if (named === undefined) return undefined;
  const arn = stateMachineArn(change, named);
  if (!arn.includes(':stateMachine:')) return undefined;
  return refOf(change, 'state-machine', arn, arn.slice(arn.lastIndexOf(':') + 1));
};

const on =
  (read: (change: Change) => readonly Op[]) =>
  (change: Change): readonly Effect[] => {
    const ref = machineRef(change);
    return ref === undefined ? [] : [{ ref, ops: read(change) }];
  };

/** Old records show the definition, newer ones may mask it. */
const definitionOps = (change: Change, created: boolean): readonly Op[] => {
  const { request } = change;
  if (!created && request.state === 'present' && !request.has('definition')) return [];
  const workflow = readWorkflow(request.get('definition'));
  if (workflow === undefined) {
    const reason = request.hidden('definition')
      ? 'hidden'
      : request.get('definition') === undefined
        ? reasonOf(request)
        : 'malformed';
    return [...unknown('functions', reason), ...unknown('integrations', reason)];
  }
  const functions = workflow.functions.map((name) => (isArn(name) ? name : (functionRef(change, name)?.arn ?? name)));
  return [...set('functions', functions), ...set('integrations', workflow.integrations)];
};

const roleOps = (change: Change, created: boolean): readonly Op[] => {
  const role = change.request.string('roleArn');
  if (role !== undefined) return set('role', roleArn(change, role));
  return created || change.request.state !== 'present' ? unknown('role', reasonOf(change.request)) : [];
};

const loggingOps = (change: Change, created: boolean): readonly Op[] => {
  const { request } = change;
  if (request.has('loggingConfiguration'))
    return set('logging', request.object('loggingConfiguration').string('level') ?? 'OFF');
  if (request.state !== 'present') return unknown('logging', reasonOf(request));
  return created ? set('logging', 'OFF') : [];
};

const configuration = (change: Change, created: boolean): readonly Op[] => [
  ...roleOps(change, created),
  ...definitionOps(change, created),
  ...loggingOps(change, created),
];

export const states: Projections = {
  source: 'states',
  calls: {
    CreateStateMachine: on((change) => [
      { op: 'create' },
      ...configuration(change, true),
      ...set('tags', tagsOf(change.request.get('tags'))),
    ]),
    UpdateStateMachine: on((change) => configuration(change, false)),
    DeleteStateMachine: on(() => [{ op: 'delete' }]),
    TagResource: on(({ request }) =>
      Object.entries(tagsOf(request.get('tags'))).flatMap(([key, value]) => put('tags', [key], value)),
    ),
    UntagResource: on(({ request }) => request.strings('tagKeys').flatMap((key) => remove('tags', [key]))),
  },
};
