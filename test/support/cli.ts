import { vi } from 'vitest';
import { main } from '../../shared/cli/main.ts';
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

/** Runs a command line as a user would, and keeps what it printed. */
export const aRun = async (
  ...argv: readonly string[]
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> => {
  const kept = { stdout: '', stderr: '' };
  const keep =
    (name: 'stdout' | 'stderr') =>
    (piece: unknown, ...rest: readonly unknown[]): boolean => {
      kept[name] += String(piece);
      const done = rest.find((part) => typeof part === 'function');
      if (typeof done === 'function') done();
      return true;
    };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('stdout')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('stderr')),
  ];
  try {
    const code = await main(argv);
    return { code, ...kept };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};
