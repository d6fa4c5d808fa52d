// What is found in a trail in which Stratus Red Team ran beside Terraform, as the page `docs/attacks.md`.
// `node bench/attacks.bench.ts <trail> > docs/attacks.md`

import { catalogue } from '../shared/catalogue.ts';
import { emptyContext } from '../shared/engine/context.ts';
import type { Finding } from '../shared/engine/finding.ts';
import { severities } from '../shared/engine/severity.ts';
import { replay } from '../shared/replay.ts';
import { readTrail } from '../shared/trail/source.ts';
import { defences, type Technique, techniques } from './attacks/techniques.ts';

const [trail] = process.argv.slice(2);
if (trail === undefined) {
  process.stderr.write('expected the path of a trail, got none\n');
  process.exit(2);
}

interface Run {
  readonly technique: Technique;
  readonly succeeded: boolean;
}

/** What the tools do when they look around or tidy up afterwards, which is no technique of its own. */
const isSideCall = (call: string): boolean =>
  /:(?:Describe(?!InstanceAttribute)|List|Delete(?!Trail|FlowLogs)|Detach|Remove|Revoke|StartLogging|AssumeRole|GetCallerIdentity)/.test(
    call,
  );

const said = (text: string): void => void process.stdout.write(`${text}\n`);

const runs = new Map<string, { readonly calls: Map<string, boolean>; readonly events: Set<string> }>();
const byTerraform = new Set<string>();
let records = 0;
for await (const item of readTrail([trail])) {
  if (item.kind === 'problem') throw new Error(item.message);
  records += 1;
  const { record, change } = item;
  const agent = String(record['userAgent'] ?? '');
  if (/Terraform\//.test(agent)) byTerraform.add(change.id);
  const [, run] = /^\[?stratus-red-team_([0-9a-f-]+)/.exec(agent) ?? [];
  if (run === undefined) continue;
  const seen = runs.get(run) ?? { calls: new Map<string, boolean>(), events: new Set<string>() };
  runs.set(run, seen);
  seen.events.add(change.id);
  const call = `${change.source}:${change.eventName}`;
  seen.calls.set(call, (seen.calls.get(call) ?? false) || change.outcome.status !== 'failed');
}

const { findings } = await replay([trail], { rules: catalogue, context: emptyContext, onProblem: () => {} });
const eventsOf = ({ change, pattern }: Finding): readonly string[] =>
  pattern?.events ?? (change === null ? [] : [change.eventId]);

const told = new Map<Technique, { readonly runs: Run[]; readonly events: Set<string> }>();
const unnamed = new Set<string>();
for (const { calls, events } of runs.values()) {
  const technique = techniques.find((each) => each.calls.some((call) => calls.has(call)));
  if (technique === undefined) {
    for (const call of calls.keys()) if (!isSideCall(call)) unnamed.add(call);
    continue;
  }
  const known = told.get(technique) ?? { runs: [], events: new Set<string>() };
  told.set(technique, known);
  known.runs.push({ technique, succeeded: technique.calls.some((call) => calls.get(call) === true) });
  for (const event of events) known.events.add(event);
}

const severityOf = ({ severity }: Finding): number => severities.indexOf(severity);
const inShort = (found: readonly Finding[]): string =>
  [...found]
    .sort((a, b) => severityOf(b) - severityOf(a))
    .map(({ rule, severity }) => `[\`${rule}\`](rules/${rule}.md) ${severity}`)
    .filter((line, index, all) => all.indexOf(line) === index)
    .join(', ');

const gaps: string[] = [...unnamed].map((call) => `${call} is of no technique`);
const rows = [...told]
  .sort(([a], [b]) => (a.id < b.id ? -1 : 1))
  .map(([technique, { runs: ran, events }]) => {
    const found = findings.filter((finding) => eventsOf(finding).some((event) => events.has(event)));
    if (found.length === 0 && technique.reason === undefined)
      gaps.push(`${technique.id} has neither finding nor reason`);
    const outcome = ran.some(({ succeeded }) => succeeded) ? 'done' : 'failed';
    return {
      found,
      row: `| ${technique.id} | ${outcome} | ${found.length > 0 ? inShort(found) : (technique.reason ?? '')} |`,
    };
  });
const stratus = new Set([...told.values()].flatMap(({ events }) => [...events]));
const ordinary = findings.filter(
  (finding) =>
    eventsOf(finding).some((event) => byTerraform.has(event)) && !eventsOf(finding).some((event) => stratus.has(event)),
);
const others = findings.filter(
  (finding) => !ordinary.includes(finding) && !eventsOf(finding).some((event) => stratus.has(event)),
);
for (const { rule } of [...ordinary, ...others]) if (defences[rule] === undefined) gaps.push(`${rule} is not defended`);

said('# Attacks and ordinary work');
said('');
said(
  `Printed by \`node bench/attacks.bench.ts <trail>\` from one hour of a real account in which ${told.size} techniques of`,
);
said(
  '[Stratus Red Team](https://stratus-red-team.cloud) ran while Terraform made and removed what they need. Nothing was',
);
said('declared: no accounts, no deployment role.');
said('');
const attacks = [...runs.values()].reduce((sum, { events }) => sum + events.size, 0);
said(`Of ${records} records, ${attacks} were made by the attack tool and ${byTerraform.size} by Terraform.`);
said('');
said('## Technique by technique');
said('');
said(
  `${rows.filter(({ found }) => found.length > 0).length} of ${rows.length} techniques are found; of the others it is said why not.`,
);
said('');
said('| technique | outcome | finding, or why not |');
said('|---|---|---|');
for (const { row } of rows) said(row);
said('');
said(
  '*Failed* is a technique whose calls were refused or named something that was not there. A failed call never makes a',
);
said('finding that says something changed; in a row, or on what watches, attempts are findings of their own.');
said('');
said('## What Terraform alone is told about');
said('');
const count = (severity: string): number => ordinary.filter((finding) => finding.severity === severity).length;
said(
  `${ordinary.length} findings by ${byTerraform.size} records: ${severities
    .toReversed()
    .filter((severity) => count(severity) > 0)
    .map((severity) => `${count(severity)} ${severity}`)
    .join(
      ', ',
    )}. With medium and above told at once, ${ordinary.filter((finding) => severityOf(finding) >= severities.indexOf('medium')).length} of them interrupt somebody.`,
);
said('');
said('| finding | severity | times | why it is worth it |');
said('|---|---|---|---|');
const kinds = new Map<string, Finding[]>();
for (const finding of ordinary) {
  const key = `${finding.rule} ${finding.severity}`;
  kinds.set(key, [...(kinds.get(key) ?? []), finding]);
}
for (const found of [...kinds.values()].sort(([a], [b]) => (a && b ? severityOf(b) - severityOf(a) : 0))) {
  const [first] = found;
  if (first === undefined) continue;
  const { rule, severity } = first;
  said(`| [\`${rule}\`](rules/${rule}.md) | ${severity} | ${found.length} | ${defences[rule] ?? ''} |`);
}
if (others.length > 0) {
  said('');
  said(`Beside both there are ${others.length} more findings: ${inShort(others)}.`);
}
for (const gap of gaps) process.stderr.write(`${gap}\n`);
process.exitCode = gaps.length === 0 ? 0 : 1;
