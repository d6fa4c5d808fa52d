import { type Facet, known, partial, type UnknownReason, unknown } from '../engine/facet.ts';
import type { Document } from './document.ts';
import { edgesOf } from './edges.ts';
import type { RolePower } from './links.ts';

/** What each role that a resource hands to its service can do, by the role's ARN. */
export type RolePowers = { readonly [role: string]: RolePower };

/** Known in part where a role, or a policy of it, has not been seen. */
export const rolePowersOf = (document: Document): Facet<RolePowers> => {
  const roles = edgesOf(document).filter(({ relation }) => relation === 'runs-as');
  const found: Record<string, RolePower> = {};
  let incomplete: UnknownReason | undefined;
  for (const { target } of roles) {
    const told = document.neighbours['runs-as']?.[target] as RolePower | undefined;
    if (told !== undefined) found[target] = told;
    incomplete ??= told === undefined ? 'not-seen' : (told.partial ?? undefined);
  }
  if (incomplete === undefined) return known(found);
  return Object.keys(found).length === 0 ? unknown(incomplete) : partial(found, incomplete);
};
