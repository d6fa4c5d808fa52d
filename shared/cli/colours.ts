import pc from 'picocolors';
import type { Severity } from '../engine/severity.ts';

export type Colours = ReturnType<typeof pc.createColors>;

/** Colours for a stream: none where it is no terminal or `NO_COLOR` is set, always with `FORCE_COLOR`. */
export const coloursFor = (stream: { readonly isTTY?: boolean }): Colours => {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  const wanted = FORCE_COLOR !== undefined && FORCE_COLOR !== '0' ? true : stream.isTTY === true;
  return pc.createColors(wanted && (NO_COLOR === undefined || NO_COLOR === ''));
};

export const noColours: Colours = pc.createColors(false);

export const severityColour = (colours: Colours, severity: Severity): ((text: string) => string) => {
  switch (severity) {
    case 'critical':
      return (text) => colours.bold(colours.red(text));
    case 'high':
      return colours.red;
    case 'medium':
      return colours.yellow;
    case 'low':
      return colours.cyan;
    case 'informational':
      return colours.dim;
  }
};
