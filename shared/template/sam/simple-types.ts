import { isObject, type Json } from '../../json.ts';
import { gotOf } from '../raw.ts';
import { scalarText } from '../values.ts';
import { s3Location } from './code.ts';
import {
  attributeOf,
  compact,
  type Draft,
  inherited,
  isIntrinsic,
  known,
  make,
  pick,
  type Sam,
  SamError,
  shortHash,
  tagList,
} from './context.ts';
import { managedPolicy, trustOf } from './role.ts';

const keyTypes: Readonly<Record<string, string>> = { String: 'S', Number: 'N', Binary: 'B' };

/** A SAM table: one with a simple key. */
export const makeSimpleTable = (sam: Sam, draft: Draft): void => {
  const { properties, path, logicalId } = draft;
  const at = [...path, 'Properties', 'PrimaryKey'];
  const key = properties['PrimaryKey'] ?? { Name: 'id', Type: 'String' };
  if (!isObject(key)) throw new SamError(at, `PrimaryKey is ${gotOf(key)}, allowed is a mapping with Name and Type`);
  const { Name: name, Type: type } = key;
  if (name === undefined || type === undefined) throw new SamError(at, 'PrimaryKey lacks Name or Type, it needs both');
  const kind = keyTypes[scalarText(known(sam, type)) ?? ''];
  if (kind === undefined && !isIntrinsic(type)) {
    throw new SamError([...at, 'Type'], `Type is ${gotOf(type)}, allowed are ${Object.keys(keyTypes).join(', ')}`);
  }
  const throughput = properties['ProvisionedThroughput'];
  make(
    sam,
    path,
    logicalId,
    'AWS::DynamoDB::Table',
    {
      AttributeDefinitions: [{ AttributeName: name, AttributeType: kind ?? type }],
      KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
      ...(throughput === undefined ? { BillingMode: 'PAY_PER_REQUEST' } : { ProvisionedThroughput: throughput }),
      ...pick(properties, ['SSESpecification', 'TableName', 'PointInTimeRecoverySpecification']),
      Tags: properties['Tags'] === undefined ? undefined : tagList(properties['Tags']).slice(1),
    },
    draft.attributes,
  );
};

/** A SAM layer: each change is a new version, and old ones are kept unless it says otherwise. */
export const makeLayer = (sam: Sam, draft: Draft): void => {
  const { properties, path, logicalId } = draft;
  const at = [...path, 'Properties'];
  const uri = properties['ContentUri'];
  if (uri === undefined || uri === null)
    throw new SamError(path, `layer ${logicalId} has no ContentUri, which it needs`);
  const location = s3Location(uri, 'ContentUri', [...at, 'ContentUri']);
  const policy = known(sam, properties['RetentionPolicy']);
  const retention = scalarText(policy)?.toLowerCase();
  if (policy !== undefined && retention !== 'retain' && retention !== 'delete') {
    throw new SamError(
      [...at, 'RetentionPolicy'],
      `RetentionPolicy is ${gotOf(policy)}, allowed are Retain and Delete`,
    );
  }
  for (const name of ['LicenseInfo', 'Description']) {
    const value = properties[name];
    if (value !== undefined && typeof value !== 'string' && !isIntrinsic(value)) {
      throw new SamError([...at, name], `${name} is ${gotOf(value)}, allowed is text`);
    }
  }
  const content =
    location && compact({ S3Bucket: location['Bucket'], S3Key: location['Key'], S3ObjectVersion: location['Version'] });
  const { DependsOn: _, Metadata: __, ...attributes } = draft.attributes;
  const written = Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      name.endsWith('s') ? value : (known(sam, value) ?? value),
    ]),
  );
  const id = `${logicalId}${shortHash({ [logicalId]: { Type: draft.type, Properties: written, ...attributes } })}`;
  sam.generated.set(logicalId, id);
  make(
    sam,
    path,
    id,
    'AWS::Lambda::LayerVersion',
    {
      ...pick(properties, ['CompatibleArchitectures', 'CompatibleRuntimes', 'Description', 'LicenseInfo']),
      Content: content,
      LayerName: properties['LayerName'] ?? logicalId,
    },
    {
      ...draft.attributes,
      DeletionPolicy: retention === 'delete' ? 'Delete' : (draft.attributes['DeletionPolicy'] ?? 'Retain'),
    },
  );
};

