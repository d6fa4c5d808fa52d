import { describe, expect, it } from 'vitest';
import type { BlastRadius } from '../shared/engine/finding.ts';
import { explain } from '../shared/explain.ts';
import { aFinding } from './support/findings.ts';

const whyHere = (blastRadius: BlastRadius | null): string | undefined =>
  explain(aFinding({ blastRadius, evidence: {} })).find(({ question }) => question === 'why here')?.text;

const role = 'arn:aws:iam::111122223333:role/orders';
const none = { named: [], more: 0 };

describe('why a finding is a risk here', () => {
  it('is told by the role, its power, the secrets and data it reads, and who shares it', () => {
    expect(
      whyHere({
        role,
        power: 'uses dynamodb',
        complete: true,
        secrets: { named: ['secret orders/db', 'every parameter'], more: 0 },
        data: { named: ['table orders'], more: 3 },
        sharedBy: ['billing', 'orders'],
        users: 2,
      }),
    ).toBe(
      'its role orders: uses dynamodb; it reads secrets: secret orders/db, every parameter; ' +
        'it reads data: table orders and 3 more; the role is shared by billing, orders',
    );
  });

  it('says of what there is none nothing', () => {
    expect(
      whyHere({ role, power: 'uses sns', complete: true, secrets: none, data: none, sharedBy: ['a'], users: 1 }),
    ).toBe('its role orders: uses sns');
  });

  it('says that there are more functions than are named', () => {
    const sharedBy = ['a', 'b', 'c', 'd', 'e'];
    expect(whyHere({ role, power: 'uses sns', complete: true, sharedBy, users: 10 })).toContain(
      'shared by a, b, c, d, e and others, at least 10 functions together',
    );
  });

  it('says what is not known of it', () => {
    expect(whyHere(null)).toBe('what stands behind it is not known');
    expect(whyHere({ role, power: null })).toBe('its role orders, whose powers are not known');
    expect(whyHere({ role, power: 'uses sns', complete: false })).toBe(
      'its role orders: uses sns (not all of its policies are known)',
    );
  });
});
