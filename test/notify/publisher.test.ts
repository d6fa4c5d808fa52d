import { randomUUID } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Finding, Transition, TransitionKind } from '../../shared/engine/finding.ts';
import { TrailwardenError } from '../../shared/errors.ts';
import { createClaims } from '../../shared/notify/claims.ts';
import { decisionSource, defaultDelivery } from '../../shared/notify/delivery.ts';
import { createPublisher } from '../../shared/notify/publisher.ts';
import { createDigestSender } from '../../shared/notify/send-digest.ts';
import { type EmbeddedTable, embeddedTable } from '../support/embedded.ts';
import { aTransition } from '../support/findings.ts';
import { aTopic } from '../support/topic.ts';

let table: EmbeddedTable;
beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());

let clock: Date;
let topic: ReturnType<typeof aTopic>;
let hour = 0;
beforeEach(async () => {
  // An hour of its own for every test, so that none uses up the limit of another.
  hour += 1;
  clock = new Date(Date.UTC(2026, 2, 2, 9 + hour));
  topic = aTopic();
  await sendDigests();
  topic = aTopic();
});

const later = (seconds: number): void => {
  clock = new Date(clock.getTime() + seconds * 1000);
};

const options = () => ({
  sns: topic.client,
  dynamo: table.client,
  tableName: table.tableName,
  topicArn: topic.arn,
  now: () => clock,
});
const publisher = (delivery = defaultDelivery) => createPublisher({ ...options(), delivery });
const sendDigests = () => createDigestSender(options())();

/** A step that no other test knows. */
const aStep = (kind: TransitionKind = 'opened', overrides: Partial<Finding> = {}): Transition =>
  aTransition(kind, { key: randomUUID(), ...overrides });

const takenIds = () => topic.taken.map(({ Id }) => Id);
const digests = () =>
  topic.taken
    .map(({ Message }) => JSON.parse(JSON.parse(Message ?? '').default))
    .filter(({ type }) => type === 'digest');

describe('a publisher', () => {
  it('sends each step once, however often it is asked to', async () => {
    const steps = Array.from({ length: 23 }, () => aStep());
    const publish = publisher();
    await publish(steps);
    await publish([...steps, ...steps]);
    await publisher()(steps);
    expect(takenIds().sort()).toEqual(steps.map(({ id }) => id).sort());
    expect(topic.sizes).toEqual([10, 10, 3]);
  });

  it('leaves a step that somebody else is sending to be asked for again, and sends the others', async () => {
    const [theirs, mine] = [aStep(), aStep()];
    const claims = createClaims({ client: table.client, tableName: table.tableName, now: () => clock });
    const claim = await claims.take(`topic#${theirs.id}`);
    await expect(publisher()([theirs, mine])).rejects.toMatchObject({ code: 'unavailable' });
    expect(takenIds()).toEqual([mine.id]);
    if (claim.state === 'mine') await claims.finish(`topic#${theirs.id}`, claim.token);
    await publisher()([theirs, mine]);
    expect(takenIds()).toEqual([mine.id]);
  });

  it('sends once when two functions race', async () => {
    const steps = Array.from({ length: 8 }, () => aStep());
    const attempts = await Promise.allSettled([publisher()(steps), publisher()(steps)]);
    for (const attempt of attempts)
      if (attempt.status === 'rejected') expect(attempt.reason).toBeInstanceOf(TrailwardenError);
    await publisher()(steps);
    expect(takenIds().sort()).toEqual(steps.map(({ id }) => id).sort());
  });

  it('sends what a function that died had claimed, once its lease has run out', async () => {
    const step = aStep();
    const claims = createClaims({ client: table.client, tableName: table.tableName, now: () => clock });
    await claims.take(`topic#${step.id}`);
    await expect(publisher()([step])).rejects.toMatchObject({ code: 'unavailable' });
    later(121);
    await publisher()([step]);
    expect(takenIds()).toEqual([step.id]);
  });

  it('throws with the reason when the topic refuses some, and sends just those the next time', async () => {
    const steps = [aStep(), aStep(), aStep()];
    topic.state.refuse = ({ Id }) => Id === steps[1]?.id;
    await expect(publisher()(steps)).rejects.toThrow(/did not take 1 of 3 notifications: InternalError: try again/);
    topic.state.refuse = () => false;
    await publisher()(steps);
    expect(takenIds()).toEqual([steps[0]?.id, steps[2]?.id, steps[1]?.id]);
  });

  it('says so when it is not allowed to publish, and loses nothing', async () => {
    const step = aStep();
    topic.state.failure = Object.assign(new Error('not authorized'), { name: 'AuthorizationErrorException' });
    await expect(publisher()([step])).rejects.toMatchObject({ code: 'access-denied' });
    topic.state.failure = undefined;
    await publisher()([step]);
    expect(takenIds()).toEqual([step.id]);
  });

  it('keeps the claim of whoever took over when a late one finishes', async () => {
    const claims = createClaims({ client: table.client, tableName: table.tableName, now: () => clock });
    const key = randomUUID();
    const first = await claims.take(key);
    later(121);
    const second = await claims.take(key);
    if (first.state !== 'mine' || second.state !== 'mine') return expect.fail('expected both to be mine in turn');
    await claims.finish(key, first.token, 'first');
    await claims.release(key, first.token);
    expect(await claims.take(key)).toMatchObject({ state: 'busy' });
    await claims.finish(key, second.token, 'second');
    expect(await claims.take(key)).toEqual({ state: 'done', result: 'second' });
  });
});

