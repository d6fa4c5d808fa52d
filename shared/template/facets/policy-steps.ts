import type { ResourceRef } from '../../inventory/document.ts';
import { readPolicy } from './policy.ts';
import type { TemplateEffect, View } from './view.ts';

/** The steps for a policy document that is a facet: known in full, in part, or not there. */
export const policySteps = (
  ref: ResourceRef,
  view: View,
  property: string,
  facet = 'resourcePolicy',
): readonly TemplateEffect[] => {
  const read = readPolicy(view.at(property));
  if (read === undefined) return [];
  const from = [property];
  if (read.open.length === 0) return [{ ref, op: { op: 'set', facet, value: read.document }, from }];
  return [
    { ref, op: { op: 'unknown', facet, reason: 'unresolved', detail: read.open.join(', ') }, from },
    { ref, op: { op: 'put', facet, path: [], value: read.document }, from },
  ];
};
