import {
  DescribeConnectionCommand,
  EventBridgeClient,
  ListApiDestinationsCommand,
  ListArchivesCommand,
  ListConnectionsCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import type { ResourceRef } from '../inventory/document.ts';
import { tagsOf } from '../inventory/projection.ts';
import { events } from '../inventory/projections/events.ts';
import type { Json } from '../json.ts';
import { asCalled, foundAs } from './as-called.ts';
import { allPages, type Collector, nestedList, placeOf, set } from './reading.ts';
import { defineService } from './service.ts';

const buses: Collector<EventBridgeClient> = {
  kind: 'event-bus',
  actions: ['events:ListEventBuses'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListEventBusesCommand({ NextToken }));
    const found = (answer.EventBuses ?? []).flatMap(({ Arn, Name, Policy }) =>
      foundAs(
        place,
        events,
        { call: 'CreateEventBus', request: { name: Name, policy: Policy }, response: { eventBusArn: Arn } },
        ['resourcePolicy'],
      ),
    );
    return { found, next: answer.NextToken };
  },
  reads: [],
};

/** A rule's ARN names its bus unless that is the default one. */
const busOf = ({ arn }: ResourceRef): string => /:rule\/(.+)\/[^/]+$/.exec(arn)?.[1] ?? 'default';

const rules: Collector<EventBridgeClient> = {
  kind: 'event-rule',
  actions: ['events:ListEventBuses', 'events:ListRules'],
  list: nestedList(
    async (client, NextToken) => {
      const answer = await client.send(new ListEventBusesCommand({ NextToken }));
      return { names: (answer.EventBuses ?? []).flatMap(({ Name }) => Name ?? []), next: answer.NextToken };
    },
    async (client, place, EventBusName, NextToken) => {
      const answer = await client.send(new ListRulesCommand({ EventBusName, NextToken }));
      const found = (answer.Rules ?? []).flatMap((rule) =>
        foundAs(place, events, { call: 'PutRule', request: rule, response: { ruleArn: rule.Arn } }, [
          'bus',
          'pattern',
          'schedule',
          'enabled',
        ]),
      );
      return { found, next: answer.NextToken };
    },
  ),
  reads: [
    {
      facets: ['targets'],
      actions: ['events:ListTargetsByRule'],
      decides: true,
      read: async (client, ref) => {
        const targets = await allPages(async (NextToken) => {
          const query = { Rule: ref.name, EventBusName: busOf(ref), NextToken };
          const answer = await client.send(new ListTargetsByRuleCommand(query));
          return { items: answer.Targets, next: answer.NextToken };
        });
        const calls = targets.length === 0 ? [] : [{ call: 'PutTargets', request: { rule: ref.arn, targets } }];
        return asCalled(placeOf(ref), events, calls, ['targets'], { targets: {} });
      },
    },
    {
      facets: ['tags'],
      actions: ['events:ListTagsForResource'],
      read: async (client, ref) => {
        const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceARN: ref.arn }));
        return [set('tags', tagsOf(Tags as unknown as Json))];
      },
    },
  ],
};

const destinations: Collector<EventBridgeClient> = {
  kind: 'api-destination',
  actions: ['events:ListApiDestinations'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListApiDestinationsCommand({ NextToken }));
    const found = (answer.ApiDestinations ?? []).flatMap((each) =>
      foundAs(place, events, { call: 'CreateApiDestination', request: each, response: each }, [
        'endpoint',
        'connection',
      ]),
    );
    return { found, next: answer.NextToken };
  },
  reads: [],
};

const connections: Collector<EventBridgeClient> = {
  kind: 'connection',
  actions: ['events:ListConnections'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListConnectionsCommand({ NextToken }));
    const found = (answer.Connections ?? []).flatMap((each) =>
      foundAs(place, events, { call: 'CreateConnection', request: each, response: each }, ['authorization']),
    );
    return { found, next: answer.NextToken };
  },
  reads: [
    {
      facets: ['authorizationEndpoint'],
      actions: ['events:DescribeConnection'],
      read: async (client, ref) => {
        const request = await client.send(new DescribeConnectionCommand({ Name: ref.name }));
        return asCalled(placeOf(ref), events, [{ call: 'CreateConnection', request }], ['authorizationEndpoint']);
      },
    },
  ],
};

const archives: Collector<EventBridgeClient> = {
  kind: 'archive',
  actions: ['events:ListArchives'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListArchivesCommand({ NextToken }));
    const found = (answer.Archives ?? []).flatMap(({ RetentionDays, ...archive }) =>
      // Zero days are for ever.
      foundAs(
        place,
        events,
        { call: 'CreateArchive', request: RetentionDays ? { ...archive, RetentionDays } : archive },
        ['bus', 'retentionDays'],
      ),
    );
    return { found, next: answer.NextToken };
  },
  reads: [],
};

export const service = defineService({
  client: (options) => new EventBridgeClient(options),
  collectors: [buses, rules, destinations, connections, archives],
  perSecond: 10,
});
