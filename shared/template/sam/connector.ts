import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import { callers, type Grant, grants, senders } from './connector-grants.ts';
import {
  attributeOf,
  type Draft,
  inherited,
  make,
  pick,
  referenced,
  refTo,
  type Sam,
  SamError,
  subText,
} from './context.ts';

const plainTypes: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::Api': 'AWS::ApiGateway::RestApi',
  'AWS::Serverless::HttpApi': 'AWS::ApiGatewayV2::Api',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
  'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
};

const refIsArn = new Set(['AWS::SNS::Topic', 'AWS::StepFunctions::StateMachine']);
const roleProperties: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'Role',
  'AWS::StepFunctions::StateMachine': 'RoleArn',
  'AWS::AppSync::DataSource': 'ServiceRoleArn',
};

/** One end of a connector. */
interface End {
  readonly type: string;
  readonly id: string | undefined;
  readonly given: JsonObject;
  readonly properties: JsonObject;
  readonly path: Path;
}

const endOf = (sam: Sam, value: Json | undefined, name: string, path: Path): End => {
  const at = [...path, name];
  if (!isObject(value)) throw new SamError(at, `${name} is ${gotOf(value)}, allowed is a mapping with Id`);
  const { Id: id, Type: type } = value;
  if (id !== undefined) {
    const others = Object.keys(value).filter((key) => key !== 'Id' && key !== 'Qualifier');
    if (others.length > 0)
      throw new SamError(at, `${name} has Id and ${others.join(', ')}, allowed beside Id is Qualifier`);
    if (typeof id !== 'string') throw new SamError([...at, 'Id'], `Id is ${gotOf(id)}, allowed is a logical id`);
    const draft = sam.drafts.get(id) ?? sam.made.get(id);
    if (!draft)
      throw new SamError([...at, 'Id'], `Id is ${gotOf(id)}, allowed is the logical id of a resource of the template`);
    const made = sam.made.get(id);
    return {
      type: plainTypes[draft.type] ?? draft.type,
      id,
      given: value,
      properties: made?.properties ?? draft.properties,
      path: at,
    };
  }
  if (typeof type !== 'string') throw new SamError(at, `${name} has neither Id nor Type, it needs one of them`);
  return { type: plainTypes[type] ?? type, id: undefined, given: value, properties: {}, path: at };
};

const arnOf = (end: End): Json => {
  const { Arn: arn } = end.given;
  if (arn !== undefined) return arn;
  if (end.id === undefined)
    throw new SamError(end.path, `${end.type} is given without Arn, which this connection needs`);
  return refIsArn.has(end.type) ? refTo(end.id) : attributeOf(end.id, 'Arn');
};

const roleOf = (end: End, other: End): Json => {
  const { RoleName: name } = end.given;
  if (name !== undefined) return name;
  let arn: Json | undefined;
  if (end.type === 'AWS::Events::Rule') {
    const targets = end.properties['Targets'];
    const list = Array.isArray(targets) ? targets.filter(isObject) : [];
    const target = list.find((one) => other.id !== undefined && referenced(one['Arn']) === other.id) ?? list[0];
    arn = target?.['RoleArn'];
  } else arn = end.properties[roleProperties[end.type] ?? ''];
  const id = referenced(arn);
  if (id !== undefined) return refTo(id);
  throw new SamError(
    end.path,
    `the role of ${end.type} ${end.id ?? ''} is not of this template, allowed is RoleName or a role of the template`,
  );
};

const resourceFor = (text: string, source: End, destination: End): Json => {
  if (text === 'd') return arnOf(destination);
  if (text === 's') return arnOf(source);
  if (text === 'execution') {
    const name =
      destination.given['Name'] ?? (destination.id === undefined ? undefined : attributeOf(destination.id, 'Name'));
    if (name === undefined)
      throw new SamError(destination.path, 'the state machine is given without Name, which this connection needs');
    return subText('arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:${DestinationName}:*', {
      DestinationName: name,
    });
  }
  if (text.startsWith('rule:'))
    return subText(`arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:rule/${text.slice(5)}`);
  const rest = text.slice(1);
  return text.startsWith('d')
    ? subText(`\${DestinationArn}${rest}`, { DestinationArn: arnOf(destination) })
    : subText(`\${SourceArn}${rest}`, { SourceArn: arnOf(source) });
};

