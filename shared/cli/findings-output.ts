import { type Command, Option } from 'commander';
import type { Finding, Transition } from '../engine/finding.ts';
import { compareSeverity, type Severity, severities } from '../engine/severity.ts';
import { findingJson, type PlacedFinding, transitionJson } from '../finding-json.ts';
import { coloursFor } from './colours.ts';
import { jsonArray, jsonLines } from './json-output.ts';
import { type Format, type Sink, writeAll } from './output.ts';
import { type PrettyOptions, prettyFindings, prettyTransitions } from './pretty.ts';
import { toSarif } from './sarif.ts';

export const addFindingOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 where an active finding is at or above it').choices([
        ...severities,
      ]),
    )
    .option('--unknown', 'list what could not be decided, too (pretty)', false);

const prettyFor = (sink: Sink, unknown: boolean): PrettyOptions => {
  const { columns } = sink as { readonly columns?: number };
  return { colours: coloursFor(sink), unknown, ...(columns === undefined ? {} : { width: columns }) };
};

const map = function* <A, B>(values: Iterable<A>, change: (value: A) => B): Generator<B> {
  for (const value of values) yield change(value);
};

/** Prints findings in a format, in the order they are given (`pretty`: the worst first). */
export const writeFindings = (
  sink: Sink,
  findings: readonly PlacedFinding[],
  {
    format,
    unknown = false,
    excerpt,
  }: {
    readonly format: Format;
    readonly unknown?: boolean;
    /** What of the source a person is shown of a finding (pretty). */
    readonly excerpt?: (placed: PlacedFinding) => string | undefined;
  },
): Promise<void> => {
  switch (format) {
    case 'jsonl':
      return writeAll(sink, jsonLines(map(findings, findingJson)));
    case 'json':
      return writeAll(sink, jsonArray(map(findings, findingJson)));
    case 'sarif':
      return writeAll(sink, [`${JSON.stringify(toSarif(findings), null, 2)}\n`]);
    case 'pretty':
      return writeAll(
        sink,
        prettyFindings(findings, { ...prettyFor(sink, unknown), ...(excerpt === undefined ? {} : { excerpt }) }),
      );
  }
};

/** Prints steps in the lives of findings, in order. SARIF knows no steps. */
export const writeTransitions = (
  sink: Sink,
  transitions: readonly Transition[],
  { format, unknown = false }: { readonly format: Exclude<Format, 'sarif'>; readonly unknown?: boolean },
): Promise<void> => {
  switch (format) {
    case 'jsonl':
      return writeAll(sink, jsonLines(map(transitions, transitionJson)));
    case 'json':
      return writeAll(sink, jsonArray(map(transitions, transitionJson)));
    case 'pretty':
      return writeAll(sink, prettyTransitions(transitions, prettyFor(sink, unknown)));
  }
};

/** 1 where an active finding is at or above the severity, else 0; suppressed and resolved ones do not count. */
export const exitCodeFor = (findings: Iterable<Finding>, failOn: Severity | undefined): 0 | 1 => {
  if (failOn === undefined) return 0;
  for (const { status, severity } of findings) {
    if (status === 'active' && compareSeverity(severity, failOn) >= 0) return 1;
  }
  return 0;
};
