import { partitionOf } from '../arn.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { gotOf, type ProblemLog } from './raw.ts';
import { scalarText, symbolic } from './values.ts';

/** What is known about a deployment beyond the template. Everything left out stays symbolic. */
export interface TemplateContext {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly stackName?: string | undefined;
  /** Values of parameters; text as on the command line, or what a parent stack hands on. */
  readonly parameters?: Readonly<Record<string, Json>> | undefined;
  /**
   * Whether a condition that hangs on a default is judged one way only, as when this very deployment is looked at.
   * Otherwise both ways, for the next stage is deployed with other values.
   */
  readonly defaultsDecide?: boolean | undefined;
  /** The types whose conditions matter; all of them without. */
  readonly judgedTypes?: ReadonlySet<string> | undefined;
  /** What other stacks of the application export. */
  readonly exports?: ReadonlyMap<string, Json> | undefined;
}

const isListType = (type: string): boolean => type === 'CommaDelimitedList' || type.startsWith('List<');

/**
 * The value that `Ref` has for each parameter: what was given, else the default, else symbolic. A Systems Manager
 * parameter holds the name of a value, never the value, so it is symbolic too.
 */
export const parameterValues = (
  parameters: JsonObject,
  given: Readonly<Record<string, Json>>,
  log: ProblemLog,
): ReadonlyMap<string, Json> => {
  const values = new Map<string, Json>();
  for (const [name, declared] of Object.entries(parameters)) {
    if (!isObject(declared)) {
      log.add(['Parameters', name], `parameter ${name} is ${gotOf(declared)}, allowed is a mapping with Type`);
      values.set(name, symbolic({ $symbol: 'parameter', name }));
      continue;
    }
    const type = scalarText(declared['Type']) ?? 'String';
    const fallback = declared['Default'];
    if (typeof fallback === 'object' && fallback !== null) {
      log.add(['Parameters', name, 'Default'], `Default of ${name} is ${gotOf(fallback)}, allowed is text`);
    }
    const value = given[name] ?? fallback;
    const text = scalarText(value);
    if (value === undefined || value === null || type.startsWith('AWS::SSM::Parameter::Value<')) {
      values.set(name, symbolic({ $symbol: 'parameter', name }));
    } else if (isListType(type) && text !== undefined) {
      values.set(name, text === '' ? [] : text.split(',').map((item) => item.trim()));
    } else values.set(name, text ?? value);
  }
  return values;
};

/** The values with every parameter open that nobody has given a value: its default is only a suggestion. */
export const withoutDefaults = (
  values: ReadonlyMap<string, Json>,
  parameters: JsonObject,
  given: Readonly<Record<string, Json>>,
): ReadonlyMap<string, Json> => {
  const open = Object.keys(parameters).filter((name) => !Object.hasOwn(given, name));
  return new Map([...values, ...open.map((name) => [name, symbolic({ $symbol: 'parameter', name })] as const)]);
};

/** All the values a parameter may have, where its declaration lists them. */
export const allowedValuesOf = (parameters: JsonObject, name: string): readonly string[] | undefined => {
  const declared = parameters[name];
  const allowed = isObject(declared) ? declared['AllowedValues'] : undefined;
  return Array.isArray(allowed) ? allowed.map((value: Json) => scalarText(value) ?? '') : undefined;
};

/**
 * The pseudo parameters; those that depend on where the stack is deployed are symbolic unless the context says.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
export const pseudoValues = ({ account, region, stackName }: TemplateContext): ReadonlyMap<string, Json> => {
  const given = (name: string, value: string | undefined): readonly [string, Json] => [
    name,
    value ?? symbolic({ $symbol: 'pseudo', name }),
  ];
  const partition = region === undefined ? undefined : partitionOf(region);
  const suffix = partition === undefined ? undefined : partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return new Map([
    given('AWS::AccountId', account),
    given('AWS::Region', region),
    given('AWS::Partition', partition),
    given('AWS::URLSuffix', partition?.startsWith('aws-iso') ? undefined : suffix),
    given('AWS::StackName', stackName),
    given('AWS::StackId', undefined),
    given('AWS::NotificationARNs', undefined),
  ]);
};
