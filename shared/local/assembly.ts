import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partitionOf } from '../arn.ts';
import { TrailwardenError } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

/** Where a stack is thought to be deployed. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export interface StackResource {
  readonly id: string;
  readonly type: string;
  /** What `Ref` gives. */
  readonly ref: string;
  readonly arn: string;
  readonly properties: JsonObject;
}

/** A synthesized stack with every intrinsic function resolved, as if it had been deployed at a place. */
export interface LocalStack {
  readonly name: string;
  readonly place: Place;
  readonly resources: readonly StackResource[];
  ofType(type: string): readonly StackResource[];
}

interface Names {
  readonly ref: string;
  readonly arn: string;
}

type Naming = (name: string, at: (service: string, resource: string) => string, place: Place) => Names;

const named = (service: string, resource = ''): Naming => {
  return (name, at) => ({ ref: name, arn: at(service, `${resource}${name}`) });
};

/** Names and ARNs as CloudFormation would have made them. */
const naming: Readonly<Record<string, Naming>> = {
  'AWS::DynamoDB::Table': named('dynamodb', 'table/'),
  'AWS::Events::EventBus': named('events', 'event-bus/'),
  'AWS::Events::Rule': named('events', 'rule/'),
  'AWS::IAM::Role': (name, at) => ({ ref: name, arn: at('iam', `role/${name}`).replace(/(:iam:)[^:]*/, '$1') }),
  'AWS::KMS::Key': named('kms', 'key/'),
  'AWS::Lambda::Function': named('lambda', 'function:'),
  'AWS::Logs::LogGroup': (name, at) => ({ ref: name, arn: at('logs', `log-group:${name}:*`) }),
  'AWS::SNS::Topic': (name, at) => ({ ref: at('sns', name), arn: at('sns', name) }),
  'AWS::SQS::Queue': (name, at, { account, region }) => ({
    ref: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
    arn: at('sqs', name),
  }),
};

const problem = (stack: string, id: string, message: string): TrailwardenError =>
  new TrailwardenError('input-invalid', `template of ${stack}, ${id}: ${message}`);

/** Loads one stack's template out of a cloud assembly and resolves it. */
const loadStack = (folder: string, file: string, place: Place): LocalStack => {
  const name = file.slice(0, -'.template.json'.length);
  const template = JSON.parse(readFileSync(join(folder, file), 'utf8')) as JsonObject;
  const raw = isObject(template['Resources']) ? template['Resources'] : {};
  const partition = partitionOf(place.region);
  const at = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${place.region}:${place.account}:${resource}`;
  const names = new Map<string, Names>(
    Object.entries(raw).map(([id, resource]) => {
      const type = isObject(resource) ? String(resource['Type']) : '';
      const make = naming[type] ?? named(type.split('::')[1]?.toLowerCase() ?? '', '');
      return [id, make(`${name}-${id}`, at, place)];
    }),
  );
  const pseudo: Readonly<Record<string, Json>> = {
    'AWS::AccountId': place.account,
    'AWS::Partition': partition,
    'AWS::Region': place.region,
    'AWS::StackName': name,
    'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    'AWS::NoValue': null,
  };

  const textOf = (id: string, value: Json): string => {
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw problem(name, id, `expected a text, got ${JSON.stringify(value)}`);
  };
  const reference = (id: string, target: string): Json => {
    const value = pseudo[target] ?? names.get(target)?.ref;
    if (value === undefined && target !== 'AWS::NoValue')
      throw problem(name, id, `Ref to ${target}, which is not there`);
    return value ?? null;
  };
  const attribute = (id: string, target: string, member: string): Json => {
    const found = names.get(target);
    if (found === undefined) throw problem(name, id, `Fn::GetAtt of ${target}, which is not there`);
    if (/Arn$/.test(member)) return found.arn;
    if (/Name$|^Id$/.test(member)) return `${name}-${target}`;
    throw problem(name, id, `Fn::GetAtt ${target}.${member} is not known here`);
  };
  const resolve = (id: string, value: Json): Json => {
    if (Array.isArray(value)) return value.map((element: Json) => resolve(id, element));
    if (!isObject(value)) return value;
    const [entry, ...more] = Object.entries(value);
    if (entry !== undefined && more.length === 0) {
      const [intrinsic, argument] = entry;
      if (intrinsic === 'Ref') return reference(id, String(argument));
      if (intrinsic === 'Fn::GetAtt') {
        const [target = '', member = ''] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
        return attribute(id, target, member);
      }
      if (intrinsic === 'Fn::Join' && Array.isArray(argument)) {
        const [separator, parts] = argument as readonly Json[];
        const list = resolve(id, parts ?? []);
        return (Array.isArray(list) ? list : []).map((part: Json) => textOf(id, part)).join(String(separator));
      }
      if (intrinsic === 'Fn::Sub' && typeof argument === 'string')
        return argument.replace(/\$\{([^!}]+)\}/g, (_, target: string) =>
          target.includes('.')
            ? textOf(id, attribute(id, target.split('.')[0] ?? '', target.split('.')[1] ?? ''))
            : textOf(id, reference(id, target)),
        );
      if (intrinsic.startsWith('Fn::')) throw problem(name, id, `${intrinsic} is not known here`);
    }
    return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, resolve(id, inner)]));
  };

  const resources = Object.entries(raw).map(([id, resource]): StackResource => {
    const { Type, Properties } = resource as { readonly Type: string; readonly Properties?: Json };
    const found = names.get(id) ?? { ref: id, arn: id };
    return { id, type: Type, ...found, properties: resolve(id, Properties ?? {}) as JsonObject };
  });
  return { name, place, resources, ofType: (type) => resources.filter((resource) => resource.type === type) };
};

/** A folder that the CDK synthesized into. */
export interface Assembly {
  readonly folder: string;
  readonly stacks: readonly LocalStack[];
  /** The folder of a bundle that a function's template names. */
  codeOf(lambda: StackResource): string;
}

/**
 * Reads what the CDK synthesized; each stack is thought to be in the Region that its manifest names, else at `place`.
 * @throws TrailwardenError `input-invalid` for what a template asks for and nobody knows
 */
export const readAssembly = (folder: string, place: Place): Assembly => {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    readonly artifacts: Readonly<Record<string, { readonly type: string; readonly environment?: string }>>;
  };
  const stacks = readdirSync(folder)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => {
      const environment = manifest.artifacts[file.slice(0, -'.template.json'.length)]?.environment ?? '';
      const region = environment.split('/').at(-1) ?? '';
      return loadStack(folder, file, { ...place, region: /^[a-z]+-/.test(region) ? region : place.region });
    });
  return {
    folder,
    stacks,
    codeOf: ({ id, properties }) => {
      const code = isObject(properties['Code']) ? properties['Code'] : {};
      const key = code['S3Key'];
      if (typeof key !== 'string') throw new TrailwardenError('input-invalid', `function ${id}: its code is no asset`);
      return join(folder, `asset.${key.replace(/\.zip$/, '')}`);
    },
  };
};
