import { DescribeRepositoriesCommand, ECRClient, GetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import { ecr } from '../inventory/projections/ecr.ts';
import { asCalled, foundAs } from './as-called.ts';
import { type Collector, placeOf, set } from './reading.ts';
import { defineService } from './service.ts';

const repositories: Collector<ECRClient> = {
  kind: 'repository',
  actions: ['ecr:DescribeRepositories'],
  list: async (client, place, nextToken) => {
    const answer = await client.send(new DescribeRepositoriesCommand({ nextToken }));
    const found = (answer.repositories ?? []).flatMap((repository) =>
      foundAs(place, ecr, { call: 'CreateRepository', request: repository, response: { repository } }, ['mutableTags']),
    );
    return { found, next: answer.nextToken };
  },
  reads: [
    {
      facets: ['resourcePolicy'],
      actions: ['ecr:GetRepositoryPolicy'],
      read: async (client, { name: repositoryName, ...ref }) => {
        const request = await client.send(new GetRepositoryPolicyCommand({ repositoryName }));
        const place = placeOf({ ...ref, name: repositoryName });
        return asCalled(place, ecr, [{ call: 'SetRepositoryPolicy', request }], ['resourcePolicy']);
      },
      none: [set('resourcePolicy', null)],
    },
  ],
};

export const service = defineService({
  client: (options) => new ECRClient(options),
  collectors: [repositories],
  perSecond: 5,
});
