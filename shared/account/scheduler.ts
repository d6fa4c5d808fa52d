import { GetScheduleCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { scheduler } from '../inventory/projections/scheduling.ts';
import { asCalled, foundAs } from './as-called.ts';
import { type Collector, placeOf } from './reading.ts';
import { defineService } from './service.ts';

const facets = ['expression', 'enabled', 'target'];

const schedules: Collector<SchedulerClient> = {
  kind: 'schedule',
  actions: ['scheduler:ListSchedules'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListSchedulesCommand({ NextToken, MaxResults: 100 }));
    const found = (answer.Schedules ?? []).flatMap(({ Arn }) =>
      foundAs(place, scheduler, { call: 'UpdateSchedule', request: {}, response: { scheduleArn: Arn } }, []),
    );
    return { found, next: answer.NextToken };
  },
  reads: [
    {
      facets,
      actions: ['scheduler:GetSchedule'],
      read: async (client, ref) => {
        const GroupName = /:schedule\/([^/]+)\//.exec(ref.arn)?.[1];
        const request = await client.send(new GetScheduleCommand({ Name: ref.name, GroupName }));
        const called = { call: 'UpdateSchedule', request, response: { scheduleArn: ref.arn } };
        return asCalled(placeOf(ref), scheduler, [called], facets);
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new SchedulerClient(options),
  collectors: [schedules],
  perSecond: 10,
});
