import { type Arn, arnOf } from '../../../arn.ts';
import type { Json } from '../../../json.ts';
import type { Change } from '../../../trail/change.ts';
import { functionRef } from '../../../trail/resources.ts';
import type { Op, ResourceRef } from '../../document.ts';
import { type Effect, reasonOf, refOf, stepsOf } from '../../projection.ts';

const { set, unknown } = stepsOf<'invoker'>();

/** The services that invoke functions and have no kind of their own. */
export type InvokerService =
  | 'elastic-load-balancing'
  | 'cloudfront'
  | 'ses'
  | 'config'
  | 'codepipeline'
  | 's3-object-lambda'
  | 'lex'
  | 'vpc-lattice'
  | 'firehose'
  | 'bedrock';

const FUNCTION = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:/;
const DEEPEST = 20;

const within = function* (value: Json | undefined, depth = 0): Generator<string> {
  if (typeof value === 'string') {
    if (FUNCTION.test(value)) yield value;
  } else if (typeof value === 'object' && value !== null && depth < DEEPEST) {
    for (const member of Object.values(value)) yield* within(member as Json, depth + 1);
  }
};

/** Every function that a configuration names, without qualifier. */
export const functionsWithin = (change: Change, value: Json | undefined): readonly string[] => [
  ...new Set([...within(value)].flatMap((arn) => functionRef(change, arn)?.arn ?? [])),
];

export const invokerRef = (change: Change, arn: Arn, name: string): ResourceRef => refOf(change, 'invoker', arn, name);

export const regionalArn = (change: Change, service: string, resource: string): Arn =>
  arnOf({ partition: change.partition, service, region: change.region, account: change.account, resource });

export const created: readonly Op[] = [{ op: 'create' }];

export const invokes = (service: InvokerService, functions: readonly string[]): readonly Op[] => [
  ...set('service', service),
  ...set('functions', functions),
];

export const invokesUnknown = (change: Change, service: InvokerService): readonly Op[] => [
  ...set('service', service),
  ...unknown('functions', reasonOf(change.request)),
];

export const gone = (ref: ResourceRef): readonly Effect[] => [{ ref, ops: [{ op: 'delete' }] }];

/**
 * What a call that carries the whole configuration did. A new resource that invokes nothing is none of ours; one that
 * is not new may have invoked a function before, so that it no longer does is news.
 */
export const configured = (
  change: Change,
  service: InvokerService,
  ref: ResourceRef | undefined,
  configuration: Json | undefined,
  isNew: boolean = change.name.startsWith('Create'),
): readonly Effect[] => {
  if (ref === undefined) return [];
  if (configuration === undefined) return [{ ref, ops: invokesUnknown(change, service) }];
  const functions = functionsWithin(change, configuration);
  if (isNew && functions.length === 0) return [];
  return [{ ref, ops: [...(change.name.startsWith('Create') ? created : []), ...invokes(service, functions)] }];
};
