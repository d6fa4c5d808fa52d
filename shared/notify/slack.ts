import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Transition } from '../engine/finding.ts';
import { compareSeverity } from '../engine/severity.ts';
import { TrailwardenError } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { claimActions, createClaims } from './claims.ts';
import { readStep } from './message.ts';
import { createSlackApi, type SlackApi, type SlackApiOptions, type SlackTarget } from './slack-api.ts';
import { digestBlocks, stepBlocks, stepLine } from './slack-blocks.ts';
import { createSlackMemory, memoryActions, rememberDays } from './slack-memory.ts';

/** The calls on the table that telling Slack makes, for the policy of the role that does. */
export const slackTableActions = [...new Set([...claimActions, ...memoryActions])].sort();

export interface SlackOptions extends SlackApiOptions {
  readonly target: SlackTarget;
  readonly dynamo: DynamoDBClient;
  readonly tableName: string;
  readonly now: () => Date;
}

const busy = (what: string): TrailwardenError =>
  new TrailwardenError('unavailable', `${what} is being told by somebody else; it comes again`);

/** Whether a step is worth the channel's attention when its resource already has a thread. */
const isLoud = ({ kind, finding }: Transition): boolean =>
  kind !== 'resolved' && kind !== 'suppressed' && compareSeverity(finding.severity, 'high') >= 0;

const idOf = (message: JsonObject): string | undefined =>
  typeof message['id'] === 'string' ? message['id'] : undefined;

/**
 * Makes what tells Slack of one message of the topic, once in effect. With a webhook every step is a message. With a
 * bot token a resource has one thread, a finding one message in it, which later steps edit; steps that arrive out of
 * order never turn a finding back.
 *
 * The returned function throws `TrailwardenError`: `unavailable` where trying again later helps.
 */
export const createSlackSubscriber = ({ target, dynamo, tableName, now, ...patience }: SlackOptions) => {
  const api: SlackApi = createSlackApi(target, patience);
  const claims = createClaims({ client: dynamo, tableName, now });
  const threads = createClaims({ client: dynamo, tableName, now, rememberDays });
  const memory = createSlackMemory(dynamo, tableName, now);

  /** The first message of a resource begins its thread; everything later is a reply in it. */
  const postInThread = async (channel: string, transition: Transition): Promise<string | undefined> => {
    const key = `slack-thread#${channel}#${transition.finding.resource.arn}`;
    const thread = await threads.take(key);
    if (thread.state === 'busy') throw busy(`the first finding of ${transition.finding.resource.name}`);
    if (thread.state === 'done') {
      return api.post(stepBlocks(transition), { thread: thread.result, broadcast: isLoud(transition) });
    }
    try {
      const ts = await api.post(stepBlocks(transition));
      await threads.finish(key, thread.token, ts);
      return ts;
    } catch (thrown) {
      await threads.release(key, thread.token);
      throw thrown;
    }
  };

  const threadOf = async (channel: string, transition: Transition): Promise<string | undefined> => {
    const key = `slack-thread#${channel}#${transition.finding.resource.arn}`;
    const thread = await threads.take(key);
    if (thread.state === 'done') return thread.result;
    if (thread.state === 'mine') await threads.release(key, thread.token);
    return undefined;
  };

  const tellInChannel = async (channel: string, transition: Transition): Promise<void> => {
    const { finding, time } = transition;
    const shown = await memory.shown(channel, finding.id);
    // A later step is told already, and its message holds the whole finding.
    if (shown !== undefined && shown.time > time) return;
    if (shown !== undefined && (await api.update(shown.ts, stepBlocks(transition)))) {
      await memory.remember(channel, finding.id, { ts: shown.ts, time });
      const thread = (await threadOf(channel, transition)) ?? shown.ts;
      await api.post(stepLine(transition), { thread, broadcast: isLoud(transition) });
      return;
    }
    const ts = await postInThread(channel, transition);
    if (ts !== undefined) await memory.remember(channel, finding.id, { ts, time });
  };

  const tell = async (message: JsonObject): Promise<void> => {
    const step = readStep(message);
    if (step === undefined) {
      if (message['type'] !== 'digest') {
        throw new TrailwardenError('input-invalid', 'expected a step or a digest, got another message of the topic');
      }
      await api.post(digestBlocks(message));
    } else if (target.kind === 'bot') await tellInChannel(target.channel, step);
    else await api.post(stepBlocks(step));
  };

  return async (message: Json): Promise<void> => {
    const id = isObject(message) ? idOf(message) : undefined;
    if (!isObject(message) || id === undefined) {
      throw new TrailwardenError('input-invalid', 'expected a message of the topic with an id, got none');
    }
    const key = `slack#${id}`;
    const claim = await claims.take(key);
    if (claim.state === 'done') return;
    if (claim.state === 'busy') throw busy(id);
    try {
      await tell(message);
    } catch (thrown) {
      await claims.release(key, claim.token);
      throw thrown;
    }
    await claims.finish(key, claim.token, 'told');
  };
};
