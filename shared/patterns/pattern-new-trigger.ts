import { parseArn } from '../arn.ts';
import { isThroughCloudFormation } from '../engine/actors.ts';
import { sourceResource } from '../inventory/edges-by-kind.ts';
import { isHuman, serviceOf } from '../trail/actor.ts';
import type { Change } from '../trail/change.ts';
import { functionOf } from './facts.ts';
import { habitMemoryMinutes, habitMinutes, habitOf, usually } from './habit.ts';
import { definePattern, type WindowEvent } from './pattern.ts';

interface Trigger {
  readonly service: string;
  readonly source: string | undefined;
}

/** Routes and stages are parts of their API, streams of their table. */
const wholeSource = (arn: string): string => sourceResource(arn).replace(/^(arn:[^:]*:execute-api:[^/]*)\/.*$/, '$1');

/** What a call lets run the function: a service, for a source or for any. */
const triggerOf = ({ name, request }: Change): Trigger | undefined => {
  if (name === 'AddPermission') {
    const service = serviceOf(request.string('principal'));
    const source = request.string('sourceArn');
    return service === undefined ? undefined : { service, source: source && wholeSource(source) };
  }
  const source = request.string('eventSourceArn');
  const service = parseArn(source ?? '')?.service;
  return source === undefined || service === undefined ? undefined : { service, source: wholeSource(source) };
};

const of = (name: 'service' | 'source', events: readonly WindowEvent[]): readonly string[] =>
  [...new Set(events.flatMap(({ facts }) => (typeof facts[name] === 'string' ? [facts[name]] : [])))].sort();

/** A function that is old and has its triggers gets another one. What nobody has seen for three months is forgotten. */
export default definePattern({
  id: 'pattern-new-trigger',
  title: 'Something may run a function that never did before',
  severity: 'low',
  detections: ['X-10', 'LAM-10'],
  attack: ['T1546'],
  rationale:
    'What runs a function is settled when it is built, and code trusts the input of the sources that it was built for. ' +
    'Another service or source later on is a new feature, or a way back in that looks like one.',
  remediation:
    'Nothing to do if a release explains it: it is no longer new when it comes again. Otherwise remove the permission ' +
    '(`aws lambda remove-permission`) or the mapping.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html'],
  groupBy: 'habit',
  windowMinutes: habitMinutes,
  memoryMinutes: habitMemoryMinutes,
  reads: {
    lambda: [
      'CreateFunction',
      'UpdateFunctionCode',
      'UpdateFunctionConfiguration',
      'AddPermission',
      'CreateEventSourceMapping',
    ],
  },
  *observe(change) {
    const resource = functionOf(change);
    if (resource === undefined) return;
    const trigger = triggerOf(change);
    if (trigger === undefined) {
      // It tells how long there has been a function.
      yield { group: resource, resource };
      return;
    }
    const { service, source = null } = trigger;
    yield {
      group: resource,
      resource,
      facts: { service, source, byHand: isHuman(change.actor), meant: isThroughCloudFormation(change.actor) },
      known: `${service} ${source ?? ''}`,
    };
  },
  sign: (_, { service, source }) => (typeof service === 'string' ? `${service} ${source ?? ''}` : undefined),
  fewestSigns: 2,
  *find(events) {
    const { last, before = [] } = habitOf(events) ?? {};
    const service = last?.facts['service'];
    if (last?.resource == null || typeof service !== 'string' || last.facts['meant'] === true) return;
    const services = of('service', before);
    // The first trigger of a function is what it was made for.
    if (services.length === 0) return;
    const isKnown = services.includes(service);
    // What a person adds is told by the rule on triggers, from how the function stands.
    if (!isKnown && last.facts['byHand'] === true) return;
    const source = last.facts['source'];
    const sources = of('source', before);
    if (isKnown && (typeof source !== 'string' || sources.length === 0 || sources.includes(source))) return;
    const from = typeof source === 'string' ? ` from ${source}` : '';
    yield {
      key: isKnown ? `${service} ${source}` : service,
      about: { kind: 'function', arn: last.resource },
      events: [last],
      message: isKnown
        ? `${last.actor} let ${service} run the function${from}; until now it was ${usually(sources)}`
        : `${last.actor} let ${service} run the function${from}; until now it was ${usually(services)}`,
      evidence: { service, source: source ?? null, usual: [...(isKnown ? sources : services)].slice(0, 20) },
    };
  },
});
