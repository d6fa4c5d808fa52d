import { type AccountId, partitionOf } from '../arn.ts';
import { isObject, type Json } from '../json.ts';
import { mappedTypes } from './facets/mappers.ts';
import type { ApplicationWorld, PlacedStack } from './judge.ts';
import { type Place, placeholderAccount, placeholderRegion } from './naming.ts';
import type { ParsedTemplate, TemplateProblem } from './parse.ts';
import { createRenderer, type Renderer } from './render.ts';
import { resolveTemplate, type TemplateStack } from './resolve.ts';
import { scalarText } from './values.ts';

/** A template that is to be deployed as a stack. */
export interface StackSource {
  readonly parsed: ParsedTemplate;
  /** The name of the stack, where it is known; it becomes a part of the names that CloudFormation makes up. */
  readonly stackName: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly parameters: Readonly<Record<string, Json>>;
  /** Whether conditions on defaults are judged one way only; what a parent hands on to a nested stack always is. */
  readonly defaultsDecide?: boolean;
}

/** Finds the template of a nested stack by what its `TemplateURL` or asset path says; `undefined` where it is not here. */
export type FindNested = (from: TemplateStack, logicalId: string) => StackSource | undefined;

export interface LoadedApplication {
  readonly worlds: readonly ApplicationWorld[];
  readonly problems: readonly TemplateProblem[];
}

const deepest = 8;

const judgedTypes: ReadonlySet<string> = new Set([...mappedTypes, 'AWS::CloudFormation::Stack']);

const placeOf = ({ account, region, stackName }: StackSource): Place => ({
  account: (account ?? placeholderAccount) as AccountId,
  region: region ?? placeholderRegion,
  partition: region === undefined ? 'aws' : partitionOf(region),
  stackName,
});

/** Builds one world: the stacks of the application, each with its nested ones, linked by exports and outputs. */
const buildWorld = (
  sources: readonly StackSource[],
  index: number,
  findNested: FindNested,
  exports: Map<string, Json>,
  problems: Map<string, TemplateProblem>,
): { readonly world: ApplicationWorld; readonly count: number } => {
  const placed: PlacedStack[] = [];
  let count = 1;

  const build = (
    source: StackSource,
    depth: number,
  ): { readonly stack: TemplateStack; readonly renderer: Renderer } | undefined => {
    const { account, region, stackName, parameters } = source;
    const defaultsDecide = depth > 0 || source.defaultsDecide === true;
    const resolved = resolveTemplate(source.parsed, {
      account,
      region,
      stackName,
      parameters,
      defaultsDecide,
      judgedTypes,
      exports,
    });
    for (const problem of resolved.problems) {
      problems.set(`${problem.file}:${problem.line}:${problem.column}:${problem.message}`, problem);
    }
    count = Math.max(count, resolved.stacks.length);
    const stack = resolved.stacks[index % Math.max(resolved.stacks.length, 1)];
    if (!stack) return undefined;
    const children = new Map<string, ReadonlyMap<string, Json> | undefined>();
    const renderer = createRenderer(stack.resources, placeOf(source), (logicalId, output) =>
      outputsOf(logicalId)?.get(output),
    );

    /** The outputs of a nested stack, which is built when it is first asked for. */
    const outputsOf = (logicalId: string): ReadonlyMap<string, Json> | undefined => {
      if (children.has(logicalId)) return children.get(logicalId);
      children.set(logicalId, undefined);
      const nested = depth < deepest ? findNested(stack, logicalId) : undefined;
      const resource = stack.resources.find((one) => one.logicalId === logicalId);
      if (!nested || !resource) return undefined;
      const given = resource.properties['Parameters'];
      const handed: Record<string, Json> = {};
      for (const [name, value] of Object.entries(isObject(given) ? given : {})) {
        const { value: rendered, open } = renderer.render(value);
        // What the parent does not know either is left for the child to be told, as an open parameter.
        if (open.length === 0 && rendered !== undefined)
          handed[name] = Array.isArray(rendered) ? rendered.join(',') : rendered;
      }
      const child = build(
        {
          ...nested,
          account,
          region,
          stackName: nested.stackName ?? `${stackName ?? 'stack'}-${logicalId}`,
          parameters: { ...nested.parameters, ...handed },
        },
        depth + 1,
      );
      const outputs = child && renderedOutputs(child);
      children.set(logicalId, outputs);
      return outputs;
    };

    for (const { logicalId, type } of stack.resources) if (type === 'AWS::CloudFormation::Stack') outputsOf(logicalId);
    placed.push({ stack, renderer });
    for (const { value, exportName } of stack.outputs.values()) {
      const name = exportName === undefined ? undefined : scalarText(renderer.render(exportName).value);
      const { value: text, open } = renderer.render(value);
      if (name !== undefined && text !== undefined && open.length === 0) exports.set(name, text);
    }
    return { stack, renderer };
  };

  for (const source of sources) build(source, 0);
  const branches = placed.flatMap(({ stack }) => stack.branches);
  return { world: { stacks: placed, branches }, count };
};

const renderedOutputs = ({ stack, renderer }: PlacedStack): ReadonlyMap<string, Json> => {
  const out = new Map<string, Json>();
  for (const [name, { value }] of stack.outputs) {
    const { value: text, open } = renderer.render(value);
    if (text !== undefined && open.length === 0) out.set(name, text);
  }
  return out;
};

const usesImports = ({ parsed }: StackSource): boolean => parsed.document?.text.includes('ImportValue') ?? false;

/**
 * Loads the stacks that make up an application. A stack that imports what a later one exports is built a second time,
 * once the exports are known.
 */
export const loadApplication = (sources: readonly StackSource[], findNested: FindNested): LoadedApplication => {
  const problems = new Map<string, TemplateProblem>();
  const exports = new Map<string, Json>();
  if (sources.length > 1 && sources.some(usesImports)) buildWorld(sources, 0, findNested, exports, new Map());
  const first = buildWorld(sources, 0, findNested, exports, problems);
  const worlds = [first.world];
  for (let index = 1; index < first.count; index++) {
    worlds.push(buildWorld(sources, index, findNested, exports, problems).world);
  }
  return { worlds, problems: [...problems.values()] };
};
