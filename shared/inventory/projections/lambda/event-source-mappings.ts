import { type Arn, isArn } from '../../../arn.ts';
import type { Change } from '../../../trail/change.ts';
import type { Fields } from '../../../trail/fields.ts';
import { eventSourceMappingArn, functionRef } from '../../../trail/resources.ts';
import type { Op } from '../../document.ts';
import { type Effect, reasonOf, refOf, stepsOf } from '../../projection.ts';
import { orUnknown } from './function.ts';

const steps = stepsOf<'event-source-mapping'>();

/** CloudTrail masks the criteria as `{}`, whether there are any or not. */
const filterOps = ({ request }: Change, created: boolean): readonly Op[] => {
  if (!request.has('filterCriteria')) return created ? steps.set('filtered', false) : [];
  const criteria = request.object('filterCriteria');
  return criteria.has('filters')
    ? steps.set('filtered', criteria.list('filters').length > 0)
    : steps.unknown('filtered', 'hidden');
};

const isInVpc = (...places: readonly Fields[]): boolean =>
  places.some((fields) =>
    fields.objects('sourceAccessConfigurations').some((access) => access.string('type') === 'VPC_SUBNET'),
  );

/** An answer says `Creating` or `Updating` as long as it is not decided; what was asked for is. */
const isEnabled = ({ request, response, name }: Change): boolean | undefined => {
  const [, decided] = /^(Enabl|Disabl)/.exec(response.string('state') ?? '') ?? [];
  if (decided !== undefined) return decided === 'Enabl';
  return request.boolean('enabled') ?? (name.startsWith('Create') ? true : undefined);
};

const onEventSourceMapping = (change: Change): readonly Effect[] => {
  const created = change.name.startsWith('Create');
  // Without an answer a new mapping has no id yet; what it lets in is what matters.
  const uuid =
    change.response.string('uUID') ??
    change.request.string('uUID') ??
    (created && change.request.state === 'present' ? `event:${change.id}` : undefined);
  const own = change.response.string('eventSourceMappingArn');
  if (uuid === undefined && own === undefined) return [];
  const arn = own !== undefined && isArn(own) ? own : eventSourceMappingArn(change, uuid ?? '');
  const ref = refOf(change, 'event-source-mapping', arn, uuid ?? arn);
  if (change.name.startsWith('Delete')) return [{ ref, ops: [{ op: 'delete' }] }];
  const { request, response } = change;
  const fields = response.has('functionArn') ? response : request;
  const asked = response.string('functionArn') ?? request.string('functionName');
  const target = asked === undefined ? undefined : functionRef(change, asked);
  const said = (member: string): boolean => fields.has(member) || request.has(member);
  const told = (member: string): Fields => (fields.has(member) ? fields : request).object(member);
  const endpoints = told('selfManagedEventSource').object('endpoints').strings('KAFKA_BOOTSTRAP_SERVERS');
  return [
    {
      ref,
      ops: [
        ...(created ? [{ op: 'create' } as const] : []),
        ...steps.set(
          'eventSource',
          fields.string('eventSourceArn') ??
            request.string('eventSourceArn') ??
            (created && request.state === 'present' ? null : undefined),
        ),
        ...orUnknown<Arn>(
          target?.arn,
          (value) => steps.set('function', value),
          created ? steps.unknown('function', reasonOf(request)) : [],
        ),
        ...steps.set('enabled', isEnabled(change)),
        ...(created || said('destinationConfig')
          ? steps.set('onFailure', told('destinationConfig').object('onFailure').string('destination') ?? null)
          : []),
        ...filterOps(change, created),
        ...(created || endpoints.length > 0 ? steps.set('endpoints', endpoints) : []),
        ...(created || said('sourceAccessConfigurations') ? steps.set('inVpc', isInVpc(fields, request)) : []),
      ],
    },
  ];
};

const mappingDisabledByService = (change: Change): readonly Effect[] => {
  const named = change.resources.find((arn) => arn.includes(':event-source-mapping:'));
  const uuid =
    change.serviceDetails.string('ESMUUID') ??
    change.serviceDetails.string('uUID') ??
    change.serviceDetails.string('eventSourceMappingId');
  const arn = named ?? (uuid === undefined ? undefined : eventSourceMappingArn(change, uuid));
  if (arn === undefined || !isArn(arn)) return [];
  const reason = change.serviceDetails.string('ESMDisableReason') ?? null;
  const ref = refOf(change, 'event-source-mapping', arn, arn.slice(arn.lastIndexOf(':') + 1));
  return [{ ref, ops: steps.set('enabled', false), details: { reason } }];
};

/** Lambda polls these sources. */
export const mappingCalls = {
  CreateEventSourceMapping: onEventSourceMapping,
  UpdateEventSourceMapping: onEventSourceMapping,
  DeleteEventSourceMapping: onEventSourceMapping,
  LambdaESMDisabled: mappingDisabledByService,
};
