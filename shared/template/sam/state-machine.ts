import { isObject, type Json, type JsonObject } from '../../json.ts';
import { gotOf } from '../raw.ts';
import { addToApi, apiLink } from './api-events.ts';
import { s3Location } from './code.ts';
import {
  attributeOf,
  type Draft,
  inherited,
  known,
  make,
  onlyIf,
  pick,
  refTo,
  type Sam,
  SamError,
  subText,
  tagList,
} from './context.ts';
import { eventsOf, type SamEvent } from './event.ts';
import { makeRule, makeSchedule, ruleProperties } from './events-push.ts';
import { makeRole, managedPolicy, trustOf } from './role.ts';

const mark = 'stateMachine:createdBy';

/** A role by which a service starts executions of the state machine. */
const makeStartRole = (
  sam: Sam,
  event: SamEvent,
  service: string,
  { arn, attributes, tags, boundary }: Started,
): Json => {
  const id = `${event.logicalId}Role`;
  make(
    sam,
    event.path,
    id,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: trustOf(service),
      Policies: [
        {
          PolicyName: `${id}StartExecutionPolicy`,
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: arn }] },
        },
      ],
      PermissionsBoundary: event.properties['PermissionsBoundary'] ?? boundary,
      Tags: tags,
    },
    attributes,
  );
  return attributeOf(id, 'Arn');
};

const apiOperation = (event: SamEvent, role: Json, targetId: string, attributes: JsonObject): Json => {
  const unescaped = event.properties['UnescapeMappingTemplate'];
  if (unescaped !== undefined && typeof unescaped !== 'boolean') {
    const at = [...event.path, 'Properties', 'UnescapeMappingTemplate'];
    throw new SamError(at, `UnescapeMappingTemplate is ${gotOf(unescaped)}, allowed is true or false`);
  }
  const body = "$util.escapeJavaScript($input.json('$'))";
  const input = unescaped === true ? `${body}.replaceAll("\\\\'","'")` : body;
  return {
    responses: { '200': { description: 'OK' }, '400': { description: 'Bad Request' } },
    'x-amazon-apigateway-integration': {
      type: 'aws',
      httpMethod: 'POST',
      uri: onlyIf(
        attributes['Condition'],
        subText('arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution'),
      ),
      credentials: role,
      requestTemplates: {
        'application/json': subText(`{"input": "${input}", "stateMachineArn": "\${${targetId}}"}`),
      },
      responses: { '200': { statusCode: '200' }, '400': { statusCode: '400' } },
    },
  };
};

/** What an event starts. */
interface Started {
  readonly arn: Json;
  readonly id: string;
  readonly attributes: JsonObject;
  readonly tags: Json | undefined;
  readonly boundary: Json | undefined;
}

const makeEvent = (sam: Sam, event: SamEvent, started: Started): void => {
  const { arn: target, attributes, tags } = started;
  switch (event.type) {
    case 'Schedule':
    case 'CloudWatchEvent':
    case 'EventBridgeRule': {
      const what = ruleProperties(event);
      const role = event.properties['RoleArn'] ?? makeStartRole(sam, event, 'events.amazonaws.com', started);
      const call = { Arn: target, Id: `${event.logicalId}StepFunctionsTarget`, RoleArn: role };
      makeRule(sam, event, what, call, attributes);
      return;
    }
    case 'ScheduleV2':
      makeSchedule(
        sam,
        event,
        target,
        { name: 'StartExecutionPolicy', action: 'states:StartExecution' },
        attributes,
        tags,
      );
      return;
    case 'Api': {
      const link = apiLink(sam, event);
      const role = makeStartRole(sam, event, 'apigateway.amazonaws.com', started);
      addToApi(sam, event, link, apiOperation(event, role, started.id, attributes), attributes);
      return;
    }
    default:
      throw new SamError(
        [...event.path, 'Type'],
        `event ${event.id} has Type ${gotOf(event.type)}, allowed are Api, CloudWatchEvent, EventBridgeRule, Schedule, ScheduleV2`,
      );
  }
};

const definitionOf = (draft: Draft): Record<string, Json | undefined> => {
  const { Definition: inline, DefinitionUri: uri } = draft.properties;
  const at = [...draft.path, 'Properties'];
  if (inline !== undefined && uri !== undefined)
    throw new SamError(at, 'the state machine has Definition and DefinitionUri, allowed is one of them');
  if (inline !== undefined) {
    if (!isObject(inline))
      throw new SamError([...at, 'Definition'], `Definition is ${gotOf(inline)}, allowed is a mapping`);
    return { DefinitionString: definitionText(inline) };
  }
  if (uri === undefined || uri === null)
    throw new SamError(draft.path, 'the state machine has neither Definition nor DefinitionUri, it needs one');
  const location = s3Location(uri, 'DefinitionUri', [...at, 'DefinitionUri']);
  return { DefinitionS3Location: location };
};

