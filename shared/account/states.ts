import {
  DescribeStateMachineCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { tagsOf } from '../inventory/projection.ts';
import { states } from '../inventory/projections/states.ts';
import type { Json } from '../json.ts';
import { asCalled, foundAs } from './as-called.ts';
import { type Collector, placeOf, set } from './reading.ts';
import { defineService } from './service.ts';

const facets = ['role', 'functions', 'integrations', 'logging'];

const machines: Collector<SFNClient> = {
  kind: 'state-machine',
  actions: ['states:ListStateMachines'],
  list: async (client, place, nextToken) => {
    const answer = await client.send(new ListStateMachinesCommand({ nextToken, maxResults: 100 }));
    const found = (answer.stateMachines ?? []).flatMap(({ stateMachineArn }) =>
      foundAs(place, states, { call: 'UpdateStateMachine', request: { stateMachineArn } }, []),
    );
    return { found, next: answer.nextToken };
  },
  reads: [
    {
      facets,
      actions: ['states:DescribeStateMachine'],
      read: async (client, ref) => {
        const request = await client.send(new DescribeStateMachineCommand({ stateMachineArn: ref.arn }));
        return asCalled(placeOf(ref), states, [{ call: 'CreateStateMachine', request }], facets);
      },
    },
    {
      facets: ['tags'],
      actions: ['states:ListTagsForResource'],
      read: async (client, ref) => {
        const { tags = [] } = await client.send(new ListTagsForResourceCommand({ resourceArn: ref.arn }));
        return [set('tags', tagsOf(tags as unknown as Json))];
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new SFNClient(options),
  collectors: [machines],
  perSecond: 2,
});
