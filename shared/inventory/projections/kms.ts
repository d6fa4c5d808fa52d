import { isAccountId, parseArn } from '../../arn.ts';
import type { Change } from '../../trail/change.ts';
import { keyArn } from '../../trail/resources.ts';
import type { Op } from '../document.ts';
import { type Projections, reasonOf, stepsOf } from '../projection.ts';
import { answeredArn, deletion, noOps, onResource, orNull, policyOps, type ReadOps } from './on-resource.ts';

const steps = stepsOf<'key'>();

/** KMS names the key in `resources`, also where the request has an alias, or nothing at all. */
const onKey = onResource('key', (change) => {
  const listed = change.resources.find((arn) => arn.includes(':key/'));
  const answered = answeredArn(change.response.object('keyMetadata'), 'arn') ?? answeredArn(change.response, 'keyId');
  const asked = orNull(change.request.string('keyId'));
  const arn = listed ?? answered ?? asked;
  return arn === null ? undefined : keyArn(change, arn);
});

const createKey: ReadOps = (change) => [
  { op: 'create' },
  ...policyOps<'key'>(change.request, 'policy', { facet: 'resourcePolicy', absent: null }),
  ...steps.set('grants', {}),
  ...steps.set('enabled', change.response.object('keyMetadata').boolean('enabled') ?? true),
  ...steps.set('pendingDeletion', false),
  ...steps.set('rotation', false),
];

/**
 * Services make and retire grants all the time, each for one volume, table or session; only who is neither a service
 * nor of the key's own account is worth keeping.
 */
const isOwnGrantee = (change: Change, grantee: string): boolean => {
  if (/\.amazonaws\.com(?:\.cn)?$/.test(grantee)) return true;
  // `111122223333:aws:ec2-infrastructure:i-…` is a volume of an own instance.
  const [named = ''] = grantee.split(':aws:');
  const account = parseArn(grantee)?.account ?? (isAccountId(named) ? named : undefined);
  return account === change.account;
};

const createGrant: ReadOps = (change) => {
  const { request } = change;
  const grantee = request.string('granteePrincipal');
  if (grantee === undefined) return steps.unknown('grants', reasonOf(request));
  if (isOwnGrantee(change, grantee)) return [];
  const id = change.response.string('grantId') ?? `event:${change.id}`;
  return steps.put('grants', [id], { grantee, operations: [...request.strings('operations')].sort() });
};

/** A retired grant is often named only where records of this kind are not read; it stays rather than vanish unseen. */
const endGrant: ReadOps = (change) => {
  const id = change.request.string('grantId');
  return id === undefined ? [] : steps.remove('grants', [id]);
};

const grantDetails = ({ request }: Change) => ({ grantee: request.string('granteePrincipal') ?? null });

const scheduled: readonly Op[] = [...steps.set('pendingDeletion', true), ...steps.set('enabled', false)];

export const kms: Projections = {
  source: 'kms',
  calls: {
    CreateKey: onKey(createKey),
    PutKeyPolicy: onKey((change) => policyOps<'key'>(change.request, 'policy', { facet: 'resourcePolicy' })),
    CreateGrant: onKey(createGrant, grantDetails),
    RevokeGrant: onKey(endGrant, ({ request }) => ({ grant: request.string('grantId') ?? null })),
    RetireGrant: onKey(endGrant),
    EnableKey: onKey(() => steps.set('enabled', true)),
    DisableKey: onKey(() => steps.set('enabled', false)),
    ScheduleKeyDeletion: onKey(
      () => scheduled,
      ({ request, response }) => ({
        days: request.number('pendingWindowInDays') ?? response.number('pendingWindowInDays') ?? null,
      }),
    ),
    // The key stays disabled until somebody enables it.
    CancelKeyDeletion: onKey(() => steps.set('pendingDeletion', false)),
    DeleteKey: onKey(deletion),
    EnableKeyRotation: onKey(() => steps.set('rotation', true)),
    DisableKeyRotation: onKey(() => steps.set('rotation', false)),
    DeleteImportedKeyMaterial: onKey(noOps),
  },
};
