import type { Transition } from '../engine/finding.ts';
import { findingJson } from '../finding-json.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { emailText, headingOf } from './email.ts';
import { bytesOf, firstBytes, shortened } from './shorten.ts';

/** One message for the topic, of SNS's own members. */
export interface TopicMessage {
  readonly Id: string;
  readonly Subject: string;
  readonly Message: string;
  readonly MessageStructure: 'json';
  readonly MessageAttributes: {
    readonly [name: string]: { readonly DataType: 'String'; readonly StringValue: string };
  };
}

/** SNS takes 256 KiB for a message, and as much for all messages of a batch together. */
export const mostMessageBytes = 256 * 1024;

/** Room for escaping (JSON inside JSON) and for the e-mail's copy of the same. */
const mostTransitionBytes = 60 * 1024;
const mostEmailBytes = 60 * 1024;
const mostSubject = 100;

/** Subjects are ASCII without control characters, at most 100 of them. */
export const subjectOf = (text: string): string => {
  const ascii = text.replaceAll(/[^\x20-\x7e]/g, '?').trim();
  return ascii.length <= mostSubject ? ascii : `${ascii.slice(0, mostSubject - 3)}...`;
};

/** Attributes for filter policies; an empty one is not allowed, so it is left out. */
export const attributesOf = (values: { readonly [name: string]: string | null }): TopicMessage['MessageAttributes'] => {
  const attributes: Record<string, { DataType: 'String'; StringValue: string }> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== '') attributes[name] = { DataType: 'String', StringValue: firstBytes(value, 256) };
  }
  return attributes;
};

/**
 * The text for each protocol: JSON for machines by default, readable text for e-mail, one line for a phone.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 */
export const protocolTexts = (machine: JsonObject, email: string, line: string): string =>
  JSON.stringify({
    default: JSON.stringify(machine),
    email: firstBytes(email, mostEmailBytes),
    sms: firstBytes(line, 140),
  });

const stepJson = ({ id, kind, time, cause, holder, finding }: Transition): JsonObject => ({
  version: 1,
  type: 'transition',
  id,
  transition: kind,
  time,
  cause: cause === null ? null : { ...cause, actor: { ...cause.actor } },
  holder,
  finding: findingJson({ finding }),
});

/** A step in the life of a finding as one message, within every limit of SNS. */
export const stepMessage = (whole: Transition): TopicMessage => {
  const transition = shortened(whole, mostTransitionBytes);
  const { kind, finding } = transition;
  const { resource } = finding;
  const line = `[${finding.severity}] ${headingOf(kind).toLowerCase()}: ${finding.title} - ${resource.kind} ${resource.name}`;
  return {
    Id: transition.id,
    Subject: subjectOf(line),
    Message: protocolTexts(stepJson(transition), emailText(transition), line),
    MessageStructure: 'json',
    MessageAttributes: attributesOf({
      severity: finding.severity,
      rule: finding.rule,
      account: resource.account,
      region: resource.region,
      owner: finding.owner,
      transition: kind,
      status: finding.status,
      resourceKind: resource.kind,
      verdict: finding.verdict,
    }),
  };
};

/** The size that SNS counts: the text and the attributes. */
export const messageBytes = ({ Subject, Message, MessageAttributes }: TopicMessage): number =>
  Object.entries(MessageAttributes).reduce(
    (sum, [name, { DataType, StringValue }]) => sum + bytesOf(name) + bytesOf(DataType) + bytesOf(StringValue),
    bytesOf(Message) + bytesOf(Subject),
  );

/** The step that a message tells of, or `undefined` where it is something else. */
export const readStep = (value: Json): Transition | undefined => {
  if (!isObject(value) || value['type'] !== 'transition' || !isObject(value['finding'])) return undefined;
  const { id, transition, time, cause, holder, finding } = value;
  if (typeof id !== 'string' || typeof transition !== 'string' || typeof time !== 'string') return undefined;
  return { id, kind: transition, time, cause: cause ?? null, holder, finding } as unknown as Transition;
};
