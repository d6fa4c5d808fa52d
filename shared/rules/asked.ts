import type { ResourceChange } from '../inventory/document.ts';

/**
 * Whether a call asked for a member to be set. A response repeats the whole configuration, so that without an earlier
 * value only this tells what was changed from what stayed.
 */
export const askedFor = (change: ResourceChange, member: string): boolean => {
  const asked = change.details?.['asked'];
  return Array.isArray(asked) && asked.some((each) => String(each).toLowerCase() === member.toLowerCase());
};
