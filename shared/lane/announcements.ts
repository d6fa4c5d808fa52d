import { isArn } from '../arn.ts';
import type { Announcement } from '../inventory/fold/run.ts';
import { linkOf } from '../inventory/links.ts';
import { variable, variables } from './environment.ts';
import type { HandOn } from './own-queue.ts';

/** What a lane puts into its own queue where more listen to a resource than one write tells. */
export interface AnnouncementMessage {
  readonly announcement: Announcement;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The announcement that a message holds; `undefined` where it holds something else. */
export const readAnnouncement = (message: unknown): Announcement | undefined => {
  const { announcement } = (message ?? {}) as { readonly announcement?: unknown };
  if (typeof announcement !== 'object' || announcement === null) return undefined;
  const { speaker, relation, since, after } = announcement as { readonly [member: string]: unknown };
  const { time, id } = (since ?? {}) as { readonly [member: string]: unknown };
  const link = isText(relation) ? linkOf(relation) : undefined;
  if (!isText(speaker) || !isArn(speaker) || link?.toSource === undefined || !isText(time) || !isText(id))
    return undefined;
  const said = { speaker, relation: link.relation, since: { time, id } };
  if (after === undefined) return said;
  return isText(after) && isArn(after) ? { ...said, after } : undefined;
};

/** Hands announcements on over a queue that its own reader feeds. */
export const announceOver =
  (handOn: HandOn) =>
  (announcements: readonly Announcement[]): Promise<void> =>
    handOn(announcements.map((announcement): AnnouncementMessage => ({ announcement })));

/** Hands announcements on as the stack set it up; the SDK client is loaded when there is the first one. */
export const announceBy = (environment: Readonly<Record<string, string | undefined>>) => {
  let loaded: HandOn | undefined;
  return async (announcements: readonly Announcement[]): Promise<void> => {
    const { ownQueueAt } = await import('./parts/own-queue.ts');
    loaded ??= ownQueueAt(variable(environment, variables.queue));
    return announceOver(loaded)(announcements);
  };
};
