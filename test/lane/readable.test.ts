import { describe, expect, it } from 'vitest';
import { managedPolicyReads, roleReads } from '../../shared/account/iam.ts';
import { functionReads } from '../../shared/account/lambda.ts';
import { known, unknown } from '../../shared/engine/facet.ts';
import { emptyDocument } from '../../shared/inventory/document.ts';
import { refOfArn } from '../../shared/inventory/links.ts';
import { readableFacets, whenLacking } from '../../shared/lane/readable.ts';
import { account, functionArn, region } from '../support/calls.ts';

const facetsOf = (reads: readonly { readonly facets: readonly string[] }[]) =>
  [...new Set(reads.flatMap(({ facets }) => facets))].sort();

describe('what is lacking', () => {
  it('is asked about exactly what the readers can tell', () => {
    expect([...readableFacets.function].sort()).toEqual(facetsOf(functionReads));
    expect([...readableFacets.role].sort()).toEqual(facetsOf(roleReads));
    expect([...readableFacets['managed-policy']].sort()).toEqual(facetsOf(managedPolicyReads));
  });

  const ref = refOfArn(functionArn('orders') as never, 'function');
  if (ref === undefined) throw new Error('no function');
  const document = { ...emptyDocument(ref), facets: { environment: unknown('hidden'), urls: known({}) } };
  const at = (place: { account: string; region: string }) =>
    whenLacking('function', place, () => Promise.reject(new Error('nothing to read')));

  it('is what is not known and can be read', () => {
    const here = at({ account, region });
    expect(here.lacks(document, ['environment'])).toBe(true);
    expect(here.lacks(document, ['urls'])).toBe(false);
    expect(here.lacks(document, ['publicAccessBlocked'])).toBe(false);
  });

  it('is nothing in another account or Region: a name means something else there', () => {
    expect(at({ account: '444455556666', region }).lacks(document, ['environment'])).toBe(false);
    expect(at({ account, region: 'us-west-2' }).lacks(document, ['environment'])).toBe(false);
  });
});
