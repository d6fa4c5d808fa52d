import { isObject, type Json } from '../json.ts';
import type { StackEffect } from './facets/mappers.ts';
import type { Path } from './parse.ts';
import type { TemplateStack } from './resolve.ts';

const nodeAt = (root: Json, path: Path): Json | undefined =>
  path.reduce<Json | undefined>(
    (node, step) => (Array.isArray(node) ? node[Number(step)] : isObject(node) ? node[String(step)] : undefined),
    root,
  );

/** What is written at the properties that a step comes from; `undefined` where a transform made them up. */
export const writtenAt = (stack: TemplateStack, { logicalId, from }: StackEffect): Json | undefined =>
  nodeAt(stack.document.root, stack.pathOf(logicalId, ['Properties', ...from]));

/** The type of the resource that is written in the file, which for what a transform made is the transform's. */
export const writtenType = (stack: TemplateStack, { logicalId }: StackEffect): string => {
  const body = nodeAt(stack.document.root, stack.pathOf(logicalId, []).slice(0, 2));
  return isObject(body) && typeof body['Type'] === 'string' ? body['Type'] : '';
};

/** How many statements a step took over: those whose meaning is open are left out, and then indexes do not tell. */
const taken = ({ op }: StackEffect): number | undefined => {
  const statements = 'value' in op && isObject(op.value) ? op.value['Statement'] : undefined;
  return Array.isArray(statements) ? statements.length : undefined;
};

/** Where in the properties of its resource a statement is written that a finding names by its Sid or `#index`. */
export const statementPath = (stack: TemplateStack, effect: StackEffect, name: string): Path | undefined => {
  const written = writtenAt(stack, effect);
  if (!isObject(written)) return undefined;
  if (written['Effect'] !== undefined) return effect.from;
  const statements = written['Statement'];
  if (isObject(statements)) return [...effect.from, 'Statement'];
  if (!Array.isArray(statements)) return undefined;
  const index = name.startsWith('#')
    ? taken(effect) === statements.length
      ? Number(name.slice(1))
      : -1
    : statements.findIndex((statement: Json) => isObject(statement) && statement['Sid'] === name);
  return index >= 0 && index < statements.length ? [...effect.from, 'Statement', index] : undefined;
};
