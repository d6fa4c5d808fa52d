import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SNSClient } from '@aws-sdk/client-sns';
import { TrailwardenError } from '../errors.ts';
import { createClaims } from './claims.ts';
import { digestMessage, digestsOf, mostInDigest } from './digest.ts';
import { createHolding, type DigestPlan, digestActions } from './holding.ts';
import { assertTaken, createTopic, topicActions } from './topic.ts';

/** The calls that sending a digest makes, for the policy of the role that does. */
export const sendDigestActions = { table: digestActions, topic: topicActions } as const;

export interface DigestSenderOptions {
  readonly sns: SNSClient;
  readonly dynamo: DynamoDBClient;
  readonly tableName: string;
  readonly topicArn: string;
  readonly now: () => Date;
}

export interface DigestsSent {
  readonly digests: number;
  readonly transitions: number;
}

/**
 * Makes what sends everything that was held back. What goes into a digest is written down before it is sent: whoever
 * comes after a death in the middle sends the same digest, or sees that it was sent, and then takes it off the list.
 *
 * The returned function throws `TrailwardenError` where the topic refuses; nothing is taken off the list then.
 */
export const createDigestSender = ({ sns, dynamo, tableName, topicArn, now }: DigestSenderOptions) => {
  const claims = createClaims({ client: dynamo, tableName, now });
  const holding = createHolding(dynamo, tableName, now);
  const topic = createTopic(sns, topicArn);

  const nextPlan = async (): Promise<DigestPlan | undefined> => {
    const unfinished = await holding.plan();
    if (unfinished !== undefined) return unfinished;
    const transitions = await holding.held(mostInDigest);
    const [first] = transitions;
    if (first === undefined) return undefined;
    const plan = { id: `${first.time}#${first.id}`, transitions };
    if (!(await holding.setPlan(plan))) {
      throw new TrailwardenError('unavailable', 'a digest is being sent by somebody else');
    }
    return plan;
  };

  const carryOut = async (plan: DigestPlan): Promise<number> => {
    const digests = digestsOf(plan.transitions);
    for (const digest of digests) {
      const key = `digest#${digest.id}`;
      const claim = await claims.take(key);
      if (claim.state === 'busy') {
        throw new TrailwardenError('unavailable', 'a digest is being sent by somebody else');
      }
      if (claim.state === 'done') continue;
      const refusals = await topic.publish([digestMessage(digest)]);
      if (refusals.length > 0) await claims.release(key, claim.token);
      assertTaken(topicArn, 1, refusals);
      await claims.finish(key, claim.token, 'sent');
    }
    return digests.length;
  };

  return async (): Promise<DigestsSent> => {
    let digests = 0;
    let transitions = 0;
    for (let plan = await nextPlan(); plan !== undefined; plan = await nextPlan()) {
      digests += await carryOut(plan);
      transitions += plan.transitions.length;
      await holding.release(plan.transitions);
      await holding.clearPlan(plan);
    }
    return { digests, transitions };
  };
};
