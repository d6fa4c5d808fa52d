import { createHash } from 'node:crypto';
import type { Finding, Transition, TransitionKind } from '../engine/finding.ts';
import { compareSeverity, type Severity, severities } from '../engine/severity.ts';
import { compareText } from '../inventory/stamp.ts';
import type { Json, JsonObject } from '../json.ts';
import { attributesOf, protocolTexts, subjectOf, type TopicMessage } from './message.ts';
import { firstBytes } from './shorten.ts';

/** One finding in a digest: as it stood last, with every step that was held back. */
export interface DigestEntry {
  readonly finding: Finding;
  readonly steps: readonly TransitionKind[];
  readonly time: string;
}

/** What one owner gets to read of what was held back. */
export interface Digest {
  readonly id: string;
  readonly owner: string | null;
  readonly severity: Severity;
  readonly entries: readonly DigestEntry[];
}

/** So many steps fit into one digest with room to spare; more of them make more digests. */
export const mostInDigest = 120;

const compareSteps = (a: Transition, b: Transition): number => compareText(a.time, b.time) || compareText(a.id, b.id);

const digestId = (transitions: readonly Transition[]): string =>
  createHash('sha256')
    .update(
      transitions
        .map(({ id }) => id)
        .sort()
        .join('\n'),
    )
    .digest('hex')
    .slice(0, 32);

/** Steps of the same finding are one entry; the worst come first. */
const entriesOf = (transitions: readonly Transition[]): readonly DigestEntry[] => {
  const byFinding = new Map<string, Transition[]>();
  for (const transition of [...transitions].sort(compareSteps)) {
    const { id } = transition.finding;
    byFinding.set(id, [...(byFinding.get(id) ?? []), transition]);
  }
  return [...byFinding.values()]
    .flatMap((steps): readonly DigestEntry[] => {
      const last = steps.at(-1);
      return last === undefined
        ? []
        : [{ finding: last.finding, steps: steps.map(({ kind }) => kind), time: last.time }];
    })
    .sort(
      (a, b) =>
        compareSeverity(b.finding.severity, a.finding.severity) ||
        compareText(a.finding.rule, b.finding.rule) ||
        compareText(a.finding.resource.arn, b.finding.resource.arn) ||
        compareText(a.finding.key, b.finding.key),
    );
};

/** One digest an owner, of steps that were held back. The same steps make the same digests. */
export const digestsOf = (transitions: readonly Transition[]): readonly Digest[] => {
  const byOwner = new Map<string | null, Transition[]>();
  for (const transition of transitions) {
    const { owner } = transition.finding;
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), transition]);
  }
  return [...byOwner]
    .sort(([a], [b]) => compareText(a ?? '', b ?? ''))
    .map(([owner, own]) => {
      const entries = entriesOf(own);
      return { id: digestId(own), owner, severity: entries[0]?.finding.severity ?? 'informational', entries };
    });
};

const mostLine = 300;

/** One entry in a line: `opened, resolved: function checkout: statement …`. */
export const entryInWords = ({ finding, steps }: DigestEntry): string =>
  firstBytes(`${steps.join(', ')}: ${finding.resource.kind} ${finding.resource.name}: ${finding.message}`, mostLine);

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const digestTitle = ({ entries, owner }: Digest): string =>
  `Trailwarden digest${owner === null ? '' : ` for ${owner}`}: ${counted(entries.length, 'finding')}`;

const emailOf = (digest: Digest): string => {
  const sections = severities.toReversed().flatMap((severity) => {
    const here = digest.entries.filter(({ finding }) => finding.severity === severity);
    if (here.length === 0) return [];
    const lines = here.map((entry) => `  ${entryInWords(entry)}\n    trailwarden findings show ${entry.finding.id}`);
    return [`${severity.toUpperCase()} (${here.length})\n${lines.join('\n')}\n`];
  });
  const intro =
    'What did not have to be told at once, or was beyond the limit of its hour. Nothing else was left out.\n';
  return [`${digestTitle(digest)}\n`, intro, ...sections].join('\n');
};

const entryJson = ({ finding, steps, time }: DigestEntry): JsonObject => ({
  finding: finding.id,
  rule: finding.rule,
  severity: finding.severity,
  status: finding.status,
  verdict: finding.verdict,
  resource: finding.resource.arn,
  message: firstBytes(finding.message, mostLine),
  steps: [...steps],
  time,
});

/** A digest as one message for the topic. */
export const digestMessage = (digest: Digest): TopicMessage => {
  const title = digestTitle(digest);
  const machine: JsonObject = {
    version: 1,
    type: 'digest',
    id: digest.id,
    owner: digest.owner,
    severity: digest.severity,
    entries: digest.entries.map(entryJson) as Json,
  };
  return {
    Id: digest.id,
    Subject: subjectOf(title),
    Message: protocolTexts(machine, emailOf(digest), title),
    MessageStructure: 'json',
    MessageAttributes: attributesOf({ severity: digest.severity, owner: digest.owner, transition: 'digest' }),
  };
};
