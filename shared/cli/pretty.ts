import type { Finding, Transition } from '../engine/finding.ts';
import { type Severity, severities } from '../engine/severity.ts';
import { type Answer, causeInWords, explain } from '../explain.ts';
import type { PlacedFinding } from '../finding-json.ts';
import { printable } from '../printable.ts';
import { type Colours, severityColour } from './colours.ts';
import { patchOf } from './patch.ts';

export interface PrettyOptions {
  readonly colours: Colours;
  /** Columns to wrap at; unwrapped without. */
  readonly width?: number;
  /** Whether findings that could not be decided are listed, and not only counted. */
  readonly unknown: boolean;
  /** Lines of the source around a finding, already laid out. */
  readonly excerpt?: (placed: PlacedFinding) => string | undefined;
}

const patchLines = ({ finding, fix }: PlacedFinding, { colours }: PrettyOptions): readonly string[] => {
  const made = finding.status === 'active' && finding.verdict === 'fail' ? fix?.() : undefined;
  if (made === undefined) return [];
  const paint = (line: string): string =>
    line.startsWith('+') ? colours.green(line) : line.startsWith('-') ? colours.red(line) : colours.dim(line);
  const lines = patchOf(made).map((line) => `${' '.repeat(indent)}${paint(printable(line))}\n`);
  return [`  ${colours.dim('patch'.padEnd(indent - 2))}${colours.dim('of the template')}\n`, ...lines];
};

const indent = 17;
const narrowest = 60;

/** Breaks a text between words; a word longer than a line (an ARN, a command) stays whole, so that it can be copied. */
export const wrap = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines;
};

const labelled = (label: string, raw: string, { colours, width }: PrettyOptions): string => {
  const text = printable(raw);
  const lines = width === undefined ? text.split('\n') : wrap(text, Math.max(narrowest, width) - indent);
  const head = colours.dim(label.padEnd(indent - 2));
  return lines.map((line, index) => `  ${index === 0 ? head : ' '.repeat(indent - 2)}${line}\n`).join('');
};

const placeOf = ({ source }: PlacedFinding): string =>
  source === undefined ? '' : [source.file, source.line, source.column].filter((part) => part !== undefined).join(':');

const excerptLines = (placed: PlacedFinding, { colours, excerpt }: PrettyOptions): readonly string[] => {
  const text = excerpt?.(placed);
  if (text === undefined) return [];
  const lines = text
    .split('\n')
    .map((line) => `${' '.repeat(indent)}${line.startsWith('>') ? line : colours.dim(line)}\n`);
  return [lines.join('')];
};

/** In a template a decision is written beside the resource, where it is reviewed with it. */
const answersTo = ({ finding, source }: PlacedFinding): readonly Answer[] =>
  explain(finding).map((answer) => {
    if (answer.question !== 'if it is meant' || source?.logicalId === undefined) return answer;
    const entry = `{ rule: ${finding.rule}, reason: '<why>', until: '<YYYY-MM-DD>' }`;
    return {
      ...answer,
      text: `in the template, at ${source.logicalId}: Metadata: { Trailwarden: { suppress: [${entry}] } }`,
    };
  });

const one = (placed: PlacedFinding, options: PrettyOptions): string => {
  const { finding } = placed;
  const { colours } = options;
  const mark = severityColour(colours, finding.severity)('●');
  const status = finding.status === 'active' ? '' : colours.dim(` [${finding.status}]`);
  const head = `${mark} ${colours.bold(printable(finding.title))}${status}  ${colours.dim(finding.rule)}\n`;
  const { resource } = finding;
  const place = placeOf(placed);
  return [
    head,
    ...(place === '' ? [] : [labelled('where', place, options)]),
    ...excerptLines(placed, options),
    labelled(resource.kind, resource.arn, options),
    ...answersTo(placed).map(({ question, text }) => labelled(question, text, options)),
    ...patchLines(placed, options),
    '\n',
  ].join('');
};

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const isUndecided = ({ finding }: PlacedFinding): boolean => finding.verdict === 'unknown';

/** `3 critical, 1 low`; nothing for none. */
const bySeverity = (findings: readonly Finding[]): string =>
  severities
    .toReversed()
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(', ');

const summary = (all: readonly PlacedFinding[], options: PrettyOptions): string => {
  const decided = all.filter((placed) => !isUndecided(placed)).map(({ finding }) => finding);
  const of = (status: Finding['status']): readonly Finding[] => decided.filter((finding) => finding.status === status);
  const active = of('active');
  const lines = [
    active.length === 0
      ? options.colours.green('no active findings')
      : `${counted(active.length, 'active finding')}: ${bySeverity(active)}`,
  ];
  const resolved = of('resolved').length;
  const suppressed = of('suppressed').length;
  if (resolved > 0) lines.push(`${resolved} resolved`);
  if (suppressed > 0) lines.push(`${suppressed} suppressed`);
  const undecided = all.filter(isUndecided).filter(({ finding }) => finding.status === 'active').length;
  if (undecided > 0) {
    const hint = options.unknown ? '' : ' (list them with --unknown)';
    lines.push(`${undecided} could not be decided${hint}: unknown is not safe`);
  }
  return `${lines.join('\n')}\n`;
};

const section = (severity: Severity, findings: readonly PlacedFinding[], options: PrettyOptions): string => {
  const title = severityColour(options.colours, severity)(severity.toUpperCase());
  return `${title}  ${options.colours.dim(counted(findings.length, 'finding'))}\n\n`;
};

/** Findings for a person: the worst first, each explained, then the numbers. */
export const prettyFindings = function* (
  findings: readonly PlacedFinding[],
  options: PrettyOptions,
): Generator<string> {
  const shown = findings.filter((placed) => options.unknown || !isUndecided(placed));
  for (const severity of severities.toReversed()) {
    const here = shown.filter(({ finding }) => finding.severity === severity);
    if (here.length === 0) continue;
    yield section(severity, here, options);
    // What still stands before what is over.
    const rank = { active: 0, suppressed: 1, resolved: 2 } as const;
    const sorted = here.toSorted((a, b) => rank[a.finding.status] - rank[b.finding.status]);
    for (const placed of sorted) yield one(placed, options);
  }
  yield summary(findings, options);
};

const arrows: { readonly [K in Transition['kind']]: string } = {
  opened: '+',
  escalated: '↑',
  reopened: '+',
  suppressed: '~',
  resolved: '✓',
};

/** The steps in the lives of findings for a person, in order, each with the record that caused it. */
export const prettyTransitions = function* (
  transitions: readonly Transition[],
  options: PrettyOptions,
): Generator<string> {
  const shown = transitions.filter(({ finding }) => options.unknown || finding.verdict !== 'unknown');
  for (const { kind, time, cause, finding } of shown) {
    const colour = kind === 'resolved' ? options.colours.green : severityColour(options.colours, finding.severity);
    yield `${time} ${colour(`${arrows[kind]} ${kind} ${finding.severity}`)}  ${options.colours.bold(printable(finding.title))}\n`;
    yield labelled(finding.resource.kind, finding.resource.arn, options);
    yield labelled('what', finding.resolution ?? finding.suppression?.reason ?? finding.message, options);
    if (cause !== null) yield labelled('caused by', causeInWords(cause), options);
    yield `${labelled('finding', `${finding.id} (${finding.rule})`, options)}\n`;
  }
  yield `${counted(shown.length, 'transition')}\n`;
};
