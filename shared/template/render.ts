import { isObject, type Json } from '../json.ts';
import { intrinsics } from './intrinsics.ts';
import { type Identity, identityOf, type Place } from './naming.ts';
import type { TemplateResource } from './resolve.ts';
import { isSymbolic, type Symbolic, textOf } from './values.ts';

/** A value as it will be deployed, and what in it only the deployment decides: `parameter Stage`, … */
export interface Rendered {
  readonly value: Json | undefined;
  readonly open: readonly string[];
}

/** Turns what a template refers to into names and ARNs. What is not known stands as `${Name}` and is listed. */
export interface Renderer {
  readonly place: Place;
  render(value: Json | undefined): Rendered;
  identity(logicalId: string): Identity | undefined;
}

/** What the nested stacks of a stack answer, by logical id and output. */
export type NestedOutputs = (logicalId: string, output: string) => Json | undefined;

const openName = (value: Symbolic): string => {
  switch (value.$symbol) {
    case 'parameter':
      return `parameter ${value.name}`;
    case 'pseudo':
      return value.name;
    case 'import':
      return `export ${typeof value.name === 'string' ? value.name : ''}`.trim();
    case 'reference':
      return value.attribute === '' ? value.logicalId : `${value.logicalId}.${value.attribute}`;
    case 'call':
      return value.function;
    case 'text':
      return 'text';
  }
};

export const createRenderer = (
  resources: readonly TemplateResource[],
  place: Place,
  nested: NestedOutputs = () => undefined,
): Renderer => {
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const identities = new Map<string, Identity>();
  const naming = new Set<string>();

  const identity = (logicalId: string): Identity | undefined => {
    const known = identities.get(logicalId);
    const resource = byId.get(logicalId);
    if (known || !resource) return known;
    // A resource whose name is made of its own attributes is called by its logical id.
    if (naming.has(logicalId)) return undefined;
    naming.add(logicalId);
    const found = identityOf(resource.type, logicalId, place, (property) => {
      const { value, open } = render(resource.properties[property]);
      return typeof value === 'string' && open.length === 0 && value !== '' ? value : undefined;
    });
    naming.delete(logicalId);
    identities.set(logicalId, found);
    return found;
  };

  const pseudo = (name: string): Json | undefined => {
    const values: Readonly<Record<string, string>> = {
      'AWS::AccountId': place.account,
      'AWS::Region': place.region,
      'AWS::Partition': place.partition,
      'AWS::URLSuffix': place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
      'AWS::StackName': place.stackName ?? 'stack',
    };
    return values[name];
  };

  const symbol = (value: Symbolic, open: string[]): Json => {
    const answer = answerTo(value, open);
    if (answer !== undefined) return answer;
    const name = openName(value);
    if (!open.includes(name)) open.push(name);
    return `\${${name.replace(/^(parameter|export) /, '')}}`;
  };

  const answerTo = (value: Symbolic, open: string[]): Json | undefined => {
    switch (value.$symbol) {
      case 'reference': {
        const output = value.attribute.startsWith('Outputs.') ? value.attribute.slice('Outputs.'.length) : undefined;
        if (output !== undefined) return nested(value.logicalId, output);
        const found = identity(value.logicalId);
        return value.attribute === '' ? found?.ref : found?.attributes[value.attribute];
      }
      case 'pseudo':
        return pseudo(value.name);
      case 'text':
        return textOf(value.parts.map((part) => walk(part, open)));
      case 'call': {
        const inner: string[] = [];
        const argument = walk(value.argument, inner);
        const applied = inner.length === 0 ? intrinsics.get(value.function)?.(argument) : undefined;
        return applied !== undefined && applied !== 'symbolic' && 'value' in applied ? applied.value : undefined;
      }
      default:
        return undefined;
    }
  };

  const walk = (value: Json, open: string[]): Json => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item: Json) => walk(item, open));
    if (isSymbolic(value)) return symbol(value, open);
    if (!isObject(value)) return value;
    const out: Record<string, Json> = {};
    for (const key in value) out[key] = walk(value[key] ?? null, open);
    return out;
  };

  const render = (value: Json | undefined): Rendered => {
    if (value === undefined) return { value, open: [] };
    const open: string[] = [];
    return { value: walk(value, open), open };
  };

  return { place, render, identity };
};
