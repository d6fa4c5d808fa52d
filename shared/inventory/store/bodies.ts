import type { Arn } from '../../arn.ts';
import type { Document } from '../document.ts';

interface Held {
  readonly text: string;
  readonly document: Document;
}

/** Documents by the text that they are stored as. */
export interface Bodies {
  /** The document of a text: the one that was written as this very text, or was read from it, where that is known. */
  read(arn: Arn, text: string): Document;
  keep(text: string, document: Document): void;
}

/** How many characters of text are kept: the windows of some dozen busy actors. */
const mostCharacters = 4_000_000;

/**
 * Mostly a writer reads what it has written last. To compare the texts is far cheaper than to parse one, and what is
 * worked out from a document is still known when it is the same object.
 */
export const createBodies = (most = mostCharacters): Bodies => {
  const held = new Map<Arn, Held>();
  let characters = 0;

  const forget = (arn: Arn): void => {
    characters -= held.get(arn)?.text.length ?? 0;
    held.delete(arn);
  };

  const keep = (text: string, document: Document): void => {
    forget(document.arn);
    held.set(document.arn, { text, document });
    characters += text.length;
    for (const oldest of held.keys()) {
      if (characters <= most) break;
      forget(oldest);
    }
  };

  return {
    keep,
    read: (arn, text) => {
      const last = held.get(arn);
      const document = last?.text === text ? last.document : (JSON.parse(text) as Document);
      keep(text, document);
      return document;
    },
  };
};
