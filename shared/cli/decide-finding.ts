import { randomUUID } from 'node:crypto';
import { SNSClient } from '@aws-sdk/client-sns';
import { catalogue } from '../catalogue.ts';
import { type Decision, decisionChange } from '../decisions.ts';
import type { Context } from '../engine/context.ts';
import type { Finding } from '../engine/finding.ts';
import { ruleSet } from '../engine/judge.ts';
import { TrailwardenError } from '../errors.ts';
import { defaultDelivery } from '../notify/delivery.ts';
import { createPublisher } from '../notify/publisher.ts';
import { findById, holderOf } from './find-finding.ts';
import type { OpenStore } from './open-store.ts';

interface Deciding {
  readonly by: string;
  readonly context: Context;
  /** Tells its subscribers at once; without one they are told in the next digest. */
  readonly topic?: string;
  readonly region?: string;
}

/**
 * Without a topic a decision waits for the next digest, as does what a dead function has left to be told: nothing is
 * lost because it was this process that came by.
 */
const publisherFor = ({ client, tableName }: OpenStore, { topic, region }: Deciding) =>
  createPublisher({
    sns: new SNSClient(region === undefined ? {} : { region }),
    dynamo: client,
    tableName,
    topicArn: topic ?? '',
    now: () => new Date(),
    delivery: topic === undefined ? { ...defaultDelivery, immediateFrom: 'never' } : defaultDelivery,
  });

/**
 * Keeps what a person decided about the finding whose id begins so; answers the finding as it was.
 * @throws TrailwardenError `usage` where the finding is not known, or is over
 */
export const decideFinding = async (
  open: OpenStore,
  id: string,
  decision: Decision,
  deciding: Deciding,
): Promise<Finding> => {
  const finding = await findById(open.store, id);
  if (finding.status === 'resolved') {
    throw new TrailwardenError('usage', `finding ${finding.id}: expected one that is not over, got a resolved one`);
  }
  const holder = await holderOf(open.store, finding);
  const by = { name: deciding.by, now: new Date(), id: randomUUID() };
  await open.store.apply([decisionChange(holder, finding.id, decision, by)], {
    rules: ruleSet(catalogue),
    context: deciding.context,
    publish: publisherFor(open, deciding),
  });
  return finding;
};
