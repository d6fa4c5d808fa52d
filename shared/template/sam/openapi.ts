import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import { intrinsicOf } from '../values.ts';
import { isIntrinsic, onlyIf, SamError } from './context.ts';

/** An OpenAPI (or Swagger) document that is being written; `path` is where it stands in the template. */
export interface ApiDocument {
  readonly root: Record<string, Json>;
  readonly path: Path;
}

export const anyMethod = 'x-amazon-apigateway-any-method';

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', anyMethod]);

/** A method as OpenAPI writes it. */
export const methodKey = (method: string): string => {
  const lower = method.toLowerCase();
  return lower === 'any' || lower === '*' ? anyMethod : lower;
};

export const emptyDocument = (version: 'swagger' | 'openapi', path: Path): ApiDocument => ({
  root: {
    info: { version: '1.0', title: { Ref: 'AWS::StackName' } },
    paths: {},
    ...(version === 'swagger' ? { swagger: '2.0' } : { openapi: '3.0.1' }),
  },
  path,
});

const asMap = (value: Json | undefined, what: string, path: Path): Record<string, Json> => {
  if (value === undefined) return {};
  if (!isObject(value)) throw new SamError(path, `${what} is ${gotOf(value)}, allowed is a mapping`);
  return { ...value };
};

export const pathsOf = (document: ApiDocument): Record<string, Json> =>
  document.root['paths'] === null ? {} : asMap(document.root['paths'], 'paths', [...document.path, 'paths']);

/** The variants of a part of the document: itself, or the branches of the `Fn::If` it stands under. */
const branchesOf = (value: Json, path: Path): readonly JsonObject[] => {
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.[0] === 'Fn::If') {
    const [, argument] = intrinsic;
    if (!Array.isArray(argument)) throw new SamError(path, `Fn::If is ${gotOf(argument)}, allowed is a list`);
    return (argument.slice(1) as readonly Json[]).flatMap((branch) =>
      isIntrinsic(branch) ? [] : branchesOf(branch, path),
    );
  }
  if (!isObject(value)) throw new SamError(path, `the path is ${gotOf(value)}, allowed is a mapping of methods`);
  return [value];
};

/** Applies a change to every method of the document, under conditions too; `undefined` leaves a method as it is. */
export const changeMethods = (
  document: ApiDocument,
  change: (path: string, method: string, operation: JsonObject, at: Path) => JsonObject | undefined,
): void => {
  const paths = pathsOf(document);
  const inOperation = (path: string, method: string, value: Json, at: Path): Json => {
    const intrinsic = intrinsicOf(value);
    if (intrinsic?.[0] === 'Fn::If' && Array.isArray(intrinsic[1])) {
      const [condition, ...branches] = intrinsic[1] as readonly Json[];
      return {
        'Fn::If': [
          condition ?? null,
          ...branches.map((branch) =>
            isIntrinsic(branch) && intrinsicOf(branch)?.[0] !== 'Fn::If'
              ? branch
              : inOperation(path, method, branch, at),
          ),
        ],
      };
    }
    if (intrinsic) return value;
    if (value === null) return value;
    if (!isObject(value))
      throw new SamError(at, `method ${method} of path ${path} is ${gotOf(value)}, allowed is a mapping`);
    return change(path, method, value, at) ?? value;
  };
  const inPath = (path: string, value: Json, at: Path): Json => {
    const intrinsic = intrinsicOf(value);
    if (intrinsic?.[0] === 'Fn::If') {
      if (!Array.isArray(intrinsic[1])) throw new SamError(at, `Fn::If is ${gotOf(intrinsic[1])}, allowed is a list`);
      const [condition, ...branches] = intrinsic[1] as readonly Json[];
      return {
        'Fn::If': [
          condition ?? null,
          ...branches.map((branch) => (isObject(branch) && branch['Ref'] ? branch : inPath(path, branch, at))),
        ],
      };
    }
    if (intrinsic) return value;
    if (!isObject(value)) throw new SamError(at, `path ${path} is ${gotOf(value)}, allowed is a mapping of methods`);
    return Object.fromEntries(
      Object.entries(value).map(([key, operation]) => [
        key,
        methods.has(methodKey(key)) ? inOperation(path, methodKey(key), operation, [...at, key]) : operation,
      ]),
    );
  };
  for (const [path, value] of Object.entries(paths))
    paths[path] = inPath(path, value, [...document.path, 'paths', path]);
  document.root['paths'] = paths;
};

