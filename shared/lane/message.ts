import type { Announcement } from '../inventory/fold/run.ts';
import { type Change, isChange, readChange } from '../trail/change.ts';
import { unwrap } from '../trail/envelope.ts';
import { readAnnouncement } from './announcements.ts';

/** One message of a queue. */
export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes?: { readonly ApproximateReceiveCount?: string };
}

/** What a message holds, or why it can never be read. */
export type MessageContent =
  | { readonly status: 'read'; readonly records: readonly Change[] }
  | { readonly status: 'announced'; readonly announcement: Announcement }
  | { readonly status: 'poison'; readonly reason: string; readonly eventId?: string };

/** The reason without what was got: a log must not hold a piece of an event. */
const withoutContent = (place: string, message: string): string =>
  `${place === '' ? 'message' : place}: ${message.split(/, got |: /)[0]}`;

const eventIdOf = (record: { readonly [member: string]: unknown }): { readonly eventId?: string } =>
  typeof record['eventID'] === 'string' ? { eventId: record['eventID'] } : {};

/**
 * Reads what lies in the queue of a lane: an event of EventBridge, which is a CloudTrail record in its envelope, or what
 * the lane itself has still to tell. Never throws.
 */
export const readMessage = ({ body }: QueueMessage): MessageContent => {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { status: 'poison', reason: 'message: expected an event as JSON' };
  }
  const announcement = readAnnouncement(value);
  if (announcement !== undefined) return { status: 'announced', announcement };
  const records: Change[] = [];
  for (const found of unwrap(value)) {
    if (found.kind === 'other') continue;
    if (found.kind === 'problem') return { status: 'poison', reason: withoutContent(found.place, found.message) };
    const change = readChange(found.record, found.around);
    if (!isChange(change)) {
      const reason = withoutContent(change.place, change.message);
      return { status: 'poison', reason, ...eventIdOf(found.record) };
    }
    records.push(change);
  }
  return { status: 'read', records };
};
