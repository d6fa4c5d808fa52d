import { DescribePipeCommand, ListPipesCommand, PipesClient } from '@aws-sdk/client-pipes';
import { pipes as projections } from '../inventory/projections/scheduling.ts';
import { asCalled, foundAs } from './as-called.ts';
import { type Collector, placeOf } from './reading.ts';
import { defineService } from './service.ts';

const facets = ['source', 'target', 'enrichment', 'role', 'enabled'];

const pipes: Collector<PipesClient> = {
  kind: 'pipe',
  actions: ['pipes:ListPipes'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListPipesCommand({ NextToken }));
    const found = (answer.Pipes ?? []).flatMap(({ Arn, Name }) =>
      foundAs(place, projections, { call: 'StartPipe', request: { name: Name }, response: { arn: Arn } }, []),
    );
    return { found, next: answer.NextToken };
  },
  reads: [
    {
      facets,
      actions: ['pipes:DescribePipe'],
      read: async (client, ref) => {
        const request = await client.send(new DescribePipeCommand({ Name: ref.name }));
        const called = { call: 'CreatePipe', request, response: { arn: ref.arn } };
        return asCalled(placeOf(ref), projections, [called], facets);
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new PipesClient(options),
  collectors: [pipes],
  perSecond: 5,
});
