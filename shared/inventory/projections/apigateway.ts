import { parseArn } from '../../arn.ts';
import type { Change } from '../../trail/change.ts';
import { accountRef, type Effect, type Projections } from '../projection.ts';
import { api, apiRef, patchesOf, tagCalls } from './apigateway/api.ts';
import { httpCalls } from './apigateway/http.ts';
import { restCalls } from './apigateway/rest.ts';

type Read = (change: Change) => readonly Effect[];

/** REST and HTTP APIs share names of calls; only REST calls name a `restApiId`. */
const bothVersions = (): { readonly [call: string]: Read } => {
  const rest: { readonly [call: string]: Read } = restCalls;
  const http: { readonly [call: string]: Read } = httpCalls;
  const calls: Record<string, Read> = { ...rest, ...http };
  for (const name of Object.keys(rest)) {
    const [first, second] = [rest[name], http[name]];
    if (first && second) calls[name] = (change) => (change.request.has('restApiId') ? first : second)(change);
  }
  return calls;
};

/** The APIs of a plan: in full, or as patches of `<API>:<stage>`. */
const apisOfPlan = (change: Change): readonly string[] => {
  const listed = [change.response, change.request].flatMap((fields) => fields.objects('apiStages'));
  const patched = patchesOf(change.request).filter(({ segments }) => segments[0] === 'apiStages');
  return [
    ...listed.flatMap((stage) => stage.string('apiId') ?? []),
    ...patched.map(({ segments, value }) => (segments[1] ?? value ?? '').replace(/:.*$/, '')),
  ].filter((id) => id !== '');
};

/** A usage plan lets holders of a key into stages of APIs. */
const usagePlan: Read = (change) => {
  const details = { plan: change.response.string('id') ?? change.request.string('usagePlanId') ?? null };
  const apis = [...new Set(apisOfPlan(change))];
  if (apis.length === 0) return [{ ref: accountRef(change), ops: [], details }];
  return apis.map((id) => ({ ref: apiRef(change, 1, id), ops: [], details }));
};

/** API keys belong to the account until a usage plan names an API. Their values are never kept. */
const apiKey: Read = (change) => [
  {
    ref: accountRef(change),
    ops: [],
    details: { key: change.response.string('id') ?? change.request.string('apiKey') ?? null },
  },
];

export const apiGateway: Projections = {
  source: 'apigateway',
  calls: {
    ...bothVersions(),
    ...tagCalls,
    CreateApiKey: apiKey,
    CreateUsagePlan: usagePlan,
    UpdateUsagePlan: usagePlan,
  },
};

const STAGE = /^\/restapis\/([^/]+)\/stages\/(.+)$/;

/** A web ACL of WAF in front of a stage. */
const webAcl =
  (attached: boolean): Read =>
  (change) => {
    const [, id, stage] = STAGE.exec(parseArn(change.request.string('resourceArn') ?? '')?.resource ?? '') ?? [];
    if (id === undefined || stage === undefined) return [];
    return [
      {
        ref: apiRef(change, 1, id),
        ops: api.put('stages', [stage, 'webAcl'], attached),
        details: { stage, removed: attached ? [] : ['webAcl'] },
      },
    ];
  };

const firewall = (source: string): Projections => ({
  source,
  calls: { AssociateWebACL: webAcl(true), DisassociateWebACL: webAcl(false) },
});

export const firewalls: readonly Projections[] = [firewall('wafv2'), firewall('waf-regional')];
