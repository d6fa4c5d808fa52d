import { isObject, type Json, type JsonObject } from '../json.ts';
import { type Branch, worldsOf } from './conditions.ts';
import { writeOutLoops } from './foreach.ts';
import { allowedValuesOf, parameterValues, pseudoValues, type TemplateContext, withoutDefaults } from './parameters.ts';
import {
  type ParsedTemplate,
  type Path,
  type Position,
  parseTemplate,
  type TemplateDocument,
  type TemplateProblem,
} from './parse.ts';
import { problemLog, type RawResource, type RawTemplate, rawTemplate } from './raw.ts';
import { createResolver, type Resolve } from './resolver.ts';
import { transformSam } from './sam/transform.ts';
import { isSymbolic, scalarText, symbolic } from './values.ts';

/** Where a resource is written. */
export interface TemplateSource {
  readonly file: string;
  /** Of the resource in the file: for one that a transform made, of what it was made of. */
  readonly logicalId: string;
  readonly path: Path;
}

/** A resource of a template with its functions resolved; what could not be is a `Symbolic` value in its place. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  readonly condition?: string;
  readonly deletionPolicy?: string;
  readonly source: TemplateSource;
}

/** One template as one stack, in one of the worlds its conditions can come to. */
export interface TemplateStack {
  readonly file: string;
  /** As written, before loops and transforms. */
  readonly document: TemplateDocument;
  readonly name: string | undefined;
  /** How the conditions that nobody can tell before deployment are taken; empty when there is only one way. */
  readonly branches: readonly Branch[];
  readonly resources: readonly TemplateResource[];
  readonly outputs: ReadonlyMap<string, { readonly value: Json; readonly exportName?: Json }>;
  readonly metadata: JsonObject;
  /** Where a property of a resource is written; the resource itself for what a transform made. */
  locate(logicalId: string, path: Path): Position;
  /** Where in the document a property of a resource is written, or would be. */
  pathOf(logicalId: string, path: Path): Path;
  /** The position of a path of the file itself. */
  at(path: Path): Position;
  /** The logical id that stands in the file where a property of a resource is written. */
  sourceOf(logicalId: string, path: Path): string;
}

export interface ResolvedTemplate {
  readonly stacks: readonly TemplateStack[];
  readonly problems: readonly TemplateProblem[];
}

const sam = 'AWS::Serverless-2016-10-31';
const built = new Set([sam, 'AWS::LanguageExtensions', 'AWS::Include', 'AWS::SecretsManager-2020-07-23']);

/** Reads and resolves the text of a template: one stack for each world of its conditions. */
export const resolveText = (file: string, text: string, context: TemplateContext): ResolvedTemplate =>
  resolveTemplate(parseTemplate(file, text), context);

export const resolveTemplate = (parsed: ParsedTemplate, context: TemplateContext): ResolvedTemplate => {
  if (!parsed.document) return { stacks: [], problems: parsed.problems };
  const { locate } = parsed.document;
  const log = problemLog(locate);
  const declared = isObject(parsed.document.root['Parameters']) ? parsed.document.root['Parameters'] : {};
  const parameters = parameterValues(declared, context.parameters ?? {}, log);
  const values = new Map([...pseudoValues(context), ...parameters]);
  const exports = context.exports ?? new Map<string, Json>();

  const { document, origins, open } = writeOutLoops(
    parsed.document,
    collectionsOf(parsed.document, values, exports),
    log,
  );
  for (const name of open) values.set(name, symbolic({ $symbol: 'parameter', name }));
  const written = rawTemplate(document, log);
  // A template that forgot the transform is judged as what it means; AWS would refuse it.
  const isSam =
    written.transforms.includes(sam) ||
    [...written.resources.values()].some(({ type }) => type.startsWith('AWS::Serverless::'));
  const template = isSam ? transformSam(written, values, log) : written;
  const macros = template.transforms.filter((name) => !built.has(name));
  for (const name of macros) log.warn(['Transform'], `the macro ${name} is not run here: judged as written`);
  const lenient = macros.length > 0 || hasInclude(document.root);
  const scope = { template, values, exports, log, lenient };

  const given = context.parameters ?? {};
  const sides = context.defaultsDecide === true ? values : withoutDefaults(values, declared, given);
  const parameter = (side: Json): string | undefined =>
    isSymbolic(side) && side.$symbol === 'parameter' ? side.name : undefined;
  const used = context.judgedTypes && conditionsUsed(template, context.judgedTypes);
  const worlds = worldsOf(
    template.conditions,
    {
      resolve: createResolver({ ...scope, values: sides, truths: new Map() }),
      allowedValues: (side) => allowedValuesOf(declared, parameter(side) ?? ''),
      usualValue: (side) => scalarText(values.get(parameter(side) ?? '')),
      matter: (condition) => used?.has(condition) ?? true,
    },
    log,
  );
  const pathOf = (logicalId: string, inner: Path): Path => {
    const resource = template.resources.get(logicalId);
    if (!resource) return ['Resources', origins.get(logicalId)?.at(-1) ?? logicalId];
    const [, body, section, route, method] = inner;
    const event =
      body === 'Body' && section === 'paths' ? template.routes.get(`${logicalId} ${route} ${method}`) : undefined;
    if (event) return event;
    const loop = origins.get(logicalId);
    if (loop) return loop;
    // What a transform made of a part of a resource has that part's properties, and none called `Properties`.
    return [...resource.path, ...(resource.path.length > 2 ? inner.slice(1) : inner)];
  };
  const stacks = worlds.map(({ truths, branches }): TemplateStack => {
    const resolve = createResolver({ ...scope, truths });
    const resources: TemplateResource[] = [];
    for (const raw of template.resources.values()) {
      const { condition, exists } = existence(raw, truths);
      if (condition !== undefined && !truths.has(condition) && !lenient) {
        log.warn(
          [...raw.path, 'Condition'],
          `condition ${condition} is not defined, allowed are the names under Conditions`,
        );
      }
      if (exists) resources.push(resourceOf(raw, condition, resolve, document.file));
    }
    return {
      file: document.file,
      document: parsed.document,
      name: context.stackName,
      branches,
      resources,
      outputs: outputsOf(template, truths, resolve),
      metadata: template.metadata,
      locate: (logicalId, path) => locate(pathOf(logicalId, path)),
      pathOf,
      at: locate,
      sourceOf: (logicalId, path) => String(pathOf(logicalId, path)[1] ?? logicalId),
    };
  });
  return { stacks, problems: log.problems };
};

