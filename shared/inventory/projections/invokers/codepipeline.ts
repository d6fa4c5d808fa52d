import type { Change } from '../../../trail/change.ts';
import { functionRef } from '../../../trail/resources.ts';
import type { ResourceRef } from '../../document.ts';
import type { Effect, Projections } from '../../projection.ts';
import { configured, gone, invokerRef, regionalArn } from './invoker.ts';

const pipeline = (change: Change): ResourceRef | undefined => {
  const name = change.request.object('pipeline').string('name') ?? change.request.string('name');
  return name === undefined ? undefined : invokerRef(change, regionalArn(change, 'codepipeline', name), name);
};

/** Actions name their function, in the Region of the action. */
const invokeActions = (change: Change): readonly string[] =>
  change.request
    .object('pipeline')
    .objects('stages')
    .flatMap((stage) => stage.objects('actions'))
    .filter((action) => action.object('actionTypeId').string('provider') === 'Lambda')
    .flatMap((action) => {
      const name = action.object('configuration').string('FunctionName');
      const place = { ...change, region: action.string('region') ?? change.region };
      return (name === undefined ? undefined : functionRef(place, name)?.arn) ?? [];
    });

const onPipeline = (change: Change): readonly Effect[] =>
  configured(
    change,
    'codepipeline',
    pipeline(change),
    change.request.object('pipeline').state === 'present' ? invokeActions(change) : undefined,
  );

export const codepipeline: Projections = {
  source: 'codepipeline',
  calls: {
    CreatePipeline: onPipeline,
    UpdatePipeline: onPipeline,
    DeletePipeline: (change) => {
      const ref = pipeline(change);
      return ref === undefined ? [] : gone(ref);
    },
  },
};
