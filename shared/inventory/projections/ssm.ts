import type { Arn } from '../../arn.ts';
import type { Change } from '../../trail/change.ts';
import { documentArn, parameterArn } from '../../trail/resources.ts';
import type { Op } from '../document.ts';
import { type Effect, type Projections, reasonOf, refOf, stepsOf } from '../projection.ts';
import { answeredArn, deletion, onResource, policyOps, type ReadOps } from './on-resource.ts';

const parameter = stepsOf<'parameter'>();
const document = stepsOf<'document'>();

const parameterName = (arn: Arn): string => arn.replace(/^.*?:parameter/, '');

const onParameter = onResource(
  'parameter',
  (change) => {
    const named = change.request.string('name') ?? answeredArn(change.request, 'resourceArn');
    return named === undefined ? undefined : parameterArn(change, named);
  },
  parameterName,
);

const onDocument = onResource('document', (change) => {
  const named = change.request.string('name') ?? change.response.object('documentDescription').string('name');
  return named === undefined ? undefined : documentArn(change, named);
});

/** Without `overwrite` the call only succeeds for a new parameter. */
const putParameter: ReadOps = (change) => {
  const isNew = change.request.boolean('overwrite') !== true && change.request.state === 'present';
  return [
    ...(isNew ? ([{ op: 'create' }, ...parameter.set('resourcePolicy', null)] satisfies readonly Op[]) : []),
    ...parameter.set('type', change.request.string('type') ?? (isNew ? 'String' : undefined)),
  ];
};

const deleteParameters = (change: Change): readonly Effect[] => {
  const deleted = change.response.strings('deletedParameters');
  const names = deleted.length > 0 ? deleted : change.request.strings('names');
  return [...new Set(names)].map((name) => {
    const arn = parameterArn(change, name);
    return { ref: refOf(change, 'parameter', arn, parameterName(arn)), ops: [{ op: 'delete' }] };
  });
};

/** Policies other than a parameter's belong to resources that are not kept. */
const onShared =
  (ops: ReadOps) =>
  (change: Change): readonly Effect[] =>
    change.request.string('resourceArn')?.includes(':parameter/') ? onParameter(ops)(change) : [];

const shareDocument: ReadOps = ({ request }) => {
  if (request.state !== 'present') return document.unknown('sharedWith', reasonOf(request));
  return [
    ...request
      .strings('accountIdsToAdd')
      .flatMap((account) => document.put('sharedWith', [account.toLowerCase()], true)),
    ...request
      .strings('accountIdsToRemove')
      .flatMap((account) => document.remove('sharedWith', [account.toLowerCase()])),
  ];
};

export const ssm: Projections = {
  source: 'ssm',
  calls: {
    PutParameter: onParameter(putParameter, ({ request }) => ({ overwrite: request.boolean('overwrite') ?? false })),
    DeleteParameter: onParameter(deletion),
    DeleteParameters: deleteParameters,
    PutResourcePolicy: onShared((change) =>
      policyOps<'parameter'>(change.request, 'policy', { facet: 'resourcePolicy' }),
    ),
    DeleteResourcePolicy: onShared(() => parameter.set('resourcePolicy', null)),
    CreateDocument: onDocument(() => [{ op: 'create' }, ...document.set('sharedWith', {})]),
    DeleteDocument: onDocument(deletion),
    ModifyDocumentPermission: onDocument(shareDocument),
  },
};
