import type { Change } from '../../../trail/change.ts';
import { functionRef } from '../../../trail/resources.ts';
import type { Op, ResourceRef } from '../../document.ts';
import { type Effect, refOf, stepsOf } from '../../projection.ts';

export const steps = stepsOf<'function'>();

export interface Named {
  readonly ref: ResourceRef;
  /** `''` for the unqualified function. */
  readonly qualifier: string;
}

/** The function, and which version or alias of it, that a call is about. */
export const named = (change: Change): Named | undefined => {
  const found = functionRef(change) ?? functionRef(change, change.request.string('resourceArn') ?? '');
  if (!found) return undefined;
  return { ref: refOf(change, 'function', found.arn, found.name), qualifier: found.qualifier ?? '' };
};

/** Effects on the function that a call names. */
export const onFunction =
  (read: (change: Change, qualifier: string) => readonly Op[], details?: (change: Change) => Effect['details']) =>
  (change: Change): readonly Effect[] => {
    const found = named(change);
    if (!found) return [];
    const extra = details?.(change);
    return [{ ref: found.ref, ops: read(change, found.qualifier), ...(extra === undefined ? {} : { details: extra }) }];
  };

/** The steps for a value, or for not knowing it. */
export const orUnknown = <T>(value: T | undefined, known: (value: T) => readonly Op[], otherwise: readonly Op[]) =>
  value === undefined ? otherwise : known(value);
