import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import { scalarText } from '../values.ts';
import { type Draft, isIntrinsic, known, type Sam, SamError } from './context.ts';
import type { SamEvent } from './event.ts';
import { propertyKinds } from './property-kinds.ts';

const isKind = (value: Json, kind: string): boolean => {
  switch (kind) {
    case 'string':
      return typeof value === 'string';
    case 'text':
      return scalarText(value) !== undefined;
    case 'list':
      return Array.isArray(value);
    case 'map':
      return isObject(value);
    case 'boolean':
      return typeof value === 'boolean' || value === 'true' || value === 'false';
    default:
      return true;
  }
};

/** Refuses properties that a type has not, and values of the wrong kind. */
export const checkProperties = (type: string, properties: JsonObject, path: Path): void => {
  const kinds = propertyKinds(type);
  if (!kinds) return;
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'Fn::Transform') continue;
    const allowed = kinds.get(name);
    if (!allowed)
      throw new SamError(
        [...path, name],
        `${type} has no property ${name}, allowed are ${[...kinds.keys()].join(', ')}`,
      );
    const strict = allowed.some((kind) => kind.endsWith('!'));
    const plain = allowed.map((kind) => kind.replace('!', ''));
    if (value === null || (isIntrinsic(value) && !strict) || plain.some((kind) => isKind(value, kind))) continue;
    throw new SamError([...path, name], `${name} of ${type} is ${gotOf(value)}, allowed is ${plain.join(' or ')}`);
  }
};

const reservedTag = 'lambda:createdBy';

/** Refuses what no resource may have: SAM's own tag, and attributes of the wrong kind. */
export const checkAttributes = (draft: Draft): void => {
  const { attributes, properties, path, logicalId } = draft;
  const tags = properties['Tags'];
  if (isObject(tags) && tags[reservedTag] !== undefined) {
    throw new SamError(
      [...path, 'Properties', 'Tags', reservedTag],
      `tag ${reservedTag} is SAM's own, allowed is any other name`,
    );
  }
  const { DependsOn: depends, Condition: condition, IgnoreGlobals: ignored } = attributes;
  const names = Array.isArray(depends) ? depends : [depends];
  if (depends !== undefined && !names.every((name) => typeof name === 'string')) {
    throw new SamError(
      [...path, 'DependsOn'],
      `DependsOn is ${gotOf(depends)}, allowed is a logical id or a list of them`,
    );
  }
  if (condition !== undefined && typeof condition !== 'string') {
    throw new SamError([...path, 'Condition'], `Condition is ${gotOf(condition)}, allowed is the name of a condition`);
  }
  if (
    ignored !== undefined &&
    ignored !== '*' &&
    !(Array.isArray(ignored) && ignored.every((name) => propertyKinds(draft.type)?.has(String(name)) ?? true))
  ) {
    throw new SamError(
      [...path, 'IgnoreGlobals'],
      `IgnoreGlobals of ${logicalId} is ${gotOf(ignored)}, allowed is * or a list of properties`,
    );
  }
};

/** Refuses a function that Lambda would not take. */
export const checkFunction = (sam: Sam, draft: Draft): void => {
  const { properties, path } = draft;
  const at = [...path, 'Properties'];
  checkProperties(draft.type, properties, at);
  const image = known(sam, properties['PackageType']) === 'Image';
  if (image && properties['ImageUri'] === undefined && !isObject(draft.attributes['Metadata'])) {
    throw new SamError(path, 'PackageType is Image without ImageUri, which it needs');
  }
  if (!image) {
    for (const name of ['Handler', 'Runtime']) {
      if (properties[name] === undefined)
        throw new SamError(path, `the function has no ${name}, which a function of PackageType Zip needs`);
    }
    if (properties['CodeUri'] === undefined && properties['InlineCode'] === undefined) {
      // Not refused: `sam build` takes the folder of the template.
      sam.log.warn(path, 'the function has neither CodeUri nor InlineCode, AWS::Lambda::Function needs code');
    }
  }
  checkLimits(sam, draft);
  const dead = properties['DeadLetterQueue'];
  const type = isObject(dead) ? dead['Type'] : undefined;
  if (type !== undefined && typeof type !== 'string' && !isIntrinsic(type)) {
    throw new SamError([...at, 'DeadLetterQueue', 'Type'], `Type is ${gotOf(type)}, allowed are SQS and SNS`);
  }
  const url = properties['FunctionUrlConfig'];
  const cors = isObject(url) ? url['Cors'] : undefined;
  const age = isObject(cors) ? cors['MaxAge'] : undefined;
  if (age !== undefined && !isIntrinsic(age) && typeof age !== 'number') {
    throw new SamError(
      [...at, 'FunctionUrlConfig', 'Cors', 'MaxAge'],
      `MaxAge is ${gotOf(age)}, allowed is a number of seconds`,
    );
  }
  const preference = properties['DeploymentPreference'];
  if (isObject(preference)) checkPreference(preference, [...at, 'DeploymentPreference']);
};

