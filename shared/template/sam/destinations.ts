import { isObject, type Json, type JsonObject } from '../../json.ts';
import { gotOf } from '../raw.ts';
import { intrinsicOf } from '../values.ts';
import {
  attributeOf,
  bothConditions,
  compact,
  type Draft,
  inherited,
  make,
  notCondition,
  pick,
  refTo,
  type Sam,
  SamError,
} from './context.ts';
import { allowPolicy } from './role.ts';

const kinds = ['SQS', 'SNS', 'Lambda', 'EventBridge', 'S3Bucket'];

const policyOf = (name: string, kind: string, arn: Json): Json => {
  switch (kind) {
    case 'SQS':
      return allowPolicy(`${name}SQSPolicy`, 'sqs:SendMessage', arn);
    case 'SNS':
      return allowPolicy(`${name}SNSPolicy`, 'sns:publish', arn);
    case 'Lambda':
      return allowPolicy(`${name}LambdaPolicy`, 'lambda:InvokeFunction', arn);
    case 'EventBridge':
      return allowPolicy(`${name}EventBridgePolicy`, 'events:PutEvents', arn);
    default:
      return {
        PolicyName: `${name}S3Policy`,
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Action: 's3:PutObject', Resource: { 'Fn::Join': ['/', [arn, '*']] } },
            { Effect: 'Allow', Action: 's3:ListBucket', Resource: arn },
          ],
        },
      };
  }
};

/** The branches of a destination that is given, or left to SAM, under a condition. */
const conditional = (
  destination: Json | undefined,
): { readonly name: string; readonly branches: readonly Json[] } | undefined => {
  const [name, argument] = (destination === undefined ? undefined : intrinsicOf(destination)) ?? [];
  if (name !== 'Fn::If' || !Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string')
    return undefined;
  return { name: argument[0], branches: argument.slice(1) as readonly Json[] };
};

const isNothing = (value: Json | undefined): boolean =>
  value === undefined || value === null || (isObject(value) && value['Ref'] === 'AWS::NoValue');

/**
 * Makes the `EventInvokeConfig` of a function with the queues and topics that it leaves to SAM, and answers the
 * policies by which the role may send to its destinations.
 */
export const makeInvokeConfig = (
  sam: Sam,
  draft: Draft,
  alias: string | undefined,
  qualifier: Json,
): readonly Json[] => {
  const config = draft.properties['EventInvokeConfig'];
  if (config === undefined || config === null) return [];
  const path = [...draft.path, 'Properties', 'EventInvokeConfig'];
  if (!isObject(config)) throw new SamError(path, `EventInvokeConfig is ${gotOf(config)}, allowed is a mapping`);
  const logicalId = alias === undefined ? `${draft.logicalId}EventInvokeConfig` : `${alias}EventInvokeConfig`;
  const destinations = config['DestinationConfig'];
  const out: Record<string, Json> = {};
  const policies: Json[] = [];
  const at = [...path, 'DestinationConfig'];
  if (destinations !== undefined && !isObject(destinations)) {
    throw new SamError(
      at,
      `DestinationConfig is ${gotOf(destinations)}, allowed is a mapping with OnSuccess and OnFailure`,
    );
  }
  for (const outcome of ['OnSuccess', 'OnFailure']) {
    const configured = destinations?.[outcome];
    if (!isObject(configured)) continue;
    const kind = configured['Type'];
    if (typeof kind !== 'string' || !kinds.includes(kind)) {
      throw new SamError([...at, outcome], `Type of ${outcome} is ${gotOf(kind)}, allowed are ${kinds.join(', ')}`);
    }
    const prefix = `${draft.logicalId}EventInvokeConfig${outcome}`;
    const arn = destinationArn(sam, draft, configured['Destination'], kind, prefix, [...at, outcome]);
    out[outcome] = { Destination: arn };
    policies.push(policyOf(prefix, kind, arn));
  }
  make(
    sam,
    path,
    logicalId,
    'AWS::Lambda::EventInvokeConfig',
    {
      FunctionName: refTo(draft.logicalId),
      Qualifier: qualifier,
      ...pick(config, ['MaximumEventAgeInSeconds', 'MaximumRetryAttempts']),
      DestinationConfig: destinations ? compact(out) : undefined,
    },
    inherited(draft),
  );
  return policies;
};

const destinationArn = (
  sam: Sam,
  draft: Draft,
  destination: Json | undefined,
  kind: string,
  prefix: string,
  path: readonly (string | number)[],
): Json => {
  const choice = conditional(destination);
  const left = isNothing(destination);
  const attributes: JsonObject = inherited(draft);
  const auto = (condition: string | undefined): Json => {
    if (kind !== 'SQS' && kind !== 'SNS') {
      throw new SamError(path, `${kind} has no Destination, which can only be left out for SQS and SNS`);
    }
    const both = bothConditions(sam, attributes['Condition'], condition);
    const own = both === undefined ? attributes : { ...attributes, Condition: both };
    const id = kind === 'SQS' ? `${prefix}Queue` : `${prefix}Topic`;
    sam.generated.set(`${draft.logicalId}.Destination${kind === 'SQS' ? 'Queue' : 'Topic'}`, id);
    make(sam, path, id, kind === 'SQS' ? 'AWS::SQS::Queue' : 'AWS::SNS::Topic', {}, own);
    return kind === 'SQS' ? attributeOf(id, 'Arn') : refTo(id);
  };
  if (left) return auto(undefined);
  if (!choice) return destination ?? null;
  const [whenTrue, whenFalse] = choice.branches;
  if (isNothing(whenTrue)) return { 'Fn::If': [choice.name, auto(choice.name), whenFalse ?? null] };
  if (!isNothing(whenFalse)) return destination ?? null;
  const opposite = notCondition(sam, choice.name);
  return { 'Fn::If': [opposite, auto(opposite), whenTrue ?? null] };
};
