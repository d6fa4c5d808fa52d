import type { Exposure } from '../policy/exposure.ts';
import { widerExposure } from '../policy/exposure-order.ts';
import { functionOf, opens } from './facts.ts';
import { definePattern, isCall, isWithin, type WindowEvent } from './pattern.ts';

/** One way into a function, from when it was opened to when it was closed. */
interface Moment {
  readonly opened: WindowEvent;
  readonly closed: WindowEvent;
}

const exposureIn = ({ facts }: WindowEvent): Exposure => facts['opens'] as Exposure;

const closes = (event: WindowEvent, opened: WindowEvent): boolean =>
  event.facts['opens'] == null &&
  (isCall(event, 'lambda', 'DeleteFunction') ||
    (event.facts['sid'] === opened.facts['sid'] && !isCall(event, 'lambda', 'AddPermission')));

/** Every way that was open for a moment, in the order in which they were closed. */
const momentsOf = (events: readonly WindowEvent[], windowMinutes: number): readonly Moment[] =>
  events
    .flatMap((opened, index): readonly Moment[] => {
      if (opened.facts['opens'] == null || opened.resource === null) return [];
      const closed = events.slice(index + 1).find((event) => closes(event, opened));
      return closed !== undefined && isWithin(opened, closed, windowMinutes) ? [{ opened, closed }] : [];
    })
    .sort((a, b) => events.indexOf(a.closed) - events.indexOf(b.closed));

/**
 * Ways that were open at the same time are one incident: a function URL takes three calls to open and three to close.
 * The way that was closed first names it, because that stays so whatever is closed later.
 */
const incidentsOf = (moments: readonly Moment[], windowMinutes: number): readonly (readonly Moment[])[] => {
  const incidents: Moment[][] = [];
  for (const moment of moments) {
    const incident = incidents.at(-1);
    const last = incident?.at(-1);
    const joins =
      last !== undefined &&
      moment.opened.time <= last.closed.time &&
      incident?.every(({ opened }) => isWithin(opened, moment.closed, windowMinutes));
    if (joins === true) incident?.push(moment);
    else incidents.push([moment]);
  }
  return incidents;
};

/** A function opened to strangers and closed again shortly after. The state is clean again; the risk was real. */
export default definePattern({
  id: 'pattern-flash-exposure',
  title: 'A function was opened to strangers for a moment',
  severity: 'high',
  detections: ['X-4'],
  attack: ['T1546', 'T1070'],
  rationale:
    'A permission that is added and taken away within minutes leaves nothing for tools that look at state. In between, ' +
    'anyone who knew could run the function with the powers of its role.',
  remediation:
    'Ask the actor what the moment was for. Look at the invocations of the function in between (its log group, or data ' +
    'events), and rotate what its role can read if you can not explain them.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.lambda-backdoor-function/',
  ],
  groupBy: 'function',
  windowMinutes: 60,
  reads: {
    lambda: [
      'AddPermission',
      'RemovePermission',
      'CreateFunctionUrlConfig',
      'UpdateFunctionUrlConfig',
      'DeleteFunctionUrlConfig',
      'DeleteFunction',
    ],
  },
  *observe(change) {
    const resource = functionOf(change);
    if (resource === undefined) return;
    const sid = change.request.string('statementId') ?? 'url';
    yield { group: resource, resource, facts: { sid, opens: opens(change) ?? null } };
  },
  sign: (_, facts) => (facts['opens'] == null ? undefined : 'opens'),
  *find(events, windowMinutes) {
    for (const incident of incidentsOf(momentsOf(events, windowMinutes), windowMinutes)) {
      const [first] = incident;
      const opened = incident.map((moment) => moment.opened).sort((a, b) => events.indexOf(a) - events.indexOf(b));
      const closed = incident.map((moment) => moment.closed);
      const [start, end] = [opened[0], closed.at(-1)];
      if (first === undefined || start === undefined || end === undefined || start.resource === null) continue;
      const seconds = (Date.parse(end.time) - Date.parse(start.time)) / 1000;
      const exposure = opened.map(exposureIn).reduce(widerExposure);
      const ways = opened.map(({ facts }) => String(facts['sid'])).join(', ');
      yield {
        key: String(first.opened.facts['sid']),
        about: { kind: 'function', arn: start.resource },
        events: events.filter((event) => opened.includes(event) || closed.includes(event)),
        message: `${start.actor} opened the function to ${exposure} (${ways}), and ${end.actor} closed it after ${seconds} s`,
        evidence: { exposure, seconds },
      };
    }
  },
});
