import type { Finding, Transition, TransitionKind } from '../engine/finding.ts';
import { causeInWords, explain } from '../explain.ts';
import { printable } from '../printable.ts';

const headings: { readonly [K in TransitionKind]: string } = {
  opened: 'NEW FINDING',
  escalated: 'GOT WORSE',
  reopened: 'OPEN AGAIN',
  suppressed: 'ACCEPTED',
  resolved: 'RESOLVED',
};

/** What a step means, for a heading: `NEW FINDING`, `RESOLVED`. */
export const headingOf = (kind: TransitionKind): string => headings[kind];

const block = (title: string, text: string): string =>
  `${title.toUpperCase()}\n${printable(text).replaceAll(/^/gm, '  ')}\n`;

const resourceInWords = ({ resource, owner }: Finding): string =>
  [
    `${resource.kind} ${resource.name}`,
    resource.arn,
    `account ${resource.account}${resource.region === '' ? '' : `, ${resource.region}`}`,
    ...(owner === null ? [] : [`owner: ${owner}`]),
  ].join('\n');

/** A step in the life of a finding as the text of an e-mail: it says everything a reader needs without a link. */
export const emailText = (transition: Transition): string => {
  const { kind, cause, finding } = transition;
  const evidence = explain(finding).filter(({ question }) => question === 'evidence');
  const answers = explain(finding).filter(
    ({ question }) => question !== 'evidence' && (kind !== 'resolved' || question !== 'if it is meant'),
  );
  const causedByOther = cause !== null && cause.eventId !== finding.change?.eventId;
  return [
    `${headingOf(kind)} (${finding.severity}): ${printable(finding.title)}\n`,
    block('where', resourceInWords(finding)),
    ...answers.map(({ question, text }) => block(question, text)),
    ...(causedByOther ? [block(`${kind} by`, causeInWords(cause))] : []),
    ...(evidence.length === 0 ? [] : [block('evidence', evidence.map(({ text }) => text).join('\n'))]),
    `finding ${finding.id}, rule ${finding.rule}${finding.attack.length === 0 ? '' : `, ATT&CK ${finding.attack.join(', ')}`}`,
    '',
  ].join('\n');
};