/** The definition as text: functions in it become variables of `Fn::Sub`, so that they are still resolved. */
const definitionText = (definition: JsonObject): Json => {
  const variables: Record<string, Json> = {};
  const written = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(written);
    if (!isObject(value)) return value;
    const [key, ...more] = Object.keys(value);
    if (key !== undefined && more.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) {
      const name = `definition_substitution_${Object.keys(variables).length + 1}`;
      variables[name] = value;
      return `\${${name}}`;
    }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, written(inner)]));
  };
  const text = JSON.stringify(written(definition), undefined, 4);
  return Object.keys(variables).length === 0 ? text : { 'Fn::Sub': [text, variables] };
};

const makeAlias = (sam: Sam, draft: Draft): string | undefined => {
  const name = known(sam, draft.properties['AutoPublishAlias']);
  const preference = draft.properties['DeploymentPreference'];
  if (name === undefined || name === null) {
    if (preference === undefined) return undefined;
    throw new SamError(
      [...draft.path, 'Properties', 'DeploymentPreference'],
      'DeploymentPreference needs AutoPublishAlias',
    );
  }
  if (typeof name !== 'string') {
    throw new SamError(
      [...draft.path, 'Properties', 'AutoPublishAlias'],
      `AutoPublishAlias is ${gotOf(name)}, allowed is text`,
    );
  }
  const version = `${draft.logicalId}Version`;
  const alias = `${draft.logicalId}Alias${name}`;
  const kept = { ...inherited(draft), DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
  make(
    sam,
    draft.path,
    version,
    'AWS::StepFunctions::StateMachineVersion',
    {
      StateMachineArn: refTo(draft.logicalId),
      StateMachineRevisionId: attributeOf(draft.logicalId, 'StateMachineRevisionId'),
    },
    kept,
  );
  const given = isObject(preference) ? preference : { Type: 'ALL_AT_ONCE' };
  make(
    sam,
    draft.path,
    alias,
    'AWS::StepFunctions::StateMachineAlias',
    { Name: name, DeploymentPreference: { ...given, StateMachineVersionArn: refTo(version) } },
    inherited(draft),
  );
  return alias;
};

/** Makes what a SAM state machine stands for: state machine, role, version, alias, and what its events need. */
export const makeStateMachine = (sam: Sam, draft: Draft): void => {
  const { properties, logicalId, path } = draft;
  const attributes = inherited(draft);
  const own = tagList(properties['Tags'], mark).slice(1);
  const passedOn = properties['PropagateTags'] === true && own.length > 0 ? own : undefined;
  const tags = passedOn ?? tagList(properties['Tags'], mark);
  const tracing = properties['Tracing'];
  const traced = isObject(tracing) && tracing['Enabled'] !== undefined;
  let role = properties['Role'];
  if (role !== undefined && properties['Policies'] !== undefined) {
    throw new SamError(
      [...path, 'Properties', 'Policies'],
      'the state machine has Role and Policies, allowed is one of them',
    );
  }
  if (role === undefined || role === null) {
    role = attributeOf(`${logicalId}Role`, 'Arn');
    makeRole(sam, path, {
      logicalId: `${logicalId}Role`,
      trust: trustOf('states.amazonaws.com'),
      managed: traced ? [managedPolicy('AWSXrayWriteOnlyAccess')] : [],
      inline: [],
      policies: properties['Policies'],
      policiesPath: [...path, 'Properties', 'Policies'],
      tags,
      path: properties['RolePath'],
      boundary: properties['PermissionsBoundary'],
      attributes,
    });
  }
  make(
    sam,
    path,
    logicalId,
    'AWS::StepFunctions::StateMachine',
    {
      ...definitionOf(draft),
      ...pick(properties, ['DefinitionSubstitutions']),
      LoggingConfiguration: properties['Logging'],
      RoleArn: role,
      StateMachineName: properties['Name'],
      StateMachineType: properties['Type'],
      Tags: tags,
      TracingConfiguration: tracing,
    },
    draft.attributes,
  );
  const alias = makeAlias(sam, draft);
  const targetId = alias !== undefined && properties['UseAliasAsEventTarget'] === true ? alias : logicalId;
  for (const event of eventsOf(draft))
    makeEvent(sam, event, {
      arn: refTo(targetId),
      id: targetId,
      attributes,
      tags: passedOn,
      boundary: properties['PermissionsBoundary'],
    });
};
