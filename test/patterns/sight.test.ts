import { describe, expect, it } from 'vitest';
import type { Arn } from '../../shared/arn.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { judge, ruleSet } from '../../shared/engine/judge.ts';
import { applyChange, emptyDocument } from '../../shared/inventory/document.ts';
import type { StoredEvent } from '../../shared/inventory/kinds/watching.ts';
import { collector, definePattern } from '../../shared/patterns/pattern.ts';
import borrowedTrust from '../../shared/patterns/pattern-borrowed-trust.ts';
import { sightOf } from '../../shared/patterns/sight.ts';
import { aChange } from '../support/calls.ts';

const anEvent = (index: number): StoredEvent => ({
  time: new Date(Date.UTC(2026, 2, 2, 9, 0, index)).toISOString().replace('.000', ''),
  id: `event-${index}`,
  source: 'lambda',
  call: `Call${index % 3}`,
  actor: `actor-${index % 5}`,
  account: '111122223333',
  region: 'eu-west-1',
  error: null,
  resource: null,
  facts: index % 4 === 0 ? { other: {} } : { mine: { index }, other: {} },
});

const looker = { id: 'mine', sign: ({ actor }: { readonly actor: string }) => actor };

describe('what a pattern sees of a window', () => {
  it('is the same whether the window went on or is looked at for the first time', () => {
    const window = 'arn:aws:trailwarden::1:window/actor/moving' as Arn;
    const events = Array.from({ length: 60 }, (_, index) => anEvent(index));
    for (let end = 1; end <= events.length; end += 1 + (end % 3)) {
      const some = events.slice(Math.max(0, end - 10), end);
      const moved = sightOf(looker, window, some);
      const anew = sightOf({ ...looker }, `${window}/${end}` as Arn, some);
      expect([moved.signs, moved.events.map(({ id }) => id)]).toEqual([anew.signs, anew.events.map(({ id }) => id)]);
    }
  });

  it('follows a window that was put in order again', () => {
    const window = 'arn:aws:trailwarden::1:window/actor/late' as Arn;
    const [first, late, last] = [anEvent(1), anEvent(2), anEvent(3)];
    expect(sightOf(looker, window, [first, last]).events.map(({ id }) => id)).toEqual(['event-1', 'event-3']);
    expect(sightOf(looker, window, [first, late, last]).events.map(({ id }) => id)).toEqual([
      'event-1',
      'event-2',
      'event-3',
    ]);
    expect(sightOf(looker, window, [first]).signs).toBe(1);
  });
});

describe('a pattern that can not tell its sign', () => {
  it('costs its own verdict only', () => {
    const broken = definePattern({
      ...borrowedTrust.definition,
      id: 'pattern-broken',
      sign: () => {
        throw new Error('no sign');
      },
    });
    const both = [broken, borrowedTrust];
    const change = collector(both)(
      aChange({ source: 'iam', name: 'UpdateAssumeRolePolicy', request: { roleName: 'job' } }),
    )[0];
    if (change === undefined) throw new Error('nothing was collected');
    const before = emptyDocument(change);
    const after = applyChange(before, change);
    const { document } = judge(before, after, change, ruleSet(both.map(({ rule }) => rule)), emptyContext);
    expect(Object.values(document.findings).map(({ rule, verdict }) => [rule, verdict])).toEqual([
      ['pattern-broken', 'error'],
    ]);
  });
});
