import type { Finding, Transition } from '../engine/finding.ts';
import type { Json } from '../json.ts';

export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** The first so many bytes of a text, never half a character. */
export const firstBytes = (text: string, most: number): string => {
  if (bytesOf(text) <= most) return text;
  const cut = Buffer.from(text, 'utf8').subarray(0, Math.max(0, most)).toString('utf8');
  return cut.endsWith('\uFFFD') ? cut.slice(0, -1) : cut;
};

const sizeOf = (value: Json | undefined): number => bytesOf(JSON.stringify(value ?? null));

const note = (size: number, id: string): string =>
  `${size} bytes left out: trailwarden findings show ${id} tells all of it`;

const mostOfText = 2_000;

/** Evidence without its largest members, as many of them as it takes to come down by so many bytes. */
const lighter = (finding: Finding, excess: number): Finding['evidence'] => {
  const largest = Object.entries(finding.evidence)
    .map(([name, value]) => ({ name, size: sizeOf(value) }))
    .sort((a, b) => b.size - a.size);
  const notes = new Map<string, string>();
  let saved = 0;
  for (const { name, size } of largest) {
    if (saved >= excess) break;
    const said = note(size, finding.id);
    notes.set(name, said);
    saved += size - bytesOf(said);
  }
  return Object.fromEntries(Object.entries(finding.evidence).map(([name, value]) => [name, notes.get(name) ?? value]));
};

/** A finding whose texts and evidence take about this many bytes at most; what was left out is said in its place. */
const shorter = (finding: Finding, most: number): Finding => {
  const excess = sizeOf(finding as unknown as Json) - most;
  if (excess <= 0) return finding;
  const lightened: Finding = { ...finding, evidence: lighter(finding, excess) };
  if (sizeOf(lightened as unknown as Json) <= most) return lightened;
  const text = (value: string): string =>
    bytesOf(value) <= mostOfText
      ? value
      : `${firstBytes(value, mostOfText)} … ${note(bytesOf(value) - mostOfText, finding.id)}`;
  const { blastRadius, pattern } = finding;
  return {
    ...finding,
    message: text(finding.message),
    remediation: text(finding.remediation),
    title: text(finding.title),
    key: text(finding.key),
    evidence: { leftOut: note(sizeOf(finding.evidence), finding.id) },
    blastRadius:
      blastRadius === null || sizeOf(blastRadius) <= mostOfText
        ? blastRadius
        : { role: blastRadius.role, power: blastRadius.power, leftOut: note(sizeOf(blastRadius), finding.id) },
    pattern:
      pattern === null || pattern.events.length <= 100
        ? pattern
        : { ...pattern, events: [...pattern.events.slice(0, 100), note(sizeOf([...pattern.events]), finding.id)] },
  };
};

/** A transition that fits into `most` bytes of JSON, with a note wherever something was left out. */
export const shortened = (transition: Transition, most: number): Transition => ({
  ...transition,
  finding: shorter(transition.finding, most),
});
