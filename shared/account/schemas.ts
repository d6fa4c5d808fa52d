import { GetResourcePolicyCommand, ListRegistriesCommand, SchemasClient } from '@aws-sdk/client-schemas';
import { schemas } from '../inventory/projections/events.ts';
import { asCalled, foundAs } from './as-called.ts';
import { type Collector, placeOf, set } from './reading.ts';
import { defineService } from './service.ts';

/** Registries of event schemas that the account has itself. */
const registries: Collector<SchemasClient> = {
  kind: 'registry',
  name: 'schema-registry',
  finds: (arn) => arn.includes(':schemas:'),
  actions: ['schemas:ListRegistries'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListRegistriesCommand({ Scope: 'LOCAL', Limit: 100, NextToken }));
    const found = (answer.Registries ?? []).flatMap(({ RegistryName, RegistryArn }) =>
      foundAs(
        place,
        schemas,
        {
          call: 'PutResourcePolicy',
          request: { registryName: RegistryName },
          response: { registryArn: RegistryArn },
        },
        [],
      ),
    );
    return { found, next: answer.NextToken };
  },
  reads: [
    {
      facets: ['resourcePolicy'],
      actions: ['schemas:GetResourcePolicy'],
      read: async (client, ref) => {
        const { Policy } = await client.send(new GetResourcePolicyCommand({ RegistryName: ref.name }));
        const called = { call: 'PutResourcePolicy', request: { registryName: ref.name, policy: String(Policy ?? '') } };
        return asCalled(placeOf(ref), schemas, [called], ['resourcePolicy']);
      },
      none: [set('resourcePolicy', null)],
    },
  ],
};

export const service = defineService({
  client: (options) => new SchemasClient(options),
  collectors: [registries],
  perSecond: 3,
});
