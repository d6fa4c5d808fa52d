import type { Json } from '../../json.ts';

/** What calls behind an API: a function, another service, an address. */
export interface Integration {
  /** `AWS_PROXY`, `AWS`, `HTTP_PROXY`, `HTTP`, `MOCK`, … */
  readonly type: string;
  /** The function, where the URI names one that can be told. */
  readonly function?: string;
  readonly uri?: string;
  /** The role that API Gateway uses for the call, or `arn:aws:iam::*:user/*` for the caller's own credentials. */
  readonly credentials?: string;
}

export interface Authorizer {
  readonly type: string;
  readonly function?: string;
  readonly identitySource?: string;
  readonly resultTtlSeconds?: number;
  readonly credentials?: string;
  readonly issuer?: string;
  readonly audience?: readonly string[];
}

/** A method of a REST API, or a route of an HTTP or WebSocket API. */
export interface Route {
  /** `GET /orders`; where the path is not known, `GET <resource id>`. */
  readonly name: string;
  /** `NONE`, `AWS_IAM`, `CUSTOM`, `JWT`, `COGNITO_USER_POOLS`. */
  readonly authorization: string;
  readonly authorizerId?: string;
  readonly apiKeyRequired?: boolean;
  /** The id of its integration; methods of a REST API carry theirs under their own key. */
  readonly integrationId?: string;
}

export interface Stage {
  readonly autoDeploy?: boolean;
  readonly deploymentId?: string;
  readonly accessLogs?: boolean;
  readonly webAcl?: boolean;
  readonly throttled?: boolean;
  readonly variables?: { readonly [name: string]: string };
}

/** A REST API (version 1) or an HTTP/WebSocket API (version 2): the same facets, so that one rule serves both. */
export interface ApiFacets {
  readonly title: string;
  /** `REST`, `HTTP`, `WEBSOCKET` */
  readonly protocol: string;
  /** `EDGE`, `REGIONAL`, `PRIVATE` */
  readonly endpoint: string;
  /** Whether the default `execute-api` address is switched off. */
  readonly defaultEndpointDisabled: boolean;
  readonly resourcePolicy: Json | null;
  /** REST: `<resource id> <method>`; HTTP: route id. */
  readonly routes: { readonly [id: string]: Route };
  /**
   * The routes as of the last deployment: what stages serve that do not deploy by themselves. Where it is not known,
   * `routes` stands for it.
   */
  readonly deployedRoutes: { readonly [id: string]: Route };
  /** REST: `<resource id> <method>`; HTTP: integration id. */
  readonly integrations: { readonly [id: string]: Integration };
  readonly authorizers: { readonly [id: string]: Authorizer };
  /** REST only: resource id → path. */
  readonly paths: { readonly [resourceId: string]: string };
  readonly stages: { readonly [name: string]: Stage };
  /** Origins that CORS lets in. */
  readonly corsOrigins: readonly string[];
  readonly tags: { readonly [key: string]: string };
}

export interface GraphqlDataSource {
  readonly type: string;
  readonly function?: string;
  readonly role?: string;
  readonly endpoint?: string;
}

export interface GraphqlApiFacets {
  readonly title: string;
  /** Every way to be let in: `API_KEY`, `AWS_IAM`, `AMAZON_COGNITO_USER_POOLS`, `OPENID_CONNECT`, `AWS_LAMBDA`. */
  readonly authentication: readonly string[];
  readonly introspection: boolean;
  readonly private: boolean;
  readonly dataSources: { readonly [name: string]: GraphqlDataSource };
  readonly apiKeys: { readonly [id: string]: true };
  readonly tags: { readonly [key: string]: string };
}

export interface UserPoolFacets {
  readonly title: string;
  /** `PreSignUp`, `PreTokenGeneration`, … → function */
  readonly triggers: { readonly [trigger: string]: string };
  readonly clients: {
    readonly [id: string]: {
      readonly flows?: readonly string[];
      readonly callbacks?: readonly string[];
      readonly secret?: boolean;
    };
  };
  readonly tags: { readonly [key: string]: string };
}

export interface IdentityPoolFacets {
  readonly title: string;
  readonly allowsUnauthenticated: boolean;
  /** `authenticated`, `unauthenticated` → role */
  readonly roles: { readonly [name: string]: string };
}
