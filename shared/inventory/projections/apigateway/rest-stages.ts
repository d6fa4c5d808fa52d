import type { Json } from '../../../json.ts';
import type { Change } from '../../../trail/change.ts';
import { type Fields, isHidden } from '../../../trail/fields.ts';
import type { Op } from '../../document.ts';
import type { Stage } from '../../kinds/apis.ts';
import { reasonOf } from '../../projection.ts';
import { api, fingerprint, onStage, patchedText, patchesOf, putEach, said, variablesOf } from './api.ts';

const throttledBy = (settings: Json | undefined): boolean =>
  typeof settings === 'object' &&
  settings !== null &&
  Object.values(settings).some((each) => {
    const rate = (each as { readonly throttlingRateLimit?: Json } | null)?.throttlingRateLimit;
    return typeof rate === 'number' && rate >= 0;
  });

/** A stage as the API answers with it: what it leaves out is not set. */
const wholeStage = (fields: Fields): Stage => ({
  ...said<Stage>({
    deploymentId: fields.string('deploymentId'),
    variables: fields.hidden('variables') ? undefined : variablesOf(fields.get('variables')),
  }),
  accessLogs: fields.object('accessLogSettings').string('destinationArn') !== undefined,
  webAcl: fields.string('webAclArn') !== undefined,
  throttled: throttledBy(fields.get('methodSettings')),
});

/** What an update says outright that it takes away, whatever was there before. */
export const removedByPatch = ({ request }: Change): readonly string[] => {
  const { accessLogs, throttled } = patchedStage(request);
  return [...(accessLogs === false ? ['accessLogs'] : []), ...(throttled === false ? ['throttled'] : [])];
};

export const createStage = (change: Change): readonly Op[] =>
  onStage(change, (name) => {
    const fields = change.response.has('stageName') ? change.response : change.request;
    return fields.state === 'present'
      ? api.put('stages', [name], wholeStage(fields))
      : api.unknown('stages', reasonOf(change.request));
  });

const patchedStage = (request: Fields): Partial<Stage> => {
  const logs = patchesOf(request).findLast(({ segments }) => segments[0] === 'accessLogSettings');
  const rate = patchesOf(request).findLast(({ path }) => path.endsWith('/throttling/rateLimit'));
  return said<Stage>({
    deploymentId: patchedText(request, '/deploymentId'),
    accessLogs: logs === undefined ? undefined : logs.op !== 'remove' && logs.value !== '',
    throttled: rate === undefined ? undefined : Number(rate.value ?? -1) >= 0,
  });
};

export const updateStage = (change: Change): readonly Op[] =>
  onStage(change, (name) => {
    const { request, response } = change;
    if (response.has('stageName') && response.has('deploymentId'))
      return api.put('stages', [name], wholeStage(response));
    const patches = patchesOf(request);
    if (patches.length === 0) return api.unknown('stages', reasonOf(request));
    const variables = patches.filter(({ segments }) => segments[0] === 'variables');
    return [
      ...putEach('stages', name, patchedStage(request)),
      ...variables.flatMap(({ segments, value }) => {
        const path = [name, 'variables', segments[1] ?? ''];
        if (value === undefined) return api.remove('stages', path);
        return isHidden(value) ? [] : api.put('stages', path, fingerprint(value));
      }),
    ];
  });

/** A deployment takes a picture of the API; it is live where a stage points at it. */
export const createDeployment = (change: Change): readonly Op[] => {
  const stage = change.request.string('stageName');
  const id = change.response.string('id');
  return [
    ...api.copy('deployedRoutes', 'routes'),
    ...(stage === undefined ? [] : api.put('stages', [stage, 'deploymentId'], id ?? `event:${change.id}`)),
  ];
};
