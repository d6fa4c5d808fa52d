import type { Arn } from '../../arn.ts';
import { isObject, type JsonObject } from '../../json.ts';
import type { Change } from '../../trail/change.ts';
import { parseFunctionName, pipeArn, scheduleArn } from '../../trail/resources.ts';
import type { Op } from '../document.ts';
import type { Target } from '../kinds/events.ts';
import { type Projections, reasonOf, stepsOf } from '../projection.ts';
import { answeredArn, deletion, onResource, orNull, type ReadOps } from './on-resource.ts';

const schedule = stepsOf<'schedule'>();
const pipe = stepsOf<'pipe'>();

const onSchedule = onResource('schedule', (change) => {
  const name = change.request.string('name');
  const answered = answeredArn(change.response, 'scheduleArn');
  return answered ?? (name === undefined ? undefined : scheduleArn(change, name, change.request.string('groupName')));
});

const inputOf = (text: string | undefined): JsonObject => {
  try {
    const input: unknown = JSON.parse(text ?? '{}');
    return isObject(input) ? input : {};
  } catch {
    return {};
  }
};

/**
 * A universal target names an API instead of a resource; for Lambda's `Invoke` the function stands in the input.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
const invokedFunction = (change: Change, arn: string, input: string | undefined): Arn | undefined => {
  if (!/:aws-sdk:lambda:invoke(?:Async)?$/i.test(arn)) return undefined;
  const name = inputOf(input)['FunctionName'];
  return typeof name === 'string' ? parseFunctionName(change, name)?.arn : undefined;
};

const targetOf = (change: Change): Target | undefined => {
  const target = change.request.object('target');
  const arn = target.string('arn');
  if (arn === undefined) return undefined;
  const role = target.string('roleArn');
  const deadLetter = target.object('deadLetterConfig').string('arn');
  return {
    arn: invokedFunction(change, arn, target.string('input')) ?? arn,
    ...(role === undefined ? {} : { role }),
    ...(deadLetter === undefined ? {} : { deadLetter }),
    ...(target.has('input') ? { transformed: true } : {}),
  };
};

/** Creating and updating both carry the whole schedule: what is left out has its default. */
const scheduleOps: ReadOps = (change) => {
  const { request } = change;
  const target = targetOf(change);
  const expression = request.string('scheduleExpression');
  return [
    ...(change.name.startsWith('Create') ? ([{ op: 'create' }] satisfies Op[]) : []),
    ...(expression === undefined
      ? schedule.unknown('expression', reasonOf(request, 'scheduleExpression'))
      : schedule.set('expression', expression)),
    ...(target === undefined
      ? schedule.unknown('target', reasonOf(request, 'target'))
      : schedule.set('target', target)),
    ...(request.state === 'present'
      ? schedule.set('enabled', request.string('state') !== 'DISABLED')
      : schedule.unknown('enabled', reasonOf(request))),
  ];
};

export const scheduler: Projections = {
  source: 'scheduler',
  calls: {
    CreateSchedule: onSchedule(scheduleOps),
    UpdateSchedule: onSchedule(scheduleOps),
    DeleteSchedule: onSchedule(deletion),
  },
};

const onPipe = onResource('pipe', (change) => {
  const name = change.request.string('name');
  return answeredArn(change.response, 'arn') ?? (name === undefined ? undefined : pipeArn(change, name));
});

const pipeOps: ReadOps = (change) => {
  const { request } = change;
  const created = change.name.startsWith('Create');
  const desired = request.string('desiredState');
  const needed = (facet: 'source' | 'target' | 'role', value: string | undefined): readonly Op[] =>
    value === undefined && created ? pipe.unknown(facet, reasonOf(request)) : pipe.set(facet, value);
  return [
    ...(created ? ([{ op: 'create' }] satisfies Op[]) : []),
    ...needed('source', request.string('source')),
    ...needed('target', request.string('target')),
    ...needed('role', request.string('roleArn')),
    ...(created || request.has('enrichment') ? pipe.set('enrichment', orNull(request.string('enrichment'))) : []),
    ...(created || desired !== undefined ? pipe.set('enabled', desired !== 'STOPPED') : []),
  ];
};

export const pipes: Projections = {
  source: 'pipes',
  calls: {
    CreatePipe: onPipe(pipeOps),
    UpdatePipe: onPipe(pipeOps),
    StartPipe: onPipe(() => pipe.set('enabled', true)),
    StopPipe: onPipe(() => pipe.set('enabled', false)),
    DeletePipe: onPipe(deletion),
  },
};
