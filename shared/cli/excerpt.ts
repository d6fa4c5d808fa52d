import type { PlacedFinding } from '../finding-json.ts';

const around = 1;
const widest = 140;

/** The lines of a template around a finding, with the place marked: `> 12 |   AuthType: NONE`. */
export const excerptOf = ({ source }: PlacedFinding, text: string): string | undefined => {
  if (source?.line === undefined) return undefined;
  const lines = text.replace(/\n$/, '').split('\n');
  const first = Math.max(1, source.line - around);
  const last = Math.min(lines.length, source.line + around);
  const width = String(last).length;
  const out: string[] = [];
  for (let number = first; number <= last; number++) {
    const mark = number === source.line ? '>' : ' ';
    const line = (lines[number - 1] ?? '').replace(/\r$/, '');
    out.push(
      `${mark} ${String(number).padStart(width)} | ${line.length > widest ? `${line.slice(0, widest)} …` : line}`,
    );
  }
  return out.join('\n');
};
