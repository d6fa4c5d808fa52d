import type { KnownBlock } from '@slack/types';
import type { Finding, Transition, TransitionKind } from '../engine/finding.ts';
import type { Severity } from '../engine/severity.ts';
import { acceptCommand, causeInWords, explain } from '../explain.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { printable } from '../printable.ts';
import { headingOf } from './email.ts';
import { clipped, codeBlock, escaped } from './slack-text.ts';

/** What `chat.postMessage` and incoming webhooks both take. */
export interface SlackMessage {
  /** For the notification on a phone, and where blocks can not be shown. */
  readonly text: string;
  readonly attachments?: readonly { readonly color: string; readonly blocks: readonly KnownBlock[] }[];
}

/** Limits of Block Kit. @see https://docs.slack.dev/reference/block-kit/blocks */
const mostHeader = 150;
const mostSection = 3_000;
const mostField = 2_000;
const mostContext = 2_000;
const mostSections = 45;

const colours: { readonly [S in Severity]: string } = {
  critical: '#8e1b1b',
  high: '#d93025',
  medium: '#f29900',
  low: '#1a73e8',
  informational: '#9aa0a6',
};
const green = '#188038';
const grey = '#9aa0a6';

const emoji: { readonly [K in TransitionKind]: string } = {
  opened: '🔔',
  escalated: '📈',
  reopened: '🔁',
  suppressed: '🔕',
  resolved: '✅',
};

const header = (text: string): KnownBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: clipped(printable(text), mostHeader), emoji: true },
});

const section = (text: string): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: clipped(text, mostSection) },
});

const field = (name: string, value: string) => ({
  type: 'mrkdwn' as const,
  text: clipped(`*${name}*\n${escaped(value)}`, mostField),
});

const context = (text: string): KnownBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: clipped(escaped(text), mostContext) }],
});

const fieldsOf = ({ resource, severity, owner }: Finding): KnownBlock => ({
  type: 'section',
  fields: [
    field(resource.kind, resource.name),
    field('severity', severity),
    field('account', resource.region === '' ? resource.account : `${resource.account}, ${resource.region}`),
    ...(owner === null ? [] : [field('owner', owner)]),
  ],
});

/** A remedy that is a command is shown as one; prose keeps its words. */
const remedy = (text: string): KnownBlock =>
  /^(?:aws|trailwarden|git|npx) /.test(text)
    ? section(`*What to do*\n${codeBlock(text, mostSection - 20)}`)
    : section(`*What to do*\n${escaped(text)}`);

const colourOf = ({ status, severity }: Finding): string =>
  status === 'resolved' ? green : status === 'suppressed' ? grey : colours[severity];

const answer = (finding: Finding, question: string): string | undefined =>
  explain(finding).find((one) => one.question === question)?.text;

const line = ({ kind, finding }: Transition): string =>
  `${emoji[kind]} ${headingOf(kind).toLowerCase()} (${finding.severity}): ${finding.title}: ${finding.resource.name}`;

/** The whole finding after a step: the message that is edited when the next step comes. */
export const stepBlocks = (transition: Transition): SlackMessage => {
  const { kind, cause, finding } = transition;
  const state = answer(finding, 'state');
  const why = answer(finding, 'why here');
  const isOver = finding.status !== 'active';
  const causedByOther = cause !== null && cause.eventId !== finding.change?.eventId;
  const blocks: KnownBlock[] = [
    header(`${emoji[kind]} ${finding.title}`),
    ...(state === undefined ? [] : [section(`*${escaped(state)}*`)]),
    section(escaped(answer(finding, 'what') ?? finding.message)),
    fieldsOf(finding),
    ...(why === undefined ? [] : [section(`*Why here*\n${escaped(why)}`)]),
    ...(isOver ? [] : [remedy(finding.remediation)]),
    ...(isOver ? [] : [section(`*If it is meant*\n${codeBlock(acceptCommand(finding), mostSection - 30)}`)]),
    ...(finding.change === null ? [] : [context(causeInWords(finding.change))]),
    ...(causedByOther ? [context(`${kind}: ${causeInWords(cause)}`)] : []),
    context([`finding ${finding.id}`, finding.rule, ...finding.attack].join(' · ')),
  ];
  return { text: clipped(escaped(line(transition)), mostSection), attachments: [{ color: colourOf(finding), blocks }] };
};

/** A step in one line, for the thread of its resource. */
export const stepLine = (transition: Transition): SlackMessage => {
  const { cause, finding } = transition;
  const who = cause === null ? '' : `\n${causeInWords(cause)}`;
  const why = finding.resolution ?? finding.suppression?.reason;
  return {
    text: clipped(escaped(`${line(transition)}${why === undefined ? '' : `: ${why}`}${who}`), mostSection),
  };
};

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const entryLine = (entry: JsonObject): string => {
  const steps = Array.isArray(entry['steps']) ? entry['steps'].join(', ') : '';
  const arn = textOf(entry['resource']);
  const name = arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
  return escaped(`• ${textOf(entry['severity'])} ${steps}: ${name}: ${textOf(entry['message'])}`);
};

/** A digest, all of it: as many sections as its lines need. */
export const digestBlocks = (digest: JsonObject): SlackMessage => {
  const entries = Array.isArray(digest['entries']) ? digest['entries'].filter(isObject) : [];
  const owner = textOf(digest['owner']);
  const title = `Trailwarden digest${owner === '' ? '' : ` for ${owner}`}: ${entries.length} findings`;
  const sections: string[] = [];
  let told = 0;
  for (const entry of entries) {
    const next = entryLine(entry);
    const last = sections.at(-1);
    if (last !== undefined && last.length + 1 + next.length <= mostSection)
      sections[sections.length - 1] = `${last}\n${next}`;
    else if (sections.length < mostSections) sections.push(next);
    else break;
    told += 1;
  }
  const rest = entries.length - told;
  return {
    text: escaped(title),
    attachments: [
      {
        color: grey,
        blocks: [
          header(title),
          ...sections.map(section),
          ...(rest === 0 ? [] : [context(`and ${rest} more: trailwarden findings lists all of them`)]),
        ],
      },
    ],
  };
};
