import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import { compact, isIntrinsic, SamError } from './context.ts';
import { type ApiDocument, anyMethod, pathsOf } from './openapi.ts';

/** `Cors` of a REST API as a mapping; text alone is the allowed origin. */
export const corsSettings = (cors: Json | undefined, path: Path): JsonObject | undefined => {
  if (cors === undefined || cors === null) return undefined;
  if (typeof cors === 'string' || isIntrinsic(cors)) return { AllowOrigin: cors };
  if (!isObject(cors)) throw new SamError(path, `Cors is ${gotOf(cors)}, allowed is text or a mapping`);
  const allowed = ['AllowMethods', 'AllowHeaders', 'AllowOrigin', 'MaxAge', 'AllowCredentials'];
  const odd = Object.keys(cors).find((key) => !allowed.includes(key));
  if (odd !== undefined)
    throw new SamError([...path, odd], `Cors has a property ${odd}, allowed are ${allowed.join(', ')}`);
  if (cors['AllowOrigin'] === '')
    throw new SamError(path, 'AllowOrigin is empty, allowed is an origin in single quotes');
  const origin = cors['AllowOrigin'];
  if (cors['AllowCredentials'] === true && (origin === undefined || origin === "'*'")) {
    throw new SamError(path, 'AllowCredentials needs an AllowOrigin that is not every origin');
  }
  return cors;
};

const everyMethod = "'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'";

/** Adds the preflight method that `Cors` asks for to each path that has none. */
export const addCors = (document: ApiDocument, settings: JsonObject): void => {
  const paths = pathsOf(document);
  for (const [path, value] of Object.entries(paths)) {
    if (!isObject(value) || isIntrinsic(value) || value['options'] !== undefined) continue;
    const written = Object.keys(value).filter((key) => key !== 'parameters');
    const listed = `'${[...written.map((key) => key.toUpperCase()), 'OPTIONS'].sort().join(',')}'`;
    const methods = settings['AllowMethods'] ?? (value[anyMethod] === undefined ? listed : everyMethod);
    paths[path] = { ...value, options: preflight(document, settings, methods) };
  }
  document.root['paths'] = paths;
};

const preflight = (document: ApiDocument, settings: JsonObject, methods: Json): JsonObject => {
  const headers: Record<string, Json> = compact({
    'Access-Control-Allow-Origin': settings['AllowOrigin'] ?? "'*'",
    'Access-Control-Allow-Headers': settings['AllowHeaders'],
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Max-Age': settings['MaxAge'],
    'Access-Control-Allow-Credentials': settings['AllowCredentials'] === true ? "'true'" : undefined,
  });
  const three = document.root['openapi'] !== undefined;
  const text: JsonObject = three ? { schema: { type: 'string' } } : { type: 'string' };
  return {
    summary: 'CORS support',
    ...(three ? {} : { consumes: ['application/json'], produces: ['application/json'] }),
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      responses: {
        default: {
          statusCode: '200',
          responseParameters: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, value]),
          ),
          responseTemplates: { 'application/json': '{}\n' },
        },
      },
    },
    responses: {
      '200': {
        description: 'Default response for CORS method',
        headers: Object.fromEntries(Object.keys(headers).map((name) => [name, text])),
      },
    },
  };
};
