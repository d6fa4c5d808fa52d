import type { Json } from '../json.ts';
import { parsePolicy } from '../policy/document.ts';

/** The denies of a document, each in one text that says what it denies. */
export const deniesOf = (document: Json | undefined): readonly string[] =>
  document === undefined
    ? []
    : parsePolicy(document)
        .statements.filter(({ effect }) => effect === 'Deny')
        .map(({ sid, actions, notActions }) => {
          const what = actions?.join(', ') ?? `everything but ${notActions?.join(', ') ?? ''}`;
          return sid ? `${sid} (${what})` : what;
        });
