import { isObject, type Json, type JsonObject } from '../../json.ts';
import { gotOf, type ProblemLog, type RawResource, type RawTemplate } from '../raw.ts';
import { checkAttributes } from './check.ts';
import { makeConnector, makeEmbeddedConnectors } from './connector.ts';
import { type Draft, type Sam, SamError } from './context.ts';
import { makeFunction } from './function.ts';
import { readGlobals, withGlobals } from './globals.ts';
import { makeGraphqlApi } from './graphql.ts';
import { makeHttpApi } from './http-api.ts';
import { addImplicitApis } from './implicit.ts';
import { makeRestApi } from './rest-api.ts';
import { makeApplication, makeCapacityProvider, makeLayer, makeSimpleTable } from './simple-types.ts';
import { makeStateMachine } from './state-machine.ts';
import { makeWebSocketApi } from './websocket.ts';

type Maker = (sam: Sam, draft: Draft) => void;

/** SAM's resource types in the order in which they are written out: functions first, for they add to the APIs. */
const makers: readonly (readonly [type: string, maker: Maker])[] = [
  ['AWS::Serverless::Function', makeFunction],
  ['AWS::Serverless::StateMachine', makeStateMachine],
  ['AWS::Serverless::Api', makeRestApi],
  ['AWS::Serverless::HttpApi', makeHttpApi],
  ['AWS::Serverless::WebSocketApi', makeWebSocketApi],
  ['AWS::Serverless::SimpleTable', makeSimpleTable],
  ['AWS::Serverless::LayerVersion', makeLayer],
  ['AWS::Serverless::Application', makeApplication],
  ['AWS::Serverless::CapacityProvider', makeCapacityProvider],
  ['AWS::Serverless::GraphQLApi', makeGraphqlApi],
  ['AWS::Serverless::Connector', makeConnector],
];

const isSamType = (type: string): boolean => type.startsWith('AWS::Serverless::');

/**
 * Writes a SAM template out as CloudFormation, as the transform of AWS does: the same logical ids for functions, roles,
 * permissions, event source mappings and URLs. A resource that is wrong is reported at its place and left out.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html
 */
export const transformSam = (
  template: RawTemplate,
  values: ReadonlyMap<string, Json>,
  log: ProblemLog,
): RawTemplate => {
  const globals = readGlobals(template.globals, log);
  const sam: Sam = {
    drafts: new Map(),
    made: new Map(),
    written: new Set(
      [...template.resources.values()].filter(({ type }) => !isSamType(type)).map((raw) => raw.logicalId),
    ),
    conditions: { ...template.conditions },
    generated: new Map(),
    routes: new Map(),
    values,
    log,
  };
  for (const raw of template.resources.values()) {
    const draft = draftOf(raw, globals, log);
    if (draft) (isSamType(raw.type) ? sam.drafts : sam.made).set(raw.logicalId, draft);
  }
  const guarded = (draft: Draft, maker: Maker): void => {
    try {
      checkAttributes(draft);
      maker(sam, draft);
    } catch (thrown) {
      if (!(thrown instanceof SamError)) throw thrown;
      log.add(thrown.path, thrown.message);
    }
  };
  addImplicitApis(sam, globals);
  for (const [type, maker] of makers) {
    for (const draft of sam.drafts.values()) if (draft.type === type) guarded(draft, maker);
  }
  for (const draft of [...sam.drafts.values(), ...sam.made.values()]) guarded(draft, makeEmbeddedConnectors);
  const resources = new Map<string, RawResource>();
  for (const { logicalId, type, attributes, properties, path } of sam.made.values()) {
    const body: JsonObject = { ...attributes, Type: type, Properties: renamed(sam, properties) };
    resources.set(logicalId, { logicalId, type, body, path });
  }
  return {
    ...template,
    conditions: sam.conditions,
    outputs: renamed(sam, template.outputs) as JsonObject,
    resources,
    routes: sam.routes,
  };
};

const draftOf = (raw: RawResource, globals: ReadonlyMap<string, JsonObject>, log: ProblemLog): Draft | undefined => {
  const { Properties: properties, Type: _, ...attributes } = raw.body;
  if (properties !== undefined && properties !== null && !isObject(properties)) {
    log.add(
      [...raw.path, 'Properties'],
      `Properties of ${raw.logicalId} is ${gotOf(properties)}, allowed is a mapping`,
    );
    return undefined;
  }
  const local = properties ?? {};
  const merged = isSamType(raw.type) ? withGlobals(globals.get(raw.type), local, attributes['IgnoreGlobals']) : local;
  return { logicalId: raw.logicalId, type: raw.type, path: raw.path, attributes, properties: { ...merged } };
};

/** References to what SAM makes of a resource (`Function.Alias`, `Api.Stage`) become references to what was made. */
const renamed = (sam: Sam, value: Json): Json => {
  if (sam.generated.size === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => renamed(sam, item));
  const object = value as JsonObject;
  const out: Record<string, Json> = {};
  for (const [key, inner] of Object.entries(object)) {
    if (key === 'Ref' && typeof inner === 'string') out[key] = sam.generated.get(inner) ?? inner;
    else if (key === 'Fn::GetAtt' && Array.isArray(inner)) out[key] = renamedAttribute(sam, inner);
    else if (key === 'Fn::Sub') out[key] = renamedSub(sam, inner);
    else out[key] = renamed(sam, inner);
  }
  return out;
};

const renamedAttribute = (sam: Sam, argument: readonly Json[]): Json => {
  const text = argument.join('.');
  for (const [name, id] of sam.generated) {
    if (text.startsWith(`${name}.`)) return [id, text.slice(name.length + 1)];
  }
  return argument;
};

const renamedSub = (sam: Sam, argument: Json): Json => {
  const replace = (text: string): string =>
    text.replace(/\$\{([A-Za-z0-9]+\.[A-Za-z0-9]+)((?:\.[A-Za-z0-9]+)*)\}/g, (whole, name: string, rest: string) => {
      const id = sam.generated.get(name);
      return id === undefined ? whole : `\${${id}${rest}}`;
    });
  if (typeof argument === 'string') return replace(argument);
  if (!Array.isArray(argument)) return renamed(sam, argument);
  const [text, variables] = argument as readonly Json[];
  return [typeof text === 'string' ? replace(text) : (text ?? null), renamed(sam, variables ?? {})];
};
