import { setTimeout as sleep } from 'node:timers/promises';
import { createQuestions } from '../inventory/store/questions.ts';
import { globalRegion } from '../trail/global-services.ts';
import type { Account } from './account.ts';
import { historyDays, lookUpEvents, notArrived, type Recorded, readByLanes, sendToLanes } from './arrivals.ts';
import { checkBeats } from './beats.ts';
import { attempt, type Check, type Looked, ok, wrong } from './check.ts';
import { type Deployment, deploymentActions, findDeployment, ruleActions, rulesOf } from './deployment.ts';
import {
  checkDeadLetters,
  checkFunctions,
  checkQueues,
  checkRules,
  checkSubscriptions,
  checkVersions,
} from './parts.ts';
import { checkTrails } from './trails.ts';

export interface DoctorOptions {
  readonly account: Account;
  /** The Regions that have to be watched; the stack is in the first one. */
  readonly regions: readonly string[];
  readonly stack: string;
  /** The table of the inventory, where the functions do not say. */
  readonly table?: string | undefined;
  /** The version that the functions should be of. */
  readonly version: string;
  /**
   * From when on what CloudTrail recorded is compared with the inventory; without, from a day ago or from the last record
   * that the inventory has seen, whichever is longer ago.
   */
  readonly since?: Date | undefined;
  /** How many of the newest recorded calls of a Region are compared; 0: none. */
  readonly events: number;
  /** Hands what has not arrived to the lanes. */
  readonly backfill: boolean;
  readonly now: () => Date;
  readonly pause?: (milliseconds: number) => Promise<void>;
  readonly onProgress?: (text: string) => void;
}

/** What a record is given to come through, in milliseconds. */
const underWay = 5 * 60 * 1000;

const accountOf = ({ functions, rules }: Deployment): string =>
  (functions[0]?.FunctionArn ?? rules[0]?.arn ?? '').split(':')[4] ?? '';

/** In another Region than the stack's, rules have to hand on what happens there. */
const checkForwarding = async (options: DoctorOptions, region: string, asked: boolean): Promise<readonly Check[]> => {
  const looked: Looked = { about: 'rules', subject: region, severity: asked ? 'critical' : 'high' };
  const [home = ''] = options.regions;
  const stack = region === globalRegion ? `${options.stack}Global` : options.stack;
  const found = await attempt(looked, ruleActions, () => rulesOf(options.account.at(region).events, stack));
  if ('failure' in found) return [found.failure];
  const forwarding = found.value.filter(({ targets }) => targets.some((arn) => arn.includes(`:events:${home}:`)));
  if (forwarding.length === 0) {
    const what = asked ? 'what happens here' : 'what global services such as IAM record here';
    return [wrong(looked, `no rule hands ${what} to ${home}, where the stack is`, 'npm run deploy')];
  }
  const { sqs } = options.account.at(region);
  const notForwarded = [...new Set(forwarding.flatMap(({ deadLetters }) => deadLetters))];
  return [
    ...checkRules(forwarding, region, asked && region !== globalRegion ? 'regional' : 'global'),
    ...(await Promise.all(notForwarded.map((arn) => checkDeadLetters(sqs, arn)))),
  ];
};

interface Compared {
  readonly recorded: number;
  readonly missing: readonly Recorded[];
  /** Whether there was more than was asked for. */
  readonly more: boolean;
}

const compare = async (
  options: DoctorOptions,
  region: string,
  deployment: Deployment,
  table: string,
  since: Date,
): Promise<Compared> => {
  const { account, events, backfill, now, pause = sleep, onProgress } = options;
  const [home = ''] = options.regions;
  const { sqs, dynamo } = account.at(home);
  const until = new Date(now().getTime() - underWay);
  const missing: Recorded[] = [];
  let looked = 0;
  let recorded = 0;
  if (until <= since) return { recorded, missing, more: false };
  const { cloudTrail } = account.at(region);
  for await (const page of lookUpEvents({ cloudTrail, since, until, pause })) {
    looked += page.length;
    const read = readByLanes(page, deployment.rules, { account: accountOf(deployment), region });
    recorded += read.length;
    const absent = await notArrived(read, dynamo, table);
    if (backfill) await sendToLanes(absent, sqs);
    missing.push(...absent);
    onProgress?.(`${region}: ${looked} recorded calls looked at, ${missing.length} had not arrived`);
    if (!backfill && looked >= events) return { recorded, missing, more: true };
  }
  return { recorded, missing, more: false };
};

