import type { Change } from '../../../trail/change.ts';
import { layerVersionArn } from '../../../trail/resources.ts';
import type { Op } from '../../document.ts';
import { type Effect, reasonOf, refOf, stepsOf } from '../../projection.ts';
import { statementOf } from './policy.ts';

const steps = stepsOf<'layer-version'>();

const onLayerVersion =
  (ops: (change: Change, arn: string) => readonly Op[]) =>
  (change: Change): readonly Effect[] => {
    const version = change.request.number('versionNumber') ?? change.response.number('version');
    const name = change.response.string('layerVersionArn') ?? change.request.string('layerName');
    if (name === undefined) return [];
    const arn = layerVersionArn(change, name, version);
    const parts = arn.split(':');
    return [{ ref: refOf(change, 'layer-version', arn, parts.slice(6).join(':')), ops: ops(change, arn) }];
  };

const addLayerPermission = onLayerVersion((change, arn) => {
  const sid = change.request.string('statementId');
  const statement = statementOf(change, arn);
  if (statement === undefined || sid === undefined) return steps.unknown('resourcePolicy', reasonOf(change.request));
  return steps.put('resourcePolicy', [sid], statement);
});

const removeLayerPermission = onLayerVersion((change) => {
  const sid = change.request.string('statementId');
  return sid === undefined
    ? steps.unknown('resourcePolicy', reasonOf(change.request))
    : steps.remove('resourcePolicy', [sid]);
});

/** The calls on versions of layers. */
export const layerCalls = {
  PublishLayerVersion: onLayerVersion((change) => [
    { op: 'create' },
    ...steps.set('resourcePolicy', {}),
    ...steps.set('publisher', change.actor.arn ?? change.actor.type),
  ]),
  DeleteLayerVersion: onLayerVersion(() => [{ op: 'delete' }]),
  AddLayerVersionPermission: addLayerPermission,
  RemoveLayerVersionPermission: removeLayerPermission,
};