const checkPreference = (preference: JsonObject, path: Path): void => {
  const { Alarms: alarms, PassthroughCondition: through } = preference;
  if (alarms !== undefined && !Array.isArray(alarms) && !isIntrinsic(alarms)) {
    throw new SamError([...path, 'Alarms'], `Alarms is ${gotOf(alarms)}, allowed is a list`);
  }
  const intrinsic = isObject(through) ? Object.keys(through)[0] : undefined;
  const allowed =
    through === undefined || isKind(through, 'boolean') || intrinsic === 'Ref' || intrinsic === 'Fn::FindInMap';
  if (!allowed) {
    const at = [...path, 'PassthroughCondition'];
    throw new SamError(at, `PassthroughCondition is ${gotOf(through)}, allowed are true, false, Ref and Fn::FindInMap`);
  }
};

const checkLimits = (sam: Sam, { properties, path }: Draft): void => {
  const at = [...path, 'Properties'];
  const alias = known(sam, properties['AutoPublishAlias']);
  if (alias === '' && properties['DeploymentPreference'] === undefined) {
    throw new SamError([...at, 'AutoPublishAlias'], 'AutoPublishAlias is empty, allowed is the name of an alias');
  }
  if (typeof alias === 'string' && alias !== '' && !/^(?!\d+$)[A-Za-z0-9_-]+$/.test(alias)) {
    throw new SamError(
      [...at, 'AutoPublishAlias'],
      `AutoPublishAlias is ${gotOf(alias)}, allowed are letters, digits, - and _`,
    );
  }
  const together = (one: string, other: string): void => {
    if (properties[one] === undefined || properties[other] === undefined) return;
    throw new SamError([...at, other], `${one} and ${other} exclude each other, allowed is one of them`);
  };
  together('CapacityProviderConfig', 'ProvisionedConcurrencyConfig');
  for (const name of ['FunctionUrlConfig', 'ProvisionedConcurrencyConfig', 'SnapStart'])
    together('TenancyConfig', name);
};

/** Refuses an event with wrong properties, or one that its function can not have. */
export const checkEvent = (draft: Draft, event: SamEvent): void => {
  if (draft.properties['TenancyConfig'] !== undefined && event.type !== 'Api' && event.type !== 'HttpApi') {
    throw new SamError(
      [...event.path, 'Type'],
      `event ${event.id} has Type ${event.type}, allowed with TenancyConfig are Api and HttpApi`,
    );
  }
  const path = [...event.path, 'Properties'];
  checkProperties(event.type, event.properties, path);
  const { FilterCriteria: criteria, SchemaRegistryConfig: registry } = event.properties;
  if (isObject(criteria) && !isIntrinsic(criteria)) {
    const odd = Object.keys(criteria).find((name) => name !== 'Filters');
    if (odd !== undefined)
      throw new SamError([...path, 'FilterCriteria', odd], `FilterCriteria has ${odd}, allowed is Filters`);
  }
  if (isObject(registry)) {
    for (const name of ['SchemaRegistryURI', 'EventRecordFormat', 'SchemaValidationConfigs']) {
      if (registry[name] === undefined) {
        throw new SamError([...path, 'SchemaRegistryConfig'], `SchemaRegistryConfig has no ${name}, which it needs`);
      }
    }
  }
};
