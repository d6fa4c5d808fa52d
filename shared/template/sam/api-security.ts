import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import type { AddedMethod, ApiState } from './api-state.ts';
import { type ApiAuth, checkAuthorizer, httpScheme, iamScheme, restScheme } from './authorizers.ts';
import { known, type Sam, SamError } from './context.ts';
import { type ApiDocument, addSecuritySchemes, changeMethods, securityOf } from './openapi.ts';

const callerCredentials = 'arn:aws:iam::*:user/*';

const scopesOf = (value: Json | undefined, what: string, path: Path): readonly Json[] | undefined => {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value;
  throw new SamError(path, `AuthorizationScopes of ${what} is ${gotOf(value)}, allowed is a list`);
};

/** The authorizer of an added method: its own, or the API's default. */
const choose = (sam: Sam, auth: ApiAuth, added: AddedMethod | undefined): Json | undefined => {
  const own = known(sam, added?.auth['Authorizer']);
  return own === undefined || own === null ? auth.defaultAuthorizer : own;
};

const withCredentials = (operation: JsonObject, role: Json | undefined): JsonObject => {
  const integration = operation['x-amazon-apigateway-integration'];
  if (!isObject(integration) || role === 'NONE') return operation;
  const credentials = role === undefined || role === 'CALLER_CREDENTIALS' ? callerCredentials : role;
  return { ...operation, 'x-amazon-apigateway-integration': { ...integration, credentials } };
};

/**
 * Writes who may call into the document: the security schemes of the authorizers, and for each method the authorizer
 * of its event or the default of the API.
 */
export const secure = (sam: Sam, state: ApiState, document: ApiDocument, auth: ApiAuth): void => {
  const http = state.draft.type === 'AWS::Serverless::HttpApi';
  const builtIn = ['NONE', 'AWS_IAM'];
  const schemes: Record<string, Json> = {};
  for (const [name, authorizer] of auth.authorizers) {
    const path = [...auth.path, 'Authorizers', name];
    if (!http) scopesOf(authorizer['AuthorizationScopes'], `authorizer ${name}`, path);
    schemes[name] = http ? httpScheme(name, authorizer, path) : restScheme(name, authorizer, path);
  }
  if (auth.defaultAuthorizer !== undefined) {
    checkAuthorizer(auth, auth.defaultAuthorizer, builtIn, [...auth.path, 'DefaultAuthorizer']);
  }
  const iam = http && auth.settings['EnableIamAuthorizer'] === true;
  let usesIam = iam || auth.defaultAuthorizer === 'AWS_IAM';
  let usesKey = auth.settings['ApiKeyRequired'] === true;
  const preflightAuth = auth.settings['AddDefaultAuthorizerToCorsPreflight'];
  const preflightKey = auth.settings['AddApiKeyRequiredToCorsPreflight'];

  changeMethods(document, (path, method, operation, at) => {
    const added = state.added.find((one) => one.path === path && one.method === method);
    const existing = securityOf(operation, at);
    const preflight = method === 'options' && !added;
    const own = known(sam, added?.auth['Authorizer']);
    const named = choose(sam, auth, added);
    const security: JsonObject[] = [];
    let changed = operation;
    const others = existing.filter((one) =>
      Object.keys(one).some((key) => key === 'api_key' || !builtIn.includes(key)),
    );
    const isNamed = others.some((one) =>
      Object.keys(one).some((key) => auth.authorizers.has(key) || builtIn.includes(key)),
    );
    const hasOwn = existing.length > 0 && !added;
    if (
      typeof named === 'string' &&
      !(preflight && (http || preflightAuth === false)) &&
      !(hasOwn && existing.some((one) => 'NONE' in one)) &&
      !(isNamed && own === undefined)
    ) {
      if (named === 'AWS_IAM') {
        usesIam = true;
        if (!preflight && !http)
          changed = withCredentials(operation, added?.auth['InvokeRole'] ?? auth.settings['InvokeRole']);
      }
      const scopes =
        scopesOf(known(sam, added?.auth['AuthorizationScopes']), 'the event', at) ??
        scopesOf(auth.authorizers.get(named)?.['AuthorizationScopes'], `authorizer ${named}`, at);
      if (!(named === 'NONE' && http))
        security.push({ [named]: named === 'NONE' || named === 'AWS_IAM' ? [] : (scopes ?? []) });
    }
    const key =
      added?.auth['ApiKeyRequired'] ?? (preflight && preflightKey === false ? false : auth.settings['ApiKeyRequired']);
    if (key === true && !http && !existing.some((one) => 'api_key' in one)) {
      usesKey = true;
      security.push({ api_key: [] });
    }
    if (security.length === 0) return changed === operation ? undefined : changed;
    return { ...changed, security: [...existing, ...security] };
  });
  if (usesIam && (!http || iam)) schemes['AWS_IAM'] = iamScheme;
  if (usesKey) schemes['api_key'] = { type: 'apiKey', name: 'x-api-key', in: 'header' };
  addSecuritySchemes(document, schemes);
};

/** Checks what an event asks of the API's authorizers. */
export const checkEventAuth = (sam: Sam, auth: ApiAuth, event: AddedMethod, path: Path): void => {
  if (event.auth['ApiKeyRequired'] === false && auth.settings['ApiKeyRequired'] === undefined) {
    throw new SamError(
      [...path, 'Auth', 'ApiKeyRequired'],
      'ApiKeyRequired is false, allowed only where the API sets it',
    );
  }
  const named = known(sam, event.auth['Authorizer']);
  if (named === undefined || named === null) return;
  const at = [...path, 'Auth', 'Authorizer'];
  if (typeof named !== 'string')
    throw new SamError(at, `Authorizer is ${gotOf(named)}, allowed is the name of an authorizer`);
  if (named === 'NONE' && auth.defaultAuthorizer === undefined) {
    throw new SamError(at, 'Authorizer is NONE, allowed only where the API has a DefaultAuthorizer');
  }
  checkAuthorizer(auth, named, ['NONE', 'AWS_IAM'], at);
};
