import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { lookUpEvents } from '../../shared/doctor/arrivals.ts';

describe("CloudTrail's event history", () => {
  it('is read to its end, page after page, no faster than twice a second', async () => {
    const mock = mockClient(CloudTrailClient);
    mock
      .on(LookupEventsCommand)
      .resolvesOnce({ Events: [{ EventId: 'a' }], NextToken: 'more' })
      .resolvesOnce({ Events: [], NextToken: 'still more' })
      .resolvesOnce({ Events: [{ EventId: 'b' }] });
    const pauses: number[] = [];
    const pages: (readonly { readonly EventId?: string | undefined }[])[] = [];
    const since = new Date('2026-03-01T00:00:00Z');
    const until = new Date('2026-03-02T00:00:00Z');
    const pause = async (milliseconds: number): Promise<void> => void pauses.push(milliseconds);
    const cloudTrail = new CloudTrailClient({ region: 'eu-west-1' });
    for await (const page of lookUpEvents({ cloudTrail, since, until, pause })) pages.push(page);
    expect(pages.flat().map(({ EventId }) => EventId)).toEqual(['a', 'b']);
    expect(pauses).toHaveLength(2);
    expect(pauses.every((milliseconds) => milliseconds > 300 && milliseconds <= 500)).toBe(true);
    const asked = mock.commandCalls(LookupEventsCommand).map(({ args: [{ input }] }) => input);
    expect(asked.map(({ NextToken }) => NextToken)).toEqual([undefined, 'more', 'still more']);
    expect(asked[0]).toMatchObject({ StartTime: since, EndTime: until, MaxResults: 50 });
  });
});