/** Whether a method is written in the document with an integration. */
export const hasIntegration = (document: ApiDocument, path: string, method: string): boolean => {
  const value = pathsOf(document)[path];
  if (value === undefined || value === null) return false;
  return branchesOf(value, [...document.path, 'paths', path]).some((branch) => {
    const operation = branch[methodKey(method)] ?? branch[method];
    const within = operation === undefined || operation === null ? [] : branchesOf(operation, document.path);
    return within.some((one) => one['x-amazon-apigateway-integration'] !== undefined);
  });
};

/** Adds a method to a path. */
export const addMethod = (document: ApiDocument, path: string, method: string, operation: Json): void => {
  const paths = pathsOf(document);
  const at = [...document.path, 'paths', path];
  const current = paths[path] ?? {};
  const choice = intrinsicOf(current);
  if (choice?.[0] === 'Fn::If' && Array.isArray(choice[1])) {
    const [condition, ...branches] = choice[1] as readonly Json[];
    const added = branches.map((branch) =>
      isObject(branch) && branch['Ref'] === undefined ? { ...branch, [method]: operation } : branch,
    );
    paths[path] = { 'Fn::If': [condition ?? null, ...added] };
  } else paths[path] = { ...asMap(current, `path ${path}`, at), [method]: operation };
  document.root['paths'] = paths;
};

/** Puts a path under the condition that one of its methods exists, when none exists for certain. */
export const conditionPath = (document: ApiDocument, path: string, conditions: readonly (Json | undefined)[]): void => {
  if (conditions.length === 0 || conditions.some((condition) => typeof condition !== 'string')) return;
  const paths = pathsOf(document);
  const value = paths[path];
  if (value === undefined || isIntrinsic(value)) return;
  const unique = [...new Set(conditions)] as string[];
  const [last, ...rest] = unique.reverse();
  paths[path] = rest.reduce<Json>((inner, condition) => ({ 'Fn::If': [condition, value, inner] }), onlyIf(last, value));
  document.root['paths'] = paths;
};

/** Adds security schemes; OpenAPI 3 keeps them under `components`. */
export const addSecuritySchemes = (document: ApiDocument, schemes: JsonObject): void => {
  if (Object.keys(schemes).length === 0) return;
  const { root } = document;
  if (root['openapi'] === undefined) {
    const current = asMap(root['securityDefinitions'] ?? undefined, 'securityDefinitions', [
      ...document.path,
      'securityDefinitions',
    ]);
    root['securityDefinitions'] = { ...current, ...schemes };
    return;
  }
  const at = [...document.path, 'components'];
  const components = asMap(root['components'] ?? undefined, 'components', at);
  const current = asMap(components['securitySchemes'] ?? undefined, 'securitySchemes', [...at, 'securitySchemes']);
  root['components'] = { ...components, securitySchemes: { ...current, ...schemes } };
};

/** The security requirements of an operation. */
export const securityOf = (operation: JsonObject, at: Path): readonly JsonObject[] => {
  const security = operation['security'];
  if (security === undefined || security === null) return [];
  if (!Array.isArray(security))
    throw new SamError([...at, 'security'], `security is ${gotOf(security)}, allowed is a list`);
  return security.map((one: Json, index) => {
    if (!isObject(one))
      throw new SamError([...at, 'security', index], `the security requirement is ${gotOf(one)}, allowed is a mapping`);
    return one;
  });
};
