import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createOwnQueue } from '../../shared/lane/own-queue.ts';

const sqs = mockClient(SQSClient);
beforeEach(() => sqs.reset());

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/lane';
const handOn = createOwnQueue(new SQSClient({ region: 'eu-west-1' }), queueUrl);
const pieces = Array.from({ length: 23 }, (_, piece) => ({ piece }));

const entriesOf = (call: number) => sqs.commandCalls(SendMessageBatchCommand)[call]?.args[0].input.Entries ?? [];
const refused = (...ids: readonly string[]) => ({
  Failed: ids.map((Id) => ({ Id, Code: 'InternalError', SenderFault: false })),
  Successful: [],
});

describe('handing work on to oneself', () => {
  it('sends every piece once, ten in a call, as late as is asked', async () => {
    sqs.on(SendMessageBatchCommand).resolves(refused());
    await handOn(pieces, 120);
    const calls = sqs.commandCalls(SendMessageBatchCommand);
    expect(calls.map((_, index) => entriesOf(index).length)).toEqual([10, 10, 3]);
    const sent = calls.flatMap((_, index) => entriesOf(index));
    expect(sent.map(({ MessageBody = '' }) => JSON.parse(MessageBody))).toEqual(pieces);
    expect(new Set(sent.map(({ DelaySeconds }) => DelaySeconds))).toEqual(new Set([120]));
  });

  it('sends again what was refused, and that alone', async () => {
    sqs.on(SendMessageBatchCommand).resolvesOnce(refused('1', '3')).resolves(refused());
    await handOn(pieces.slice(0, 5));
    expect(entriesOf(1).map(({ MessageBody = '' }) => JSON.parse(MessageBody))).toEqual([{ piece: 1 }, { piece: 3 }]);
    expect(sqs.commandCalls(SendMessageBatchCommand)).toHaveLength(2);
  });

  it('fails where pieces are never taken, so that whoever hands them on comes again', async () => {
    sqs.on(SendMessageBatchCommand).resolves(refused('0'));
    await expect(handOn([{ piece: 0 }])).rejects.toMatchObject({ code: 'unavailable' });
  });
});