/** What the collections of `Fn::ForEach` hold, as far as parameters, mappings and functions tell. */
const collectionsOf = (
  { root, locate }: TemplateDocument,
  values: ReadonlyMap<string, Json>,
  exports: ReadonlyMap<string, Json>,
): ((collection: Json) => readonly Json[] | undefined) => {
  const mappings = isObject(root['Mappings']) ? root['Mappings'] : {};
  // Whatever is wrong with it is reported where the loop is written out.
  const log = problemLog(locate);
  const template = { mappings, resources: new Map<string, RawResource>() };
  const resolve = createResolver({ template, values, exports, truths: new Map(), log, lenient: true });
  return (collection) => {
    const value = resolve(collection, []);
    return Array.isArray(value) && value.every((item: Json) => typeof item !== 'object') ? value : undefined;
  };
};

/** Whether a macro is called in a place where what it makes may define names: at the top or among the resources. */
const hasInclude = (root: JsonObject): boolean =>
  root['Fn::Transform'] !== undefined ||
  (isObject(root['Resources']) && root['Resources']['Fn::Transform'] !== undefined);

/** The conditions that resources of the types, and outputs, hang on. */
const conditionsUsed = ({ resources, outputs }: RawTemplate, types: ReadonlySet<string>): ReadonlySet<string> => {
  const used = new Set<string>();
  const walk = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) walk(item as Json);
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'Fn::If' && Array.isArray(inner)) used.add(String(inner[0]));
      walk(inner);
    }
  };
  for (const { type, body } of resources.values()) {
    if (!types.has(type)) continue;
    if (typeof body['Condition'] === 'string') used.add(body['Condition']);
    walk(body['Properties'] ?? null);
  }
  for (const output of Object.values(outputs)) walk(isObject(output) ? (output['Value'] ?? null) : null);
  return used;
};

const existence = (
  { body }: RawResource,
  truths: ReadonlyMap<string, boolean>,
): { readonly condition: string | undefined; readonly exists: boolean } => {
  const condition = typeof body['Condition'] === 'string' ? body['Condition'] : undefined;
  return { condition, exists: condition === undefined || truths.get(condition) !== false };
};

const resourceOf = (
  { logicalId, type, body, path }: RawResource,
  condition: string | undefined,
  resolve: Resolve,
  file: string,
): TemplateResource => {
  const properties = resolve(body['Properties'] ?? {}, [...path, 'Properties']);
  const metadata = body['Metadata'];
  return {
    logicalId,
    type,
    properties: isObject(properties) ? properties : {},
    metadata: isObject(metadata) ? metadata : {},
    ...(condition === undefined ? {} : { condition }),
    ...(typeof body['DeletionPolicy'] === 'string' ? { deletionPolicy: body['DeletionPolicy'] } : {}),
    source: { file, logicalId: String(path[1] ?? logicalId), path },
  };
};

const outputsOf = (
  { outputs }: RawTemplate,
  truths: ReadonlyMap<string, boolean>,
  resolve: Resolve,
): TemplateStack['outputs'] => {
  const out = new Map<string, { value: Json; exportName?: Json }>();
  for (const [name, output] of Object.entries(outputs)) {
    if (!isObject(output)) continue;
    if (typeof output['Condition'] === 'string' && truths.get(output['Condition']) === false) continue;
    const value = resolve(output['Value'] ?? null, ['Outputs', name, 'Value']) ?? null;
    const exported = isObject(output['Export']) ? output['Export']['Name'] : undefined;
    const exportName = exported === undefined ? undefined : resolve(exported, ['Outputs', name, 'Export', 'Name']);
    out.set(name, exportName === undefined ? { value } : { value, exportName });
  }
  return out;
};
