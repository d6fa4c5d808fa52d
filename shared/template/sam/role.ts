import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import { intrinsicOf } from '../values.ts';
import { compact, isIntrinsic, known, make, noValue, type Sam, SamError } from './context.ts';
import { managedPaths } from './managed-paths.generated.ts';
import { policyTemplateDocument, policyTemplateParameters } from './policy-templates.ts';

/** A trust policy for one service. */
export const trustOf = (service: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: [service] } }],
});

/** An inline policy that allows actions on resources. */
export const allowPolicy = (name: string, action: Json, resource: Json): JsonObject => ({
  PolicyName: name,
  PolicyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] },
});

/** What a role is made of; the policies as `Policies` of a function or state machine gives them. */
export interface RoleParts {
  readonly logicalId: string;
  readonly trust: Json;
  readonly managed: readonly Json[];
  readonly inline: readonly Json[];
  readonly policies: Json | undefined;
  readonly policiesPath: Path;
  readonly tags: Json | undefined;
  readonly path: Json | undefined;
  readonly boundary: Json | undefined;
  readonly attributes: JsonObject;
}

let paths: ReadonlyMap<string, string> | undefined;

/** The ARN of an AWS managed policy, given with its path or by its name alone. */
const managedArn = (name: string): Json => {
  paths ??= new Map(
    Object.entries(managedPaths).flatMap(([path, names]) => names.split(' ').map((one) => [one, path])),
  );
  return `arn:aws:iam::aws:policy/${name.includes('/') ? '' : (paths.get(name) ?? '')}${name}`;
};

const isPolicyTemplate = (value: Json): value is JsonObject => {
  if (!isObject(value)) return false;
  const [name, ...rest] = Object.keys(value);
  return name !== undefined && rest.length === 0 && policyTemplateParameters(name) !== undefined;
};

const fillTemplate = (sam: Sam, value: JsonObject, path: Path): JsonObject => {
  const [name = '', given = null] = Object.entries(value)[0] ?? [];
  const parameters = policyTemplateParameters(name) ?? [];
  if (given !== null && !isObject(given)) {
    throw new SamError(
      [...path, name],
      `policy template ${name} is given ${gotOf(given)}, allowed is a mapping of its parameters`,
    );
  }
  const missing = parameters.filter((parameter) => given?.[parameter] === undefined);
  if (missing.length > 0) {
    throw new SamError(
      [...path, name],
      `policy template ${name} lacks ${missing.join(', ')}, it takes ${parameters.join(', ')}`,
    );
  }
  const unknown = Object.keys(given ?? {}).filter((parameter) => !parameters.includes(parameter));
  if (unknown.length > 0)
    sam.log.warn([...path, name], `policy template ${name} has no parameter ${unknown.join(', ')}`);
  return policyTemplateDocument(name, given);
};

/** Whether the text names a managed policy by its name alone. */
const isManagedName = (text: string): boolean => /^[A-Za-z0-9+=,.@_/-]+$/.test(text) && !text.startsWith('arn:');

/** Makes an IAM role and answers its draft. */
export const makeRole = (sam: Sam, from: Path, parts: RoleParts): void => {
  const managed: Json[] = [...parts.managed];
  const inline: Json[] = [];
  const entries = entriesOf(parts.policies);
  entries.forEach(([entry, path], index) => {
    const name = `${parts.logicalId}Policy${index}`;
    const where = [...parts.policiesPath, ...path];
    const kind = entryOf(sam, entry, where);
    if ('managed' in kind) {
      if (!managed.some((one) => JSON.stringify(one) === JSON.stringify(kind.managed))) managed.push(kind.managed);
    } else if (kind.condition) {
      const { condition, otherwise, document } = kind;
      const policy = (value: Json | undefined): Json =>
        value === undefined ? noValue : { PolicyName: name, PolicyDocument: value };
      inline.push({ 'Fn::If': [condition, policy(document), policy(otherwise)] });
    } else inline.push({ PolicyName: name, PolicyDocument: kind.document ?? {} });
  });
  make(
    sam,
    from,
    parts.logicalId,
    'AWS::IAM::Role',
    {
      ...compact({
        AssumeRolePolicyDocument: parts.trust,
        ManagedPolicyArns: managed,
        Policies: inline.length + parts.inline.length > 0 ? [...inline, ...parts.inline] : undefined,
        Path: parts.path,
        PermissionsBoundary: parts.boundary,
        Tags: parts.tags,
      }),
    },
    parts.attributes,
  );
};

const entriesOf = (policies: Json | undefined): readonly (readonly [Json, Path])[] => {
  if (policies === undefined || policies === null) return [];
  if (Array.isArray(policies)) return policies.map((entry: Json, index) => [entry, [index]] as const);
  if (
    isPolicyTemplate(policies) ||
    !isObject(policies) ||
    isIntrinsic(policies) ||
    policies['Statement'] !== undefined
  ) {
    return [[policies, []]];
  }
  return [[policies, []]];
};

type Entry =
  | { readonly managed: Json }
  | { readonly document: Json | undefined; readonly condition?: Json; readonly otherwise?: Json | undefined };

const entryOf = (sam: Sam, entry: Json, path: Path): Entry => {
  const value = known(sam, entry) ?? entry;
  if (typeof value === 'string') {
    return { managed: typeof entry === 'string' && isManagedName(entry) ? managedArn(entry) : entry };
  }
  if (isPolicyTemplate(value)) return { document: fillTemplate(sam, value, path) };
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.[0] === 'Fn::If' && Array.isArray(intrinsic[1])) {
    const [condition, whenTrue, whenFalse] = intrinsic[1] as readonly Json[];
    const branches = [whenTrue ?? null, whenFalse ?? null];
    const isNothing = (one: Json): boolean => isObject(one) && one['Ref'] === 'AWS::NoValue';
    const documents = branches.filter(
      (one) => isPolicyTemplate(one) || (isObject(one) && one['Statement'] !== undefined),
    );
    if (documents.length > 0) {
      const [document, otherwise] = branches.map((one) => {
        if (isNothing(one)) return undefined;
        return isPolicyTemplate(one) ? fillTemplate(sam, one, path) : one;
      });
      return { document, otherwise, condition: condition ?? null };
    }
    const arns = branches.map((one) => (typeof one === 'string' && isManagedName(one) ? managedArn(one) : one));
    return { managed: { 'Fn::If': [condition ?? null, ...arns] } };
  }
  if (intrinsic) return { managed: value };
  if (isObject(value) && value['Statement'] !== undefined) return { document: value };
  throw new SamError(
    path,
    `a policy is ${gotOf(value)}, allowed are a policy's name or ARN, a policy document and a policy template`,
  );
};

export const serviceRole = (name: string): Json => managedArn(`service-role/${name}`);
export const managedPolicy = managedArn;
