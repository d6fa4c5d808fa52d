import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import { compact, type Draft, make, type Sam, SamError } from './context.ts';

/** One entry of `Events`. */
export interface SamEvent {
  readonly id: string;
  /** Logical id of the function (or state machine) and of the event. */
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly path: Path;
}

/** What an event calls: the function, or its alias. */
export interface Target {
  readonly draft: Draft;
  /** How a permission or mapping names it. */
  readonly name: Json;
  readonly arn: Json;
  /** The logical id that stands in an integration's URI. */
  readonly uriId: string;
  readonly attributes: JsonObject;
}

/** What the execution role needs so that the event works. */
export interface EventNeeds {
  readonly managed?: readonly Json[];
  readonly inline?: readonly Json[];
}

/** The events of a resource, each of the right shape; `Events` of the wrong one is an error. */
export const eventsOf = (draft: Draft): readonly SamEvent[] => {
  const events = draft.properties['Events'];
  if (events === undefined || events === null) return [];
  const path = [...draft.path, 'Properties', 'Events'];
  if (!isObject(events)) throw new SamError(path, `Events is ${gotOf(events)}, allowed is a mapping of events`);
  return Object.entries(events).map(([id, event]) => {
    const at = [...path, id];
    if (!isObject(event))
      throw new SamError(at, `event ${id} is ${gotOf(event)}, allowed is a mapping with Type and Properties`);
    const { Type: type, Properties: properties } = event;
    if (typeof type !== 'string')
      throw new SamError(at, `event ${id} has ${gotOf(type)} as Type, allowed is the name of an event type`);
    if (properties !== undefined && properties !== null && !isObject(properties)) {
      throw new SamError(
        [...at, 'Properties'],
        `Properties of event ${id} is ${gotOf(properties)}, allowed is a mapping`,
      );
    }
    return { id, logicalId: `${draft.logicalId}${id}`, type, properties: properties ?? {}, path: at };
  });
};

/** The value of a property that the event can not do without. */
export const required = (event: SamEvent, name: string): Json => {
  const value = event.properties[name];
  if (value === undefined || value === null) {
    throw new SamError(event.path, `event ${event.id} has no ${name}, which ${event.type} needs`);
  }
  return value;
};

/** Lets a service invoke the target. */
export const permit = (
  sam: Sam,
  event: SamEvent,
  target: Target,
  principal: string,
  scope: Readonly<Record<string, Json | undefined>>,
  suffix = '',
): void => {
  make(
    sam,
    event.path,
    `${event.logicalId}Permission${suffix}`,
    'AWS::Lambda::Permission',
    { Action: 'lambda:InvokeFunction', FunctionName: target.name, Principal: principal, ...compact(scope) },
    target.attributes,
  );
};