type Access = 'Read' | 'Write';

const accessOf = (connector: JsonObject, path: Path): readonly Access[] => {
  const { Permissions: permissions } = connector;
  const at = [...path, 'Permissions'];
  if (!Array.isArray(permissions) || permissions.length === 0)
    throw new SamError(at, `Permissions is ${gotOf(permissions)}, allowed is a list of Read and Write`);
  return [...new Set(permissions)].map((one: Json, index): Access => {
    if (one === 'Read' || one === 'Write') return one;
    throw new SamError([...at, index], `Permissions has ${gotOf(one)}, allowed are Read and Write`);
  });
};

interface Connection {
  readonly id: string;
  readonly suffix: string;
  readonly path: Path;
  readonly attributes: JsonObject;
}

const notSupported = (
  source: End,
  destination: End,
  access: readonly Access[],
  allowed: readonly string[],
): SamError => {
  const pair = `${source.type} to ${destination.type}`;
  const detail =
    allowed.length === 0
      ? `${pair} can not be connected`
      : `${pair} has no ${access.join(' and ')}, allowed is ${allowed.join(', ')}`;
  return new SamError(destination.path, detail);
};

const makePolicy = (
  sam: Sam,
  connection: Connection,
  grant: Grant,
  source: End,
  destination: End,
  access: readonly Access[],
  role: Json,
): void => {
  const wanted = access.flatMap((one) => (grant[one] === undefined ? [] : [grant[one]]));
  if (wanted.length !== access.length) throw notSupported(source, destination, access, Object.keys(grant));
  const statements = wanted.flat().map(([actions, resources]) => ({
    Effect: 'Allow',
    Action: actions.split(' '),
    Resource: resources.split(' ').map((text) => resourceFor(text, source, destination)),
  }));
  make(
    sam,
    connection.path,
    `${connection.id}Policy${connection.suffix}`,
    'AWS::IAM::ManagedPolicy',
    { PolicyDocument: { Version: '2012-10-17', Statement: statements }, Roles: [role] },
    connection.attributes,
  );
};

const sourceOf = (source: End, kind: 'arn' | 'api' | 'graphql' | 'bucket'): JsonObject => {
  if (kind === 'arn') return { SourceArn: arnOf(source) };
  if (kind === 'bucket') return { SourceAccount: subText('${AWS::AccountId}'), SourceArn: arnOf(source) };
  const id =
    source.given['ResourceId'] ??
    (source.id === undefined ? undefined : kind === 'api' ? refTo(source.id) : attributeOf(source.id, 'ApiId'));
  if (id === undefined)
    throw new SamError(source.path, 'the API is given without ResourceId, which this connection needs');
  return {
    SourceArn:
      kind === 'graphql'
        ? subText('arn:${AWS::Partition}:appsync:${AWS::Region}:${AWS::AccountId}:apis/${SourceResourceId}', {
            SourceResourceId: id,
          })
        : subText(
            'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${SourceResourceId}/${SourceQualifier}',
            {
              SourceResourceId: id,
              SourceQualifier: source.given['Qualifier'] ?? '*',
            },
          ),
  };
};

