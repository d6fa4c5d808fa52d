import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { loadBalancing } from '../inventory/projections/invokers/target-groups.ts';
import { asCalled, foundAs } from './as-called.ts';
import { type Collector, placeOf } from './reading.ts';
import { defineService } from './service.ts';

/** Target groups of functions; those of machines are none of ours. */
const targetGroups: Collector<ElasticLoadBalancingV2Client> = {
  kind: 'invoker',
  name: 'target-group',
  finds: (arn) => arn.includes(':elasticloadbalancing:'),
  actions: ['elasticloadbalancing:DescribeTargetGroups'],
  list: async (client, place, Marker) => {
    const answer = await client.send(new DescribeTargetGroupsCommand({ PageSize: 100, Marker }));
    const found = (answer.TargetGroups ?? []).flatMap(({ TargetType, TargetGroupArn }) =>
      foundAs(
        place,
        loadBalancing,
        { call: 'CreateTargetGroup', request: { targetType: TargetType, targetGroupArn: TargetGroupArn } },
        ['service'],
      ),
    );
    return { found, next: answer.NextMarker };
  },
  reads: [
    {
      facets: ['functions'],
      actions: ['elasticloadbalancing:DescribeTargetHealth'],
      decides: true,
      read: async (client, ref) => {
        const answer = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn: ref.arn }));
        const targets = (answer.TargetHealthDescriptions ?? []).map(({ Target }) => ({ id: Target?.Id }));
        const called = { call: 'RegisterTargets', request: { targetGroupArn: ref.arn, targets } };
        return asCalled(placeOf(ref), loadBalancing, [called], ['functions'], { functions: [] });
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new ElasticLoadBalancingV2Client(options),
  collectors: [targetGroups],
  perSecond: 3,
});
