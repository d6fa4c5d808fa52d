import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../shared/notify/pieces.ts';
import { aTransition } from '../support/findings.ts';

const incident = (severity: 'high' | 'medium') =>
  aTransition('opened', {
    rule: 'pattern-flash-exposure',
    id: 'incident',
    severity,
    pattern: { events: ['e-1', 'e-2'], window: '1 h' },
  });
const finding = aTransition('opened', { severity: 'high' });
const causedBy = (eventId: string) => ({
  ...finding,
  cause: finding.cause === null ? null : { ...finding.cause, eventId },
});

describe('the pieces of an incident', () => {
  it('do not ring beside it', () => {
    expect(piecesOf([incident('high'), causedBy('e-2')])).toEqual(new Set([finding.id]));
  });

  it('ring when they are more severe than the incident', () => {
    expect(piecesOf([incident('medium'), causedBy('e-2')])).toEqual(new Set());
  });

  it('are what is less grave of the same call on the same resource, too', () => {
    const lesser = aTransition('opened', { id: 'lesser', severity: 'medium', rule: 'lambda-drift' });
    expect(piecesOf([finding, { ...lesser, id: 'step-2' }])).toEqual(new Set(['step-2']));
    const elsewhere = { ...lesser.finding, resource: { ...lesser.finding.resource, arn: 'arn:aws:lambda:::other' } };
    expect(piecesOf([finding, { ...lesser, id: 'step-2', finding: elsewhere }])).toEqual(new Set());
    expect(piecesOf([{ ...lesser, id: 'step-2' }])).toEqual(new Set());
  });

  it('are only what its own calls opened', () => {
    expect(piecesOf([incident('high'), causedBy('e-9')])).toEqual(new Set());
    expect(piecesOf([causedBy('e-2')])).toEqual(new Set());
    expect(piecesOf([incident('high'), { ...causedBy('e-2'), kind: 'resolved' }])).toEqual(new Set());
  });
});
