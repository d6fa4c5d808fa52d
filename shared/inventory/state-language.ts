import { isObject, type Json, type JsonObject } from '../json.ts';

/** What a definition in the Amazon States Language calls. */
export interface Workflow {
  /** Functions, as ARN where the definition has one and by name where not. */
  readonly functions: readonly string[];
  /** Calls of other services: `dynamodb:putItem`, `sqs:sendMessage`. */
  readonly integrations: readonly string[];
}

const DEEPEST = 40;

const states = function* (value: Json | undefined, depth = 0): Generator<JsonObject> {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  if (isObject(value) && typeof value['Type'] === 'string') yield value;
  for (const member of Object.values(value)) yield* states(member as Json, depth + 1);
};

const SERVICE = /^arn:[^:]+:states:[^:]*:[^:]*:(?:aws-sdk:)?([^:]+):([^.:]+)/;
const FUNCTION = /^arn:[^:]+:lambda:/;

const functionNamed = (state: JsonObject): Json | undefined => {
  for (const member of ['Parameters', 'Arguments']) {
    const parameters = state[member];
    if (isObject(parameters)) return parameters['FunctionName'] ?? parameters['FunctionName.$'];
  }
  return undefined;
};

/**
 * Reads which functions and services a state machine calls, in any nesting (`Parallel`, `Map`) and both query
 * languages. `undefined` for text that is no definition. A function that is only chosen at run time can not be told.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
export const readWorkflow = (definition: Json | undefined): Workflow | undefined => {
  const parsed = typeof definition === 'string' ? parse(definition) : definition;
  if (!isObject(parsed) || !isObject(parsed['States'])) return undefined;
  const functions = new Set<string>();
  const integrations = new Set<string>();
  for (const state of states(parsed['States'])) {
    const resource = state['Resource'];
    if (typeof resource !== 'string') continue;
    if (FUNCTION.test(resource)) {
      functions.add(resource);
      continue;
    }
    const [, service, action] = SERVICE.exec(resource) ?? [];
    if (service === undefined || action === undefined) continue;
    if (service === 'lambda' && action === 'invoke') {
      const name = functionNamed(state);
      if (typeof name === 'string' && !name.startsWith('$') && !name.startsWith('{%')) functions.add(name);
    } else integrations.add(`${service}:${action}`);
  }
  return { functions: [...functions].sort(), integrations: [...integrations].sort() };
};

const parse = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};