const arrivalActions = ['cloudtrail:LookupEvents', 'dynamodb:Query', 'sqs:SendMessage'];

const day = 24 * 60 * 60 * 1000;

/** The inventory may have been deaf for longer than a day. */
const startOf = async ({ account, regions, since, now }: DoctorOptions, table: string): Promise<Date> => {
  if (since !== undefined) return since;
  const [home = ''] = regions;
  const last = await createQuestions(account.at(home).dynamo, table).lastRecorded(now().toISOString());
  const times = [now().getTime() - day, ...(last === undefined ? [] : [Date.parse(last)])];
  return new Date(Math.max(Math.min(...times), now().getTime() - historyDays * day));
};

/** Whether what CloudTrail recorded is in the inventory. */
const checkArrivals = async (
  options: DoctorOptions,
  region: string,
  deployment: Deployment,
  table: string,
  start: Date,
): Promise<readonly Check[]> => {
  const looked: Looked = { about: 'arrival', subject: region, severity: 'high' };
  const actions = options.backfill ? arrivalActions : arrivalActions.slice(0, 2);
  const found = await attempt(looked, actions, () => compare(options, region, deployment, table, start));
  if ('failure' in found) return [found.failure];
  const { recorded, missing, more } = found.value;
  const since = `${start.toISOString().slice(0, 19)}Z`;
  const which = more
    ? `the newest ${recorded} recorded calls that are read`
    : `${recorded} recorded calls that are read since ${since}`;
  const oldest = missing.at(-1);
  if (oldest === undefined) return [ok(looked, `${which} have all arrived`)];
  const message = `${missing.length} of ${which} have not arrived, the oldest ${oldest.what} at ${oldest.time}`;
  if (options.backfill) return [ok(looked, `${message}; they have been handed to the lanes`)];
  const remedy = `trailwarden doctor --backfill --since ${more ? since : oldest.time} --region ${options.regions.join(' ')}`;
  return [wrong(looked, message, remedy)];
};

/** Looks at everything that the account has to deliver, and says what to do where it does not. */
export const examine = async (options: DoctorOptions): Promise<readonly Check[]> => {
  const { account, regions, stack, version, events, backfill, pause = sleep } = options;
  const [home = ''] = regions;
  const watched = [...new Set([...regions, globalRegion])];
  const trails = await Promise.all(watched.map((region) => checkTrails(account, region)));
  const looked: Looked = { about: 'deployment', subject: `${stack} in ${home}`, severity: 'critical' };
  const found = await attempt(looked, deploymentActions, () => findDeployment(account.at(home), stack));
  if ('failure' in found) return [...trails.flat(), found.failure];
  const deployment = found.value;
  if (deployment.rules.length === 0) {
    return [
      ...trails.flat(),
      wrong(looked, `no rule begins with ${stack}-: the stack is not deployed here`, 'npm run deploy'),
    ];
  }
  const clients = account.at(home);
  const forwarding = watched
    .filter((region) => region !== home)
    .map((region) => checkForwarding(options, region, regions.includes(region)));
  const parts = await Promise.all([
    checkRules(deployment.rules, home, 'all'),
    ...forwarding,
    checkFunctions(clients, deployment),
    checkVersions(deployment, version),
    checkQueues(clients, deployment, pause),
    checkSubscriptions(deployment),
  ]);
  const checks = [...trails.flat(), ...parts.flat()];
  const table = options.table ?? deployment.table;
  if (table === undefined) return checks;
  checks.push(...(await checkBeats(clients, deployment, table, options.now())));
  if (events === 0 && !backfill) return checks;
  const arrival: Looked = { about: 'arrival', subject: table, severity: 'high' };
  const start = await attempt(arrival, ['dynamodb:Query'], () => startOf(options, table));
  if ('failure' in start) return [...checks, start.failure];
  for (const region of watched) checks.push(...(await checkArrivals(options, region, deployment, table, start.value)));
  return checks;
};
