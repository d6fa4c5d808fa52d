import { describe, expect, it } from 'vitest';
import { unwrap } from '../../shared/trail/envelope.ts';
import { aRecord } from '../support/records.ts';

const record = aRecord();
const envelope = {
  'detail-type': 'AWS API Call via CloudTrail',
  account: '111122223333',
  region: 'eu-west-1',
  time: '2026-03-01T10:00:00Z',
  detail: record,
};
const around = { account: '111122223333', region: 'eu-west-1', time: '2026-03-01T10:00:00Z' };

describe('an envelope', () => {
  it('of EventBridge gives the record and what surrounds it', () => {
    expect(unwrap(envelope)).toEqual([{ kind: 'record', record, around }]);
  });

  it('in the body of a message, as text, is opened too', () => {
    const message = { messageId: 'm', body: JSON.stringify(envelope) };
    expect(unwrap(message)).toEqual([{ kind: 'record', record, around }]);
    expect(unwrap(message.body)).toEqual([{ kind: 'record', record, around }]);
    expect(unwrap({ Records: [message, { Sns: { Message: message.body } }] })).toHaveLength(2);
  });

  it.each(['AWS Console Sign In via CloudTrail', 'AWS Service Event via CloudTrail', 'AWS Insight via CloudTrail'])(
    'of type %s is one of CloudTrail',
    (type) => expect(unwrap({ ...envelope, 'detail-type': type })).toMatchObject([{ kind: 'record' }]),
  );

  it('of another type is not meant for a trail', () => {
    expect(unwrap({ ...envelope, 'detail-type': 'Scheduled Event' })).toEqual([
      { kind: 'other', what: 'Scheduled Event' },
    ]);
  });

  it.each<[unknown, string, string]>([
    [{ ...envelope, detail: 'text' }, 'detail', 'got no object'],
    [{ Records: [{ body: '{"a":' }] }, 'Records.[0].body', 'JSON'],
    [{ Events: [record, { CloudTrailEvent: '7' }] }, 'Events.[1].CloudTrailEvent', 'got 7'],
    [{ hello: 'world' }, '', 'got an object with hello'],
    [{}, '', 'got an object with nothing'],
    [undefined, '', 'got nothing'],
    [[[[[[[[[[record]]]]]]]]], '[0].[0].[0].[0].[0].[0].[0].[0].[0]', 'more than 8 times'],
  ])('around nothing is a problem with a place', (value, place, message) => {
    expect(unwrap(value).at(-1)).toEqual({ kind: 'problem', place, message: expect.stringContaining(message) });
  });
});
