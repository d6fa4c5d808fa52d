import type { Sink } from '../../shared/cli/output.ts';

/** Stands for `process.stdout`; remembers what was written. */
export const aSink = (isTTY = false): Sink & { readonly text: () => string } => {
  let text = '';
  return {
    isTTY,
    write: (piece, done) => {
      text += piece;
      done?.();
      return true;
    },
    text: () => text,
  };
};
