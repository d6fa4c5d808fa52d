import type { BlastRadius, Finding, FindingCause } from './engine/finding.ts';
import { isObject, type Json } from './json.ts';
import { namedInWords } from './policy/named.ts';

/** One line of an explanation: what it answers, and the answer in words. */
export interface Answer {
  readonly question: 'what' | 'why here' | 'who' | 'evidence' | 'what to do' | 'if it is meant' | 'state';
  readonly text: string;
}

const roleName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** Who made a call, in one line: `user mallory from 198.51.100.7, AddPermission of lambda at 2026-…`. */
export const causeInWords = (cause: FindingCause): string => {
  const { actor } = cause;
  const name = actor.arn === null ? actor.type : `${actor.type} ${actor.arn}`;
  const session =
    actor.session === null || actor.arn?.endsWith(`/${actor.session}`) ? '' : ` (session ${actor.session})`;
  const from = actor.sourceIp === null ? '' : ` from ${actor.sourceIp}`;
  return `${name}${session}${from}: ${cause.eventName} (${cause.eventSource}) at ${cause.time}, event ${cause.eventId}`;
};

const sharingInWords = ({ sharedBy = [], users = sharedBy.length }: BlastRadius): readonly string[] => {
  if (users < 2) return [];
  const others = users > sharedBy.length ? ` and others, at least ${users} functions together` : '';
  return [`the role is shared by ${sharedBy.join(', ')}${others}`];
};

/** What stands behind a finding's resource, in words, the role first. */
const standingInWords = ({ blastRadius }: Finding): readonly string[] => {
  if (blastRadius === null) return ['what stands behind it is not known'];
  const { role, power, complete, secrets, data } = blastRadius;
  const lines: string[] = [];
  if (power !== null) {
    const whole = complete === false ? ' (not all of its policies are known)' : '';
    lines.push(`${role === null ? '' : `its role ${roleName(role)}: `}${power}${whole}`);
  } else if (role !== null) lines.push(`its role ${roleName(role)}, whose powers are not known`);
  if (secrets !== undefined && secrets.named.length > 0) lines.push(`it reads secrets: ${namedInWords(secrets)}`);
  if (data !== undefined && data.named.length > 0) lines.push(`it reads data: ${namedInWords(data)}`);
  return [...lines, ...sharingInWords(blastRadius)];
};

const steps = ({ evidence }: Finding): readonly string[] => {
  const { severity } = evidence;
  return Array.isArray(severity) ? severity.filter((step) => typeof step === 'string') : [];
};

const leaf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The evidence as `name: value` lines; what weighed the severity is told elsewhere. */
export const evidenceLines = ({ evidence }: Finding): readonly string[] =>
  Object.entries(evidence)
    .filter(([name]) => name !== 'severity')
    .map(
      ([name, value]) => `${name}: ${isObject(value) || Array.isArray(value) ? JSON.stringify(value) : leaf(value)}`,
    );

/** The command that says "this is meant", for whoever has to fill in the date and the reason. */
export const acceptCommand = (finding: Pick<Finding, 'id'>): string =>
  `trailwarden findings suppress ${finding.id} --until <YYYY-MM-DD> --reason '<why>'`;

const stateInWords = (finding: Finding): readonly Answer[] => {
  if (finding.status === 'resolved')
    return [{ question: 'state', text: `resolved: ${finding.resolution ?? 'the cause is gone'}` }];
  if (finding.status === 'suppressed' && finding.suppression !== null)
    return [{ question: 'state', text: `accepted until ${finding.suppression.until}: ${finding.suppression.reason}` }];
  return [];
};

/**
 * Everything a finding has to tell a person, in the order they ask: what, why it is a risk here, who did it, what it
 * was judged from, what to do, and how to say that it is meant.
 */
export const explain = (finding: Finding): readonly Answer[] => {
  const why = [...standingInWords(finding), ...steps(finding)];
  const repeated = finding.count > 1 ? ` (${finding.count} times since ${finding.firstSeen})` : '';
  return [
    ...stateInWords(finding),
    { question: 'what', text: `${finding.message}${repeated}` },
    { question: 'why here', text: why.join('; ') },
    ...(finding.change === null ? [] : [{ question: 'who' as const, text: causeInWords(finding.change) }]),
    ...evidenceLines(finding).map((text) => ({ question: 'evidence' as const, text })),
    { question: 'what to do', text: finding.remediation },
    { question: 'if it is meant', text: acceptCommand(finding) },
  ].filter(({ text }) => text !== '') as readonly Answer[];
};