const connect = (sam: Sam, connection: Connection, source: End, destination: End, access: readonly Access[]): void => {
  const pair = `${source.type}>${destination.type}`;
  const grant = grants[pair];
  const receiving = grants[`<${pair}`];
  const sender = senders[pair];
  const caller = destination.type === 'AWS::Lambda::Function' ? callers[source.type] : undefined;
  if (receiving) {
    makePolicy(sam, connection, receiving, source, destination, access, roleOf(destination, source));
  } else if (grant) makePolicy(sam, connection, grant, source, destination, access, roleOf(source, destination));
  else if (!access.includes('Write') || access.length > 1) {
    throw notSupported(source, destination, access, sender || caller ? ['Write'] : []);
  } else if (sender) {
    const topic = destination.type === 'AWS::SNS::Topic';
    const statement = {
      Effect: 'Allow',
      Action: topic ? 'sns:Publish' : 'sqs:SendMessage',
      Principal: { Service: sender },
      Resource: arnOf(destination),
      Condition: { ArnEquals: { 'aws:SourceArn': arnOf(source) } },
    };
    const url = destination.given['QueueUrl'] ?? (destination.id === undefined ? null : refTo(destination.id));
    make(
      sam,
      connection.path,
      `${connection.id}${topic ? 'Topic' : 'Queue'}Policy${connection.suffix}`,
      topic ? 'AWS::SNS::TopicPolicy' : 'AWS::SQS::QueuePolicy',
      {
        PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
        ...(topic ? { Topics: [arnOf(destination)] } : { Queues: [url] }),
      },
      connection.attributes,
    );
  } else if (caller) {
    make(
      sam,
      connection.path,
      `${connection.id}WriteLambdaPermission${connection.suffix}`,
      'AWS::Lambda::Permission',
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: arnOf(destination),
        Principal: caller.principal,
        ...sourceOf(source, caller.source),
      },
      connection.attributes,
    );
  } else throw notSupported(source, destination, access, []);
};

/** Connects two resources by a given id; for what SAM itself connects. */
export const connectResources = (
  sam: Sam,
  id: string,
  path: Path,
  source: Json,
  destination: Json,
  permissions: readonly Access[],
  attributes: JsonObject,
): void => {
  connect(
    sam,
    { id, suffix: '', path, attributes },
    endOf(sam, source, 'Source', path),
    endOf(sam, destination, 'Destination', path),
    permissions,
  );
};

const allowedProperties = ['Source', 'Destination', 'Permissions', 'SourceReference'];

const makeOne = (
  sam: Sam,
  id: string,
  path: Path,
  properties: JsonObject,
  source: Json | undefined,
  attributes: JsonObject,
): void => {
  const odd = Object.keys(properties).find((key) => !allowedProperties.includes(key));
  if (odd !== undefined)
    throw new SamError(
      [...path, odd],
      `the connector has a property ${odd}, allowed are Source, Destination, Permissions`,
    );
  const access = accessOf(properties, path);
  const { Destination: destination } = properties;
  const many = Array.isArray(destination);
  const list: readonly Json[] = many ? destination : [destination ?? null];
  if (list.length === 0)
    throw new SamError([...path, 'Destination'], 'Destination is an empty list, allowed is one destination or more');
  list.forEach((one, index) => {
    const connection = { id, suffix: many ? `Destination${index}` : '', path, attributes };
    connect(sam, connection, endOf(sam, source, 'Source', path), endOf(sam, one, 'Destination', path), access);
  });
};

/** Makes what a connector resource stands for. */
export const makeConnector = (sam: Sam, draft: Draft): void => {
  makeOne(
    sam,
    draft.logicalId,
    [...draft.path, 'Properties'],
    draft.properties,
    draft.properties['Source'],
    inherited(draft),
  );
};

/** Makes the connectors that are written under their source. */
export const makeEmbeddedConnectors = (sam: Sam, draft: Draft): void => {
  const connectors = draft.attributes['Connectors'];
  if (connectors === undefined) return;
  const path = [...draft.path, 'Connectors'];
  if (!isObject(connectors))
    throw new SamError(path, `Connectors is ${gotOf(connectors)}, allowed is a mapping of connectors`);
  for (const [name, connector] of Object.entries(connectors)) {
    const at = [...path, name];
    if (!isObject(connector))
      throw new SamError(at, `connector ${name} is ${gotOf(connector)}, allowed is a mapping with Properties`);
    const { Properties: properties } = connector;
    if (!isObject(properties))
      throw new SamError(at, `Properties of connector ${name} is ${gotOf(properties)}, allowed is a mapping`);
    const reference = isObject(properties['SourceReference']) ? properties['SourceReference'] : {};
    makeOne(
      sam,
      `${draft.logicalId}${name}`,
      [...at, 'Properties'],
      properties,
      { Id: draft.logicalId, ...reference },
      pick(connector, ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy']),
    );
  }
};