/** A nested application: its template lies elsewhere, so it is a stack whose content is not known here. */
export const makeApplication = (sam: Sam, draft: Draft): void => {
  const { properties, path, logicalId } = draft;
  const at = [...path, 'Properties', 'Location'];
  const location = properties['Location'];
  if (location === undefined || location === null)
    throw new SamError(path, `application ${logicalId} has no Location, which it needs`);
  if (typeof location !== 'string' && !isObject(location)) {
    throw new SamError(at, `Location is ${gotOf(location)}, allowed is an address or a mapping with ApplicationId`);
  }
  const tags = tagList(properties['Tags']);
  if (isObject(location)) {
    for (const name of ['ApplicationId', 'SemanticVersion']) {
      const value = location[name];
      if (value === undefined || value === null || value === '')
        throw new SamError(at, `Location has no ${name}, which it needs`);
      const held = known(sam, value);
      const intrinsic = isObject(held) ? Object.keys(held)[0] : undefined;
      if (
        typeof held !== 'string' &&
        typeof held !== 'number' &&
        intrinsic !== 'Fn::FindInMap' &&
        intrinsic !== 'Ref'
      ) {
        throw new SamError([...at, name], `${name} is ${gotOf(value)}, allowed is text, Ref or Fn::FindInMap`);
      }
      if (typeof held === 'string' && held.includes('{{resolve:')) {
        throw new SamError([...at, name], `${name} is a dynamic reference, allowed is the id itself`);
      }
      tags.push({
        Key: `serverlessrepo:${name === 'ApplicationId' ? 'applicationId' : 'semanticVersion'}`,
        Value: value,
      });
    }
  }
  make(
    sam,
    path,
    logicalId,
    'AWS::CloudFormation::Stack',
    {
      ...pick(properties, ['NotificationARNs', 'Parameters', 'TimeoutInMinutes']),
      TemplateURL: typeof location === 'string' ? location : undefined,
      Tags: tags,
    },
    draft.attributes,
  );
};

/** A capacity provider, with the role by which Lambda runs its instances unless one is given. */
export const makeCapacityProvider = (sam: Sam, draft: Draft): void => {
  const { properties, path, logicalId } = draft;
  const at = [...path, 'Properties'];
  const network = properties['VpcConfig'];
  if (!isObject(network))
    throw new SamError(path, `VpcConfig is ${gotOf(network)}, allowed is a mapping with SubnetIds`);
  if (network['SubnetIds'] === undefined)
    throw new SamError([...at, 'VpcConfig'], 'VpcConfig has no SubnetIds, which it needs');
  const allowed = [
    'CapacityProviderName',
    'VpcConfig',
    'OperatorRole',
    'Tags',
    'InstanceRequirements',
    'ScalingConfig',
    'KmsKeyArn',
    'PropagateTags',
  ];
  const odd = Object.keys(properties).find((name) => !allowed.includes(name));
  if (odd !== undefined)
    throw new SamError([...at, odd], `the capacity provider has a property ${odd}, allowed are ${allowed.join(', ')}`);
  const maps = ['Tags', 'InstanceRequirements', 'ScalingConfig'];
  for (const name of maps) {
    const value = properties[name];
    if (value !== undefined && !isObject(value))
      throw new SamError([...at, name], `${name} is ${gotOf(value)}, allowed is a mapping`);
  }
  const needs = isObject(properties['InstanceRequirements']) ? properties['InstanceRequirements'] : undefined;
  if (needs?.['AllowedTypes'] !== undefined && needs['ExcludedTypes'] !== undefined) {
    throw new SamError(
      [...at, 'InstanceRequirements'],
      'InstanceRequirements has AllowedTypes and ExcludedTypes, allowed is one of them',
    );
  }
  const scaling = isObject(properties['ScalingConfig']) ? properties['ScalingConfig'] : undefined;
  const cpu = scaling?.['AverageCPUUtilization'];
  const tags = [...tagList(properties['Tags']).slice(1), { Key: 'lambda:createdBy', Value: 'SAM' }];
  let role = properties['OperatorRole'];
  if (role === undefined || role === null) {
    const own = properties['PropagateTags'] === true ? tags : [{ Key: 'lambda:createdBy', Value: 'SAM' }];
    make(
      sam,
      path,
      `${logicalId}OperatorRole`,
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com'),
        ManagedPolicyArns: [managedPolicy('AWSLambdaManagedEC2ResourceOperator')],
        Tags: own,
      },
      inherited(draft),
    );
    role = attributeOf(`${logicalId}OperatorRole`, 'Arn');
  }
  const policies: Json | undefined =
    cpu === undefined
      ? undefined
      : [{ PredefinedMetricType: 'LambdaCapacityProviderAverageCPUUtilization', TargetValue: cpu }];
  make(
    sam,
    path,
    logicalId,
    'AWS::Lambda::CapacityProvider',
    {
      ...pick(properties, ['CapacityProviderName', 'KmsKeyArn']),
      CapacityProviderScalingConfig: scaling
        ? compact({
            MaxVCpuCount: scaling['MaxVCpuCount'],
            ScalingMode: policies ? 'Manual' : 'Auto',
            ScalingPolicies: policies,
          })
        : undefined,
      InstanceRequirements: needs
        ? compact({
            AllowedInstanceTypes: needs['AllowedTypes'],
            ExcludedInstanceTypes: needs['ExcludedTypes'],
            Architectures: needs['Architectures'],
          })
        : undefined,
      PermissionsConfig: { CapacityProviderOperatorRoleArn: role },
      VpcConfig: network,
      Tags: tags,
    },
    draft.attributes,
  );
};