describe('what does not have to be told at once', () => {
  it.each<[string, TransitionKind, Partial<Finding>]>([
    ['what could not be decided', 'opened', { verdict: 'unknown', severity: 'high' }],
    ['what is low', 'opened', { severity: 'low' }],
    ['what a suppression kept quiet from the start', 'suppressed', { status: 'suppressed' }],
  ])('waits for the digest: %s', async (_, kind, overrides) => {
    const step = aStep(kind, overrides);
    await publisher()([step]);
    await publisher()([step]);
    expect(topic.taken).toEqual([]);
    expect(await sendDigests()).toEqual({ digests: 1, transitions: 1 });
    expect(digests()[0].entries).toMatchObject([{ finding: step.finding.id, steps: [kind] }]);
  });

  it('is not a suppression that a person has just decided on', async () => {
    const step = aStep('suppressed', { status: 'suppressed' });
    const cause = { ...(step.cause ?? expect.fail()), eventSource: decisionSource };
    await publisher()([{ ...step, cause }]);
    expect(takenIds()).toEqual([step.id]);
  });

  it('is what goes beyond the limit of an hour; it arrives in the digest, and the next hour starts anew', async () => {
    const delivery = { ...defaultDelivery, perHour: { ...defaultDelivery.perHour, high: 2 } };
    const steps = Array.from({ length: 5 }, () => aStep('opened', { severity: 'high' }));
    const critical = aStep();
    await publisher(delivery)(steps.slice(0, 3));
    await publisher(delivery)([...steps.slice(3), critical]);
    expect(takenIds().sort()).toEqual([...steps.slice(0, 2), critical].map(({ id }) => id).sort());
    await sendDigests();
    expect(digests().flatMap(({ entries }) => entries)).toHaveLength(3);
    later(3600);
    hour += 1;
    const next = aStep('opened', { severity: 'high' });
    await publisher(delivery)([next]);
    expect(takenIds()).toContain(next.id);
  });
});

describe('a digest', () => {
  it('is the end of what nobody was interrupted for, too', async () => {
    const opened = aStep('opened', { severity: 'low' });
    const resolved = { ...opened, kind: 'resolved' as const, id: `${opened.id}-resolved` };
    const graver = { ...resolved, finding: { ...opened.finding, severity: 'high' as const } };
    await publisher()([opened]);
    await publisher()([graver]);
    expect(takenIds()).toEqual([]);
    await sendDigests();
    expect(digests()).toMatchObject([{ entries: [{ steps: ['opened', 'resolved'] }] }]);
  });

  it('is not the end of what rang after all', async () => {
    const opened = aStep('opened', { severity: 'low' });
    const finding = { ...opened.finding, severity: 'high' as const };
    const escalated = { ...opened, finding, kind: 'escalated' as const, id: `${opened.id}-escalated` };
    const resolved = { ...opened, finding, kind: 'resolved' as const, id: `${opened.id}-resolved` };
    await publisher()([opened]);
    await publisher()([escalated]);
    await publisher()([resolved]);
    expect(takenIds()).toEqual([escalated.id, resolved.id]);
  });

  it('tells several steps of one finding as one entry, and each owner their own', async () => {
    const opened = aStep('opened', { severity: 'low' });
    const resolved: Transition = {
      ...opened,
      id: randomUUID(),
      kind: 'resolved',
      time: '2026-03-02T09:30:00Z',
      finding: { ...opened.finding, status: 'resolved' },
    };
    const others = aStep('opened', { severity: 'low', owner: 'team-pay' });
    await publisher()([opened, resolved, others]);
    await sendDigests();
    expect(digests().map(({ owner, entries }) => [owner, entries.length])).toEqual([
      ['team-pay', 1],
      ['team-shop', 1],
    ]);
    expect(digests()[1].entries).toMatchObject([{ steps: ['opened', 'resolved'], status: 'resolved' }]);
    expect(topic.taken[0]?.MessageAttributes).toMatchObject({ owner: { StringValue: 'team-pay' } });
  });

  it('leaves nothing out, however much was held: more of it makes more digests', async () => {
    const steps = Array.from({ length: 150 }, (_, n) =>
      aStep('opened', { severity: 'low', message: `${n}`.repeat(400) }),
    );
    await publisher()(steps);
    expect(await sendDigests()).toMatchObject({ transitions: 150 });
    const told = digests().flatMap(({ entries }) => entries.map(({ finding }: { finding: string }) => finding));
    expect(told.sort()).toEqual(steps.map(({ finding }) => finding.id).sort());
    expect(await sendDigests()).toEqual({ digests: 0, transitions: 0 });
  });

  it('that the topic refuses is sent the next time, with what it had been planned to hold', async () => {
    const first = aStep('opened', { severity: 'low' });
    await publisher()([first]);
    topic.state.failure = new Error('no');
    await expect(sendDigests()).rejects.toMatchObject({ code: 'unavailable' });
    const second = aStep('opened', { severity: 'low' });
    await publisher()([second]);
    topic.state.failure = undefined;
    await sendDigests();
    expect(digests().map(({ entries }) => entries.map(({ finding }: { finding: string }) => finding))).toEqual([
      [first.finding.id],
      [second.finding.id],
    ]);
  });

  it('is not sent again by whoever comes after a death between sending and tidying up', async () => {
    const plan = { id: 'left-behind', transitions: [aStep('opened', { severity: 'low' })] };
    const leaveBehind = () =>
      table.client.send(
        new PutItemCommand({
          TableName: table.tableName,
          Item: { pk: { S: 'DIGEST' }, sk: { S: 'PLAN' }, planId: { S: plan.id }, body: { S: JSON.stringify(plan) } },
        }),
      );
    await leaveBehind();
    await sendDigests();
    await leaveBehind();
    await sendDigests();
    expect(digests()).toHaveLength(1);
  });
});
