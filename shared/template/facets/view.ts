import type { Arn } from '../../arn.ts';
import type { Op, ResourceRef } from '../../inventory/document.ts';
import type { FacetName, FacetsByKind, Kind } from '../../inventory/kinds.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import type { Rendered, Renderer } from '../render.ts';
import type { TemplateResource } from '../resolve.ts';
import { scalarText } from '../values.ts';

/** One step that a template's resource takes on a resource of the inventory, and the property that it comes from. */
export interface TemplateEffect {
  readonly ref: ResourceRef;
  readonly op: Op;
  readonly from: Path;
}

/** A resource of a template as the mappers of facets read it: every value rendered. */
export interface View {
  readonly resource: TemplateResource;
  readonly renderer: Renderer;
  readonly name: string;
  readonly arn: Arn;
  /** The value at a path of the properties. */
  at(...path: Path): Rendered;
  /** Text at a path where it is known for certain; numbers and booleans as text. */
  text(...path: Path): string | undefined;
  /** The name of another resource; where it is not known, one made of what is not, the same wherever it stands. */
  named(...path: Path): string | undefined;
  flag(...path: Path): boolean | undefined;
  list(...path: Path): readonly Json[];
  map(...path: Path): JsonObject;
}

/** A name made of what is not known: the resource still has an identity, the same for everything that names it. */
export const openName = (open: readonly string[]): string =>
  (open[0] ?? 'unknown').replace(/^(parameter|export) /, '').replace(/[^\w-]+/g, '-');

export const viewOf = (resource: TemplateResource, renderer: Renderer): View => {
  const identity = renderer.identity(resource.logicalId);
  const rendered = new Map<string, Rendered>();
  const at = (...path: Path): Rendered => {
    const [first, ...rest] = path;
    if (first === undefined) return renderer.render(resource.properties);
    let whole = rendered.get(String(first));
    if (!whole) {
      whole = renderer.render(resource.properties[String(first)]);
      rendered.set(String(first), whole);
    }
    if (rest.length === 0) return whole;
    let value: Json | undefined = whole.value;
    for (const step of rest) {
      value = Array.isArray(value) ? value[Number(step)] : isObject(value) ? value[String(step)] : undefined;
    }
    // Only what stands in the part itself is open there.
    const text = whole.open.length === 0 ? '' : JSON.stringify(value ?? '');
    return {
      value,
      open: whole.open.filter((name) => text.includes(`\${${name.replace(/^(parameter|export) /, '')}}`)),
    };
  };
  const text = (...path: Path): string | undefined => {
    const { value, open } = at(...path);
    return open.length === 0 ? scalarText(value) : undefined;
  };
  return {
    resource,
    renderer,
    name: identity?.name ?? resource.logicalId,
    arn: identity?.arn ?? ('' as Arn),
    at,
    text,
    named: (...path) => {
      const { open } = at(...path);
      return text(...path) ?? (open.length === 0 ? undefined : openName(open));
    },
    flag: (...path) => {
      const value = text(...path);
      return value === undefined ? undefined : value === 'true';
    },
    list: (...path) => {
      const { value } = at(...path);
      return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
    },
    map: (...path) => {
      const { value } = at(...path);
      return isObject(value) ? value : {};
    },
  };
};

/** The resource itself in the inventory. */
export const refOf = (view: View, kind: Kind, arn: Arn = view.arn, name: string = view.name): ResourceRef => {
  const { place } = view.renderer;
  const [, , service, region = '', account = ''] = arn.split(':');
  return {
    kind,
    arn,
    name,
    account: (account === '' ? place.account : account) as ResourceRef['account'],
    region: service === 'iam' ? '' : region === '' ? place.region : region,
  };
};

/** Steps on the facets of one kind, each with the property it comes from. */
export const effectsOn = <K extends Kind>(ref: ResourceRef) => {
  const step = (op: Op, ...from: Path): TemplateEffect => ({ ref, op, from });
  const unresolved = (facet: FacetName<K>, open: readonly string[], ...from: Path): TemplateEffect =>
    step(
      { op: 'unknown', facet, reason: 'unresolved', detail: open.join(', ') || 'the template does not say' },
      ...from,
    );
  return {
    create: (): TemplateEffect => step({ op: 'create' }),
    set: <F extends FacetName<K>>(facet: F, value: FacetsByKind[K][F], ...from: Path): TemplateEffect =>
      step({ op: 'set', facet, value: value as Json }, ...from),
    /** The value where all of it is known, otherwise *unknown*. */
    read: <F extends FacetName<K>>(
      facet: F,
      { value, open }: Rendered,
      read: (value: Json | undefined) => FacetsByKind[K][F],
      ...from: Path
    ): TemplateEffect =>
      open.length > 0
        ? unresolved(facet, open, ...from)
        : step({ op: 'set', facet, value: read(value) as Json }, ...from),
    put: (facet: FacetName<K>, path: readonly string[], value: unknown, ...from: Path): TemplateEffect =>
      step({ op: 'put', facet, path, value: value as Json }, ...from),
    /** A value of which there may be more than can be told. */
    partial: (
      facet: FacetName<K>,
      value: unknown,
      open: readonly string[],
      ...from: Path
    ): readonly TemplateEffect[] => [
      unresolved(facet, open, ...from),
      step({ op: 'put', facet, path: [], value: value as Json }, ...from),
    ],
    unresolved,
  };
};

/** Tags of CloudFormation: a list of `Key` and `Value`, or a mapping. */
export const tagsOf = (value: Json | undefined): Readonly<Record<string, string>> => {
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, scalarText(text) ?? '']));
  }
  const list = Array.isArray(value) ? value.filter(isObject) : [];
  return Object.fromEntries(list.map((tag) => [scalarText(tag['Key']) ?? '', scalarText(tag['Value']) ?? '']));
};
