import { GetResourcePolicyCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { tagsOf } from '../inventory/projection.ts';
import { secretsmanager } from '../inventory/projections/secretsmanager.ts';
import type { Json } from '../json.ts';
import { asCalled, foundAs } from './as-called.ts';
import { type Collector, placeOf, set } from './reading.ts';
import { defineService } from './service.ts';

/** Secrets by name; their values are never asked for. */
const secrets: Collector<SecretsManagerClient> = {
  kind: 'secret',
  actions: ['secretsmanager:ListSecrets'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListSecretsCommand({ NextToken, MaxResults: 100 }));
    const found = (answer.SecretList ?? []).flatMap(({ ARN, RotationEnabled, RotationLambdaARN, Tags = [] }) =>
      foundAs(place, secretsmanager, { call: 'RotateSecret', request: {}, response: { arn: ARN } }, []).map(
        ({ ref }) => ({
          ref,
          ops: [
            set('rotationFunction', RotationEnabled ? RotationLambdaARN : null),
            set('tags', tagsOf(Tags as unknown as Json)),
          ],
        }),
      ),
    );
    return { found, next: answer.NextToken };
  },
  reads: [
    {
      facets: ['resourcePolicy'],
      actions: ['secretsmanager:GetResourcePolicy'],
      read: async (client, ref) => {
        const { ResourcePolicy = '' } = await client.send(new GetResourcePolicyCommand({ SecretId: ref.arn }));
        const request = { secretId: ref.arn, resourcePolicy: ResourcePolicy };
        return asCalled(placeOf(ref), secretsmanager, [{ call: 'PutResourcePolicy', request }], ['resourcePolicy']);
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new SecretsManagerClient(options),
  collectors: [secrets],
  perSecond: 5,
});
