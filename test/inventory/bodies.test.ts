import { describe, expect, it } from 'vitest';
import type { Arn } from '../../shared/arn.ts';
import { type Document, emptyDocument, type ResourceRef } from '../../shared/inventory/document.ts';
import { createBodies } from '../../shared/inventory/store/bodies.ts';

const aDocument = (name: string): Document =>
  emptyDocument({ kind: 'topic', arn: `arn:aws:sns:eu-west-1:111122223333:${name}` as Arn, name } as ResourceRef);

const copyOf = (text: string): string => Buffer.from(text).toString();

describe('documents by their text', () => {
  it('gives back what was written where the same text is read', () => {
    const bodies = createBodies();
    const document = aDocument('orders');
    const text = JSON.stringify(document);
    bodies.keep(text, document);
    expect(bodies.read(document.arn, copyOf(text))).toBe(document);
  });

  it('reads a text that somebody else has written', () => {
    const bodies = createBodies();
    const document = aDocument('orders');
    bodies.keep(JSON.stringify(document), document);
    const theirs = { ...document, steps: 2 };
    expect(bodies.read(document.arn, JSON.stringify(theirs))).toEqual(theirs);
  });

  it('reads a text once', () => {
    const bodies = createBodies();
    const document = aDocument('orders');
    const text = JSON.stringify(document);
    expect(bodies.read(document.arn, copyOf(text))).toBe(bodies.read(document.arn, copyOf(text)));
  });

  it('forgets what was not asked for longest when there is too much', () => {
    const [first, second] = [aDocument('first'), aDocument('second')];
    const text = JSON.stringify(first);
    const bodies = createBodies(text.length + 10);
    bodies.keep(text, first);
    bodies.keep(JSON.stringify(second), second);
    expect(bodies.read(first.arn, text)).not.toBe(first);
    expect(bodies.read(first.arn, text)).toEqual(first);
  });
});
