import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { Transition } from '../engine/finding.ts';
import { type Severity, severities } from '../engine/severity.ts';
import { TrailwardenError } from '../errors.ts';
import { type Claims, claimActions, createClaims } from './claims.ts';
import { type DeliveryPolicy, defaultDelivery, isImmediate } from './delivery.ts';
import { createHolding, type Holding, holdingActions } from './holding.ts';
import { stepMessage } from './message.ts';
import { piecesOf, rings } from './pieces.ts';
import { assertTaken, createTopic, type Refusal, topicActions } from './topic.ts';

/** The calls that a publisher makes, for the policies of the roles that use it. */
export const publisherActions = {
  table: [...new Set([...claimActions, ...holdingActions])].sort(),
  topic: topicActions,
} as const;

export interface PublisherOptions {
  readonly sns: SNSClient;
  readonly dynamo: DynamoDBClient;
  /** The table of the inventory: claims and what waits for the digest lie beside it. */
  readonly tableName: string;
  readonly topicArn: string;
  readonly now: () => Date;
  readonly delivery?: DeliveryPolicy;
}

interface Claimed {
  readonly transition: Transition;
  readonly token: string;
}

const mostAtOnce = 25;

const inTurns = async <A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> => {
  const results: B[] = [];
  for (let from = 0; from < items.length; from += mostAtOnce) {
    results.push(...(await Promise.all(items.slice(from, from + mostAtOnce).map(work))));
  }
  return results;
};

const claimKey = ({ id }: Transition): string => `topic#${id}`;

/** Which steps go out now; the rest of what would have is over the limit of this hour. */
const chooseImmediate = async (
  claimed: readonly Claimed[],
  holding: Holding,
  policy: DeliveryPolicy,
): Promise<ReadonlySet<Claimed>> => {
  const bySeverity = new Map<Severity, Claimed[]>();
  for (const one of claimed) {
    if (!isImmediate(one.transition, policy)) continue;
    const { severity } = one.transition.finding;
    bySeverity.set(severity, [...(bySeverity.get(severity) ?? []), one]);
  }
  const chosen = await Promise.all(
    severities.map(async (severity) => {
      const wanted = bySeverity.get(severity) ?? [];
      if (wanted.length === 0) return [];
      return wanted.slice(0, await holding.withinLimit(severity, wanted.length, policy.perHour[severity]));
    }),
  );
  return new Set(chosen.flat());
};

/** Findings that were told before and ring again: what was held of them is no longer all that was. */
const worsened = (immediate: ReadonlySet<Claimed>): readonly string[] => {
  const again = [...immediate].filter(({ transition }) => rings(transition) && transition.kind !== 'opened');
  return [...new Set(again.map(({ transition }) => transition.finding.id))];
};

/**
 * Makes what hands steps in the lives of findings on to the topic, each once in effect: whoever claims a step in the
 * table sends it, and the claim of one who died runs out. What does not have to be told at once is held for the digest.
 *
 * The returned function throws `TrailwardenError` (`unavailable`, `access-denied`, `not-found`) where anything was
 * neither sent nor held, or somebody else is still at it; calling it again with the same steps sends only what is left.
 */
export const createPublisher = ({
  sns,
  dynamo,
  tableName,
  topicArn,
  now,
  delivery = defaultDelivery,
}: PublisherOptions): ((transitions: readonly Transition[]) => Promise<void>) => {
  const claims: Claims = createClaims({ client: dynamo, tableName, now });
  const holding = createHolding(dynamo, tableName, now);
  const topic = createTopic(sns, topicArn);

  const finish = (claimed: readonly Claimed[], result: string) =>
    inTurns(claimed, ({ transition, token }) => claims.finish(claimKey(transition), token, result));

  const send = async (claimed: readonly Claimed[]): Promise<readonly Refusal[]> => {
    const refusals = await topic.publish(claimed.map(({ transition }) => stepMessage(transition)));
    const refused = new Set(refusals.map(({ id }) => id));
    await finish(
      claimed.filter(({ transition }) => !refused.has(transition.id)),
      'sent',
    );
    await inTurns(
      claimed.filter(({ transition }) => refused.has(transition.id)),
      ({ transition, token }) => claims.release(claimKey(transition), token),
    );
    return refusals;
  };

  return async (transitions) => {
    const unique = [...new Map(transitions.map((transition) => [transition.id, transition])).values()];
    const taken = await inTurns(unique, async (transition) => ({
      transition,
      claim: await claims.take(claimKey(transition)),
    }));
    const claimed = taken.flatMap(({ transition, claim }) =>
      claim.state === 'mine' ? [{ transition, token: claim.token }] : [],
    );
    const pieces = piecesOf(unique);
    const ends = claimed.filter(({ transition }) => transition.kind === 'resolved');
    // The end of what nobody was interrupted for interrupts nobody either: the digest tells both in one line.
    const quiet = await holding.quiet(ends.map(({ transition }) => transition.finding.id));
    const alone = claimed.filter(
      ({ transition: { id, kind, finding } }) => !pieces.has(id) && !(kind === 'resolved' && quiet.has(finding.id)),
    );
    const immediate = await chooseImmediate(alone, holding, delivery);
    const waiting = claimed.filter((one) => !immediate.has(one));
    await holding.hold(waiting.map(({ transition }) => transition));
    await finish(waiting, 'held');
    await holding.rung(worsened(immediate));
    const refusals = await send([...immediate]);
    assertTaken(topicArn, immediate.size, refusals);
    const busy = taken.filter(({ claim }) => claim.state === 'busy').length;
    if (busy > 0) {
      throw new TrailwardenError('unavailable', `${busy} notifications are being sent by somebody else`);
    }
  };
};
