import type { Arn } from '../../arn.ts';
import { secretArn } from '../../trail/resources.ts';
import type { Op } from '../document.ts';
import { type Projections, reasonOf, stepsOf } from '../projection.ts';
import {
  addedTags,
  answeredArn,
  deletion,
  onResource,
  orNull,
  policyOps,
  type ReadOps,
  removedTags,
  restoration,
} from './on-resource.ts';

const steps = stepsOf<'secret'>();

/** Everything after `secret:`, whose names have paths, without the six characters that AWS adds. */
const secretName = (arn: Arn): string => arn.replace(/^.*?:secret:/, '').replace(/-[A-Za-z0-9]{6}$/, '');

const onSecret = onResource(
  'secret',
  (change) => {
    const named = orNull(change.request.string('secretId')) ?? orNull(change.request.string('name'));
    return answeredArn(change.response, 'arn') ?? (named === null ? undefined : secretArn(change, named));
  },
  secretName,
);

const createSecret: ReadOps = (change) => [
  { op: 'create' },
  ...steps.set('resourcePolicy', null),
  ...steps.set('rotationFunction', null),
  ...(change.request.state === 'present'
    ? ([...steps.set('tags', {}), ...addedTags('secret', change.request.get('tags'))] satisfies readonly Op[])
    : steps.unknown('tags', reasonOf(change.request))),
];

/** Rotating a secret that has its function already names none. */
const rotate: ReadOps = (change) => steps.set('rotationFunction', change.request.string('rotationLambdaARN'));

export const secretsmanager: Projections = {
  source: 'secretsmanager',
  calls: {
    CreateSecret: onSecret(createSecret),
    DeleteSecret: onSecret(deletion),
    RestoreSecret: onSecret(restoration),
    PutResourcePolicy: onSecret((change) =>
      policyOps<'secret'>(change.request, 'resourcePolicy', { facet: 'resourcePolicy' }),
    ),
    DeleteResourcePolicy: onSecret(() => steps.set('resourcePolicy', null)),
    RotateSecret: onSecret(rotate),
    CancelRotateSecret: onSecret(() => steps.set('rotationFunction', null)),
    TagResource: onSecret((change) => addedTags('secret', change.request.get('tags'))),
    UntagResource: onSecret((change) => removedTags('secret', change.request.strings('tagKeys'))),
  },
};
