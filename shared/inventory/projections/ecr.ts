import { type Arn, arnOf } from '../../arn.ts';
import { repositoryArn } from '../../trail/resources.ts';
import { type Projections, reasonOf, stepsOf } from '../projection.ts';
import { answeredArn, deletion, noOps, onResource, policyOps, type ReadOps } from './on-resource.ts';

const steps = stepsOf<'repository'>();
const registrySteps = stepsOf<'registry'>();

const repositoryName = (arn: Arn): string => arn.slice(arn.indexOf('/') + 1);

const onRepository = onResource(
  'repository',
  (change) => {
    const name = change.request.string('repositoryName');
    const account = change.request.string('registryId') ?? change.account;
    const answered = answeredArn(change.response.object('repository'), 'repositoryArn');
    return answered ?? (name === undefined ? undefined : repositoryArn({ ...change, account }, name));
  },
  repositoryName,
);

/** The registry of an account and Region has no name; its account stands for it. */
const onRegistry = onResource('registry', ({ partition, region, account }) =>
  arnOf({ partition, service: 'ecr', region, account, resource: `registry/${account}` }),
);

/** Only `IMMUTABLE` fixes every tag; `IMMUTABLE_WITH_EXCLUSION` leaves some to be moved. */
const isMutable = (setting: string | undefined): boolean => setting !== 'IMMUTABLE';

const mutabilityOps: ReadOps = (change) => {
  const setting = change.request.string('imageTagMutability') ?? change.response.string('imageTagMutability');
  return setting === undefined
    ? steps.unknown('mutableTags', reasonOf(change.request))
    : steps.set('mutableTags', isMutable(setting));
};

export const ecr: Projections = {
  source: 'ecr',
  calls: {
    CreateRepository: onRepository((change) => [
      { op: 'create' },
      ...steps.set('resourcePolicy', null),
      ...(change.request.state === 'present'
        ? steps.set('mutableTags', isMutable(change.request.string('imageTagMutability')))
        : steps.unknown('mutableTags', reasonOf(change.request))),
    ]),
    DeleteRepository: onRepository(deletion),
    SetRepositoryPolicy: onRepository((change) =>
      policyOps<'repository'>(change.request, 'policyText', { facet: 'resourcePolicy' }),
    ),
    DeleteRepositoryPolicy: onRepository(() => steps.set('resourcePolicy', null)),
    PutImageTagMutability: onRepository(mutabilityOps),
    PutImage: onRepository(noOps, ({ request, response }) => ({
      tag: request.string('imageTag') ?? null,
      digest: response.object('image').object('imageId').string('imageDigest') ?? request.string('imageDigest') ?? null,
    })),
    PutRegistryPolicy: onRegistry((change) =>
      policyOps<'registry'>(change.request, 'policyText', { facet: 'resourcePolicy' }),
    ),
    DeleteRegistryPolicy: onRegistry(() => registrySteps.set('resourcePolicy', null)),
  },
};
