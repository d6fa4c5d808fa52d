import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import type { TrailFacets } from '../inventory/kinds/watching.ts';
import { managementEventsIn } from '../inventory/projections/cloudtrail.ts';
import { awsCommand } from '../rules/commands.ts';
import { fieldsOf } from '../trail/fields.ts';
import { globalRegion } from '../trail/global-services.ts';
import type { Account } from './account.ts';
import { attempt, type Check, type Looked, ok, unknown, wrong } from './check.ts';

interface LookedAt {
  readonly trail: Trail;
  readonly logging: boolean;
  readonly events: TrailFacets['managementEvents'];
}

/** Where a trail can be asked about: its home, whatever Region it was met in. */
const lookAt = async (account: Account, looked: Looked, trail: Trail): Promise<LookedAt | Check> => {
  const { cloudTrail } = account.at(trail.HomeRegion ?? looked.subject);
  const name = { Name: trail.TrailARN };
  const status = await attempt(looked, ['cloudtrail:GetTrailStatus'], () =>
    cloudTrail.send(new GetTrailStatusCommand(name)),
  );
  if ('failure' in status) return status.failure;
  const selectors = await attempt(looked, ['cloudtrail:GetEventSelectors'], () =>
    cloudTrail.send(new GetEventSelectorsCommand({ TrailName: trail.TrailARN })),
  );
  if ('failure' in selectors) return selectors.failure;
  const events = managementEventsIn(fieldsOf(selectors.value));
  return {
    trail,
    logging: status.value.IsLogging === true,
    events: events ?? { included: false, readWrite: 'All', excludedSources: [] },
  };
};

const logsChanges = ({ logging, events }: LookedAt): boolean =>
  logging && events.included && events.readWrite !== 'ReadOnly';

const everyEvent = '[{"ReadWriteType":"All","IncludeManagementEvents":true}]';

/** Why a trail delivers nothing, and what to do about it. */
const faultOf = ({ trail, logging }: LookedAt): { readonly why: string; readonly remedy: string } => {
  const region = trail.HomeRegion;
  return logging
    ? {
        why: `${trail.Name} leaves out the management events that change something`,
        remedy: awsCommand('cloudtrail put-event-selectors', {
          'trail-name': trail.TrailARN,
          'event-selectors': everyEvent,
          region,
        }),
      }
    : {
        why: `${trail.Name} is not logging`,
        remedy: awsCommand('cloudtrail start-logging', { name: trail.TrailARN, region }),
      };
};

const newTrail = (region: string): string =>
  awsCommand('cloudtrail create-trail', {
    name: 'management-events',
    's3-bucket-name': 'BUCKET',
    'is-multi-region-trail': true,
    region,
  });

/** What the trails that log leave out together, and what of it is the matter of global services. */
const gapsOf = (looked: Looked, delivering: readonly LookedAt[]): readonly Check[] => {
  const checks: Check[] = [];
  const [first] = delivering;
  if (first === undefined) return [];
  const excluded = first.events.excludedSources.filter((source) =>
    delivering.every(({ events }) => events.excludedSources.includes(source)),
  );
  if (excluded.length > 0) {
    checks.push(
      wrong(
        { ...looked, severity: 'medium' },
        `every trail leaves out ${excluded.join(', ')}`,
        awsCommand('cloudtrail put-event-selectors', {
          'trail-name': first.trail.TrailARN,
          'event-selectors': everyEvent,
          region: first.trail.HomeRegion,
        }),
      ),
    );
  }
  const isGlobal = delivering.some(({ trail }) => trail.IncludeGlobalServiceEvents !== false);
  if (looked.subject === globalRegion && !isGlobal) {
    checks.push(
      wrong(
        looked,
        'no trail logs the events of global services, such as IAM',
        awsCommand('cloudtrail update-trail', {
          name: first.trail.TrailARN,
          'include-global-service-events': true,
          region: first.trail.HomeRegion,
        }),
      ),
    );
  }
  return checks;
};

/** Whether a trail logs the management events of a Region: EventBridge hands on what a trail logs, and nothing else. */
export const checkTrails = async (account: Account, region: string): Promise<readonly Check[]> => {
  const looked: Looked = { about: 'trail', subject: region, severity: 'critical' };
  const listed = await attempt(looked, ['cloudtrail:DescribeTrails'], async () => {
    const { trailList } = await account.at(region).cloudTrail.send(new DescribeTrailsCommand({}));
    return trailList ?? [];
  });
  if ('failure' in listed) return [listed.failure];
  if (listed.value.length === 0) {
    return [wrong(looked, 'no trail logs what happens here, so that EventBridge hears of nothing', newTrail(region))];
  }
  const all = await Promise.all(listed.value.map((trail) => lookAt(account, looked, trail)));
  const trails = all.filter((found): found is LookedAt => 'trail' in found);
  const delivering = trails.filter(logsChanges);
  const [first] = delivering;
  if (first !== undefined) {
    const names = delivering.map(({ trail }) => trail.Name).join(', ');
    return [ok(looked, `${names} logs management events`), ...gapsOf(looked, delivering)];
  }
  // One that could not be looked at may be the one that logs.
  const [undecided] = all.filter((found): found is Check => !('trail' in found));
  const faults = trails.map(faultOf);
  if (undecided !== undefined) {
    const [{ why, remedy } = { why: undecided.message, remedy: undecided.remedy ?? '' }] = faults;
    return [unknown(looked, [...new Set([undecided.message, why])].join('; '), undecided.remedy ?? remedy)];
  }
  return [wrong(looked, faults.map(({ why }) => why).join('; '), faults[0]?.remedy ?? newTrail(region))];
};
