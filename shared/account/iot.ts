import { GetTopicRuleCommand, IoTClient, ListTopicRulesCommand } from '@aws-sdk/client-iot';
import { iot } from '../inventory/projections/iot.ts';
import { asCalled, foundAs } from './as-called.ts';
import { type Collector, placeOf } from './reading.ts';
import { defineService } from './service.ts';

const facets = ['sql', 'enabled', 'actions'];

const rules: Collector<IoTClient> = {
  kind: 'iot-rule',
  actions: ['iot:ListTopicRules'],
  list: async (client, place, nextToken) => {
    const answer = await client.send(new ListTopicRulesCommand({ nextToken, maxResults: 100 }));
    const found = (answer.rules ?? []).flatMap(({ ruleName }) =>
      foundAs(place, iot, { call: 'EnableTopicRule', request: { ruleName } }, []),
    );
    return { found, next: answer.nextToken };
  },
  reads: [
    {
      facets,
      actions: ['iot:GetTopicRule'],
      read: async (client, ref) => {
        const { rule } = await client.send(new GetTopicRuleCommand({ ruleName: ref.name }));
        const request = { ruleName: ref.name, topicRulePayload: rule };
        return asCalled(placeOf(ref), iot, [{ call: 'ReplaceTopicRule', request }], facets);
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new IoTClient(options),
  collectors: [rules],
  perSecond: 5,
});
