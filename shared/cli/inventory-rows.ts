import { readFacet } from '../engine/evaluate.ts';
import { knownValue } from '../engine/facet.ts';
import type { Document, HistoryEntry } from '../inventory/document.ts';
import type { IncomingTrigger } from '../inventory/entrances.ts';
import { resourceJson } from '../inventory/export.ts';
import type { RolePower } from '../inventory/links.ts';
import type { Reach } from '../inventory/reach.ts';
import { blastRadiusOf } from '../inventory/standing.ts';
import { type EdgeEnd, serviceOf } from '../inventory/store/index-keys.ts';
import type { Json, JsonObject } from '../json.ts';
import { powerInWords } from '../policy/power-level.ts';

/** A row: all of it for machines, some of it for people. */
export interface Row {
  readonly json: JsonObject;
  readonly columns: { readonly [name: string]: string };
}

/** Why something is not known stands where it would: unknown must not look like nothing. */
const shown = (document: Document, facet: string): string => {
  const read = readFacet(document, facet);
  if (!read.known) return `? (${read.reason})`;
  const { value } = read;
  const text = value === null ? '-' : typeof value === 'string' ? value : JSON.stringify(value);
  return read.partial === undefined ? text : `${text} (${read.partial})`;
};

const shortName = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);

const value = <T>(document: Document, facet: string): T | undefined =>
  knownValue(readFacet(document, facet)) as T | undefined;

const activeFindings = (document: Document): number =>
  Object.values(document.findings).filter(({ status }) => status === 'active').length;

const power = (document: Document): string => {
  const role = value<RolePower>(document, 'power');
  return role === undefined ? shown(document, 'power') : powerInWords(role.power);
};

const exposure = (document: Document): string => value<Reach>(document, 'reach')?.exposure ?? shown(document, 'reach');

const common = (document: Document): { readonly [name: string]: string } => ({
  account: document.account,
  region: document.region === '' ? '-' : document.region,
  ...(document.presence === 'present' ? {} : { presence: document.presence }),
  findings: String(activeFindings(document)),
});

const columnsOf = (document: Document): { readonly [name: string]: string } => {
  switch (document.kind) {
    case 'function':
      return {
        name: document.name,
        runtime: shown(document, 'runtime'),
        role: shortName(shown(document, 'role')),
        'can do': power(document),
        'reachable from': exposure(document),
        triggers: String(value<readonly IncomingTrigger[]>(document, 'triggers')?.length ?? '?'),
        ...common(document),
      };
    case 'role':
      return {
        name: document.name,
        'can do': power(document),
        'used by': value<readonly string[]>(document, 'usedBy')?.join(', ') || '-',
        ...common(document),
      };
    default:
      return { name: document.name, ...common(document) };
  }
};

/** A resource with what is worked out about it. */
export const resourceRow = (document: Document): Row => ({
  json: { ...resourceJson(document), blastRadius: blastRadiusOf(document) },
  columns: columnsOf(document),
});

interface Triggered {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** A trigger of a function. */
export const triggerRow = (fn: Triggered, trigger: IncomingTrigger): Row => ({
  json: {
    function: fn.arn,
    account: fn.account,
    region: fn.region,
    direction: 'in',
    trigger: trigger.arn,
    kind: trigger.kind,
    name: trigger.name,
    source: trigger.source,
    enabled: trigger.enabled,
    service: trigger.service,
    ways: trigger.ways as unknown as Json,
  },
  columns: {
    function: fn.name,
    kind: trigger.kind,
    trigger: trigger.name,
    enabled: trigger.enabled ? 'yes' : 'no',
    source: trigger.source === null ? '-' : shortName(trigger.source),
    ways: trigger.ways.map(({ path }) => path).join('; ') || '-',
  },
});

/** The triggers of a function, one a row. */
export const triggerRows = (document: Document): readonly Row[] =>
  (value<readonly IncomingTrigger[]>(document, 'triggers') ?? []).map((trigger) => triggerRow(document, trigger));

/** Where a function sends what it has done, or what it could not do. */
export const destinationRow = ({ arn, name, account, region, target }: EdgeEnd): Row => ({
  json: { function: arn, account, region, direction: 'out', service: serviceOf(target), destination: target },
  columns: { function: name, service: serviceOf(target), destination: shortName(target) },
});

/** Who can reach a function and how; also where that can not be told. */
export const exposureRow = (document: Document): Row => {
  const reach = readFacet(document, 'reach');
  const reached = knownValue(reach) as Reach | undefined;
  const whole = reach.known && reach.partial === undefined;
  return {
    json: {
      function: document.arn,
      account: document.account,
      region: document.region,
      exposure: reached?.exposure ?? 'unknown',
      complete: whole,
      ways: (reached?.ways ?? []) as unknown as Json,
    },
    columns: {
      function: document.name,
      'reachable from': `${reached?.exposure ?? 'unknown'}${whole ? '' : ' (not all is known)'}`,
      by:
        reached?.ways
          .map(({ path, missing }) => (missing.length === 0 ? path : `${path}, nearly: needs ${missing.join(', ')}`))
          .join('; ') || '-',
    },
  };
};

/** A change of a resource, with what it did to findings. */
export const changeRow = ({ change, transitions }: HistoryEntry): Row => {
  const { actor } = change;
  const who = actor.arn ?? actor.userName ?? actor.service ?? actor.type;
  const facets = [...new Set(change.ops.flatMap((op) => ('facet' in op ? [op.facet] : [op.op])))];
  return {
    json: {
      time: change.time,
      eventId: change.id,
      eventName: change.eventName,
      eventSource: change.eventSource,
      kind: change.kind,
      resource: change.arn,
      account: change.account,
      region: change.region,
      actor: {
        type: actor.type,
        arn: actor.arn ?? null,
        session: actor.session ?? null,
        sourceIp: actor.sourceIp ?? null,
      },
      changed: facets,
      findings: transitions.map(({ kind, finding }) => ({ transition: kind, finding })),
    },
    columns: {
      time: change.time,
      call: `${change.source}:${change.call}`,
      resource: `${change.kind} ${change.name}`,
      changed: facets.join(', ') || '-',
      by: who,
      findings: transitions.map(({ kind }) => kind).join(', ') || '-',
    },
  };
};
