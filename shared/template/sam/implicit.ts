import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Draft, Sam } from './context.ts';
import { withGlobals } from './globals.ts';

const kinds = [
  { event: 'Api', property: 'RestApiId', id: 'ServerlessRestApi', type: 'AWS::Serverless::Api' },
  { event: 'HttpApi', property: 'ApiId', id: 'ServerlessHttpApi', type: 'AWS::Serverless::HttpApi' },
] as const;

const rank: Readonly<Record<string, number>> = { Retain: 2, Snapshot: 1, Delete: 0 };
const strictest = (values: readonly (Json | undefined)[]): Json | undefined =>
  values.includes('Retain') ? 'Retain' : values.find((value) => typeof value === 'string' && rank[value] !== undefined);

/**
 * Adds the APIs that SAM makes when an event names none. Such an API exists under the condition that one of its events
 * does, and is kept when what it calls is.
 */
export const addImplicitApis = (sam: Sam, globals: ReadonlyMap<string, JsonObject>): void => {
  for (const { event, property, id, type } of kinds) {
    const users: Draft[] = [];
    for (const draft of sam.drafts.values()) {
      if (draft.type !== 'AWS::Serverless::Function' && draft.type !== 'AWS::Serverless::StateMachine') continue;
      const events = draft.properties['Events'];
      const uses = Object.values(isObject(events) ? events : {}).some(
        (one) =>
          isObject(one) &&
          one['Type'] === event &&
          (!isObject(one['Properties']) ||
            one['Properties'][property] === undefined ||
            one['Properties'][property] === null),
      );
      if (uses) users.push(draft);
    }
    if (users.length === 0) continue;
    const stage: JsonObject = type === 'AWS::Serverless::Api' ? { StageName: 'Prod' } : {};
    const conditions = users.map(({ attributes }) => attributes['Condition']);
    const attributes: Record<string, Json> = {};
    if (conditions.every((one) => typeof one === 'string')) {
      const unique = [...new Set(conditions as string[])];
      const [first = '', second] = unique;
      if (second === undefined) attributes['Condition'] = first;
      else {
        attributes['Condition'] = `${id}Condition`;
        sam.conditions[`${id}Condition`] = { 'Fn::Or': unique.map((Condition) => ({ Condition })) };
      }
    }
    for (const name of ['DeletionPolicy', 'UpdateReplacePolicy']) {
      const value = strictest(users.map((user) => user.attributes[name]));
      if (value !== undefined) attributes[name] = value;
    }
    const [user] = users;
    sam.drafts.set(id, {
      logicalId: id,
      type,
      path: user ? [...user.path, 'Properties', 'Events'] : ['Resources'],
      attributes,
      properties: { ...withGlobals(globals.get(type), stage, undefined) },
    });
  }
};
