const every = 200;

/** Says on a terminal how far long work is; silent anywhere else. `done` takes the line away again. */
export const createProgress = (
  stream: { readonly isTTY?: boolean; write(text: string): unknown },
  now: () => number,
): { readonly say: (text: string) => void; readonly done: () => void } => {
  let last = now();
  let shown = false;
  return {
    say: (text) => {
      if (stream.isTTY !== true || now() - last < every) return;
      last = now();
      shown = true;
      stream.write(`\r\u001b[K${text}`);
    },
    done: () => {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
};
