import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import { isIntrinsic, SamError } from './context.ts';
import type { SamEvent } from './event.ts';
import type { ApiDocument } from './openapi.ts';

const asMap = (value: Json | undefined, what: string, path: Path): JsonObject | undefined => {
  if (value === undefined || isIntrinsic(value)) return undefined;
  if (isObject(value)) return value;
  throw new SamError(path, `${what} is ${gotOf(value)}, allowed is a mapping`);
};

const endpointKey = 'x-amazon-apigateway-endpoint-configuration';

/** Refuses a definition of an API whose parts have the wrong shape; methods may be empty where nothing is added. */
export const checkDocument = ({ root, path }: ApiDocument, emptyMethods: boolean): void => {
  const { tags } = root;
  if (tags !== undefined && !Array.isArray(tags))
    throw new SamError([...path, 'tags'], `tags is ${gotOf(tags)}, allowed is a list`);
  asMap(root['securityDefinitions'], 'securityDefinitions', [...path, 'securityDefinitions']);
  asMap(root[endpointKey], endpointKey, [...path, endpointKey]);
  const servers = root['servers'];
  if (Array.isArray(servers)) {
    servers.forEach((server: Json, index) => {
      const at = [...path, 'servers', index];
      const inner = asMap(server, 'the server', at)?.[endpointKey];
      asMap(inner, endpointKey, [...at, endpointKey]);
    });
  }
  const paths = asMap(root['paths'] ?? undefined, 'paths', [...path, 'paths']) ?? {};
  for (const [name, value] of Object.entries(paths)) {
    if (value === null) continue;
    const at = [...path, 'paths', name];
    if (/\{[^}]*\//.test(name)) throw new SamError(at, `path ${name} has a parameter with a slash, allowed is {name}`);
    const methods = asMap(value, `path ${name}`, at) ?? {};
    for (const [method, operation] of Object.entries(methods)) {
      if (method === 'parameters' || method.startsWith('x-') || method === 'summary' || method === 'description')
        continue;
      if (operation === null && emptyMethods) continue;
      const written = asMap(operation, `method ${method} of path ${name}`, [...at, method]);
      if (written) checkOperation(written, [...at, method]);
    }
  }
};

const checkOperation = (operation: JsonObject, path: Path): void => {
  const { security, responses } = operation;
  if (security !== undefined && security !== null && !Array.isArray(security) && !isIntrinsic(security)) {
    throw new SamError([...path, 'security'], `security is ${gotOf(security)}, allowed is a list`);
  }
  const listed = asMap(responses ?? undefined, 'responses', [...path, 'responses']) ?? {};
  for (const [status, response] of Object.entries(listed)) {
    const at = [...path, 'responses', status];
    const written = isObject(response) ? response : undefined;
    asMap(written?.['headers'] ?? undefined, 'headers', [...at, 'headers']);
  }
};

/** Refuses `Auth` and `RequestModel` of an event that say nothing, or what can not be. */
export const checkApiEvent = (event: SamEvent, auth: JsonObject): void => {
  const path = [...event.path, 'Properties'];
  const says = ['Authorizer', 'ApiKeyRequired', 'ResourcePolicy'].some((name) => auth[name] !== undefined);
  if (auth['OverrideApiAuth'] === true && !says) {
    throw new SamError(
      [...path, 'Auth', 'OverrideApiAuth'],
      'OverrideApiAuth needs one of Authorizer, ApiKeyRequired and ResourcePolicy',
    );
  }
  const model = event.properties['RequestModel'];
  if (!isObject(model)) return;
  for (const name of ['ValidateBody', 'ValidateParameters']) {
    const value = model[name];
    if (value !== undefined && typeof value !== 'boolean') {
      throw new SamError([...path, 'RequestModel', name], `${name} is ${gotOf(value)}, allowed is true or false`);
    }
  }
};
