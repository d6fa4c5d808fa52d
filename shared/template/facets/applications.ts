import { isArn } from '../../arn.ts';
import { readWorkflow } from '../../inventory/state-language.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { graphqlApiArn, identityPoolArn, logGroupArn, queueArn, roleArn, userPoolArn } from '../../trail/arns.ts';
import { scalarText } from '../values.ts';
import { functionNamed } from './functions.ts';
import { effectsOn, refOf, type TemplateEffect, tagsOf, type View } from './view.ts';

const asMap = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** The definition of a state machine with the substitutions filled in; `undefined` where it lies elsewhere. */
const definitionOf = (view: View): Json | undefined => {
  const { value } = view.at('DefinitionString');
  const given = typeof value === 'string' ? value : view.at('Definition').value;
  if (typeof given !== 'string') return given ?? undefined;
  const substitutions = view.map('DefinitionSubstitutions');
  return Object.entries(substitutions).reduce<string>(
    (text, [name, value]) => text.replaceAll(`\${${name}}`, scalarText(value) ?? ''),
    given,
  );
};

const stateMachine = (view: View): readonly TemplateEffect[] => {
  const { renderer } = view;
  const on = effectsOn<'state-machine'>(refOf(view, 'state-machine'));
  const workflow = readWorkflow(definitionOf(view));
  const role = view.text('RoleArn');
  const functions = (workflow?.functions ?? []).map((name) =>
    isArn(name) ? name : (functionNamed(renderer, { value: name, open: [] })?.arn ?? name),
  );
  const why = ['the definition'];
  return [
    on.create(),
    role === undefined
      ? on.unresolved('role', view.at('RoleArn').open, 'RoleArn')
      : on.set('role', roleArn(renderer.place, role), 'RoleArn'),
    workflow ? on.set('functions', functions, 'DefinitionString') : on.unresolved('functions', why, 'DefinitionString'),
    workflow
      ? on.set('integrations', workflow.integrations, 'DefinitionString')
      : on.unresolved('integrations', why, 'DefinitionString'),
    on.read(
      'logging',
      view.at('LoggingConfiguration', 'Level'),
      (value) => scalarText(value) ?? 'OFF',
      'LoggingConfiguration',
    ),
    on.set('tags', tagsOf(view.at('Tags').value), 'Tags'),
  ];
};

const graphqlApi = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'graphql-api'>(refOf(view, 'graphql-api'));
  const more = view.list('AdditionalAuthenticationProviders').filter(isObject);
  const modes = [view.text('AuthenticationType'), ...more.map((one) => scalarText(one['AuthenticationType']))];
  return [
    on.create(),
    on.set('title', view.text('Name') ?? view.name, 'Name'),
    on.read(
      'authentication',
      view.at('AuthenticationType'),
      () => [...new Set(modes.flatMap((mode) => mode ?? []))],
      'AuthenticationType',
    ),
    on.read('introspection', view.at('IntrospectionConfig'), (value) => value !== 'DISABLED', 'IntrospectionConfig'),
    on.read('private', view.at('Visibility'), (value) => value === 'PRIVATE', 'Visibility'),
    on.set('dataSources', {}),
    on.set('apiKeys', {}),
    on.set('tags', tagsOf(view.at('Tags').value), 'Tags'),
  ];
};

const onGraphql = (view: View) => {
  const id = view.named('ApiId');
  return id === undefined
    ? undefined
    : effectsOn<'graphql-api'>(refOf(view, 'graphql-api', graphqlApiArn(view.renderer.place, id), id));
};

const dataSource = (view: View): readonly TemplateEffect[] => {
  const on = onGraphql(view);
  if (!on) return [];
  const found = functionNamed(view.renderer, view.at('LambdaConfig', 'LambdaFunctionArn'));
  const role = view.text('ServiceRoleArn');
  const endpoint = view.text('HttpConfig', 'Endpoint');
  const value = {
    type: view.text('Type') ?? 'NONE',
    ...(found === undefined ? {} : { function: found.arn }),
    ...(role === undefined ? {} : { role }),
    ...(endpoint === undefined ? {} : { endpoint: endpoint.replace(/\?.*$/, '') }),
  };
  return [on.put('dataSources', [view.text('Name') ?? view.name], value, 'Type')];
};

const apiKey = (view: View): readonly TemplateEffect[] => {
  const on = onGraphql(view);
  return on ? [on.put('apiKeys', [view.name], true)] : [];
};

const userPool = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'user-pool'>(refOf(view, 'user-pool'));
  const triggers: Record<string, string> = {};
  for (const [name, value] of Object.entries(view.map('LambdaConfig'))) {
    const arn = scalarText(value) ?? scalarText(asMap(value)['LambdaArn']);
    if (arn !== undefined) triggers[name] = functionNamed(view.renderer, { value: arn, open: [] })?.arn ?? arn;
  }
  return [
    on.create(),
    on.set('title', view.text('UserPoolName') ?? view.name, 'UserPoolName'),
    on.set('triggers', triggers, 'LambdaConfig'),
    on.set('clients', {}),
    on.set('tags', tagsOf(view.at('UserPoolTags').value), 'UserPoolTags'),
  ];
};

const userPoolClient = (view: View): readonly TemplateEffect[] => {
  const id = view.named('UserPoolId');
  if (id === undefined) return [];
  const on = effectsOn<'user-pool'>(refOf(view, 'user-pool', userPoolArn(view.renderer.place, id), id));
  const flows = view.list('ExplicitAuthFlows').map(String);
  const callbacks = view.list('CallbackURLs').map(String);
  const value = {
    ...(flows.length === 0 ? {} : { flows }),
    ...(callbacks.length === 0 ? {} : { callbacks }),
    secret: view.flag('GenerateSecret') ?? false,
  };
  return [on.put('clients', [view.name], value, 'ExplicitAuthFlows')];
};

const identityPool = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'identity-pool'>(refOf(view, 'identity-pool'));
  return [
    on.create(),
    on.set('title', view.text('IdentityPoolName') ?? view.name, 'IdentityPoolName'),
    on.read(
      'allowsUnauthenticated',
      view.at('AllowUnauthenticatedIdentities'),
      (value) => scalarText(value) === 'true',
      'AllowUnauthenticatedIdentities',
    ),
    on.set('roles', {}),
  ];
};

const identityRoles = (view: View): readonly TemplateEffect[] => {
  const id = view.named('IdentityPoolId');
  if (id === undefined) return [];
  const on = effectsOn<'identity-pool'>(refOf(view, 'identity-pool', identityPoolArn(view.renderer.place, id), id));
  const { open } = view.at('Roles');
  if (open.length > 0) return [on.unresolved('roles', open, 'Roles')];
  return Object.entries(view.map('Roles')).map(([name, role]) =>
    on.put('roles', [name], scalarText(role) ?? '', 'Roles', name),
  );
};

/** The members that name what an action of a topic rule writes to. */
const actionTargets = [
  'FunctionArn',
  'TargetArn',
  'QueueUrl',
  'Url',
  'DestinationArn',
  'Topic',
  'StreamName',
  'DeliveryStreamName',
  'BucketName',
  'TableName',
  'StateMachineName',
  'LogGroupName',
  'InputName',
  'ChannelName',
];

const actionTarget = (view: View, members: JsonObject): string => {
  const member = actionTargets.find((name) => scalarText(members[name]) !== undefined) ?? '';
  const text = scalarText(members[member]) ?? '';
  if (member === 'FunctionArn') return functionNamed(view.renderer, { value: text, open: [] })?.arn ?? text;
  if (member === 'QueueUrl') return queueArn(view.renderer.place, text);
  return member === 'Url' ? text.replace(/\?.*$/, '') : text;
};

const topicRule = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'iot-rule'>(refOf(view, 'iot-rule'));
  const listed = [
    ...view.list('TopicRulePayload', 'Actions'),
    view.at('TopicRulePayload', 'ErrorAction').value ?? null,
  ];
  const actions = listed.filter(isObject).flatMap((action) =>
    Object.entries(action).map(([type, settings]) => {
      const members = asMap(settings);
      const role = scalarText(members['RoleArn']);
      const target = actionTarget(view, members);
      return { type: type.toLowerCase(), target, ...(role === undefined ? {} : { role }) };
    }),
  );
  return [
    on.create(),
    on.set('sql', view.text('TopicRulePayload', 'Sql') ?? '', 'TopicRulePayload', 'Sql'),
    on.set('enabled', view.flag('TopicRulePayload', 'RuleDisabled') !== true, 'TopicRulePayload', 'RuleDisabled'),
    on.set('actions', actions, 'TopicRulePayload', 'Actions'),
  ];
};

const logGroup = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'log-group'>(refOf(view, 'log-group', logGroupArn(view.renderer.place, view.arn)));
  const days = view.text('RetentionInDays');
  return [
    on.create(),
    on.set('subscriptions', {}),
    on.set('retentionDays', days === undefined ? null : Number(days), 'RetentionInDays'),
    on.set('resourcePolicy', null),
  ];
};

const subscriptionFilter = (view: View): readonly TemplateEffect[] => {
  const name = view.named('LogGroupName');
  if (name === undefined) return [];
  const arn = logGroupArn(view.renderer.place, name);
  const on = effectsOn<'log-group'>(
    refOf(view, 'log-group', arn, arn.slice(arn.indexOf(':log-group:') + ':log-group:'.length)),
  );
  const destination = view.text('DestinationArn');
  const role = view.text('RoleArn');
  if (destination === undefined)
    return [on.unresolved('subscriptions', view.at('DestinationArn').open, 'DestinationArn')];
  return [
    on.put(
      'subscriptions',
      [view.text('FilterName') ?? view.name],
      { destination, ...(role === undefined ? {} : { role }) },
      'DestinationArn',
    ),
  ];
};

export const applicationMappers = {
  'AWS::StepFunctions::StateMachine': stateMachine,
  'AWS::AppSync::GraphQLApi': graphqlApi,
  'AWS::AppSync::DataSource': dataSource,
  'AWS::AppSync::ApiKey': apiKey,
  'AWS::Cognito::UserPool': userPool,
  'AWS::Cognito::UserPoolClient': userPoolClient,
  'AWS::Cognito::IdentityPool': identityPool,
  'AWS::Cognito::IdentityPoolRoleAttachment': identityRoles,
  'AWS::IoT::TopicRule': topicRule,
  'AWS::Logs::LogGroup': logGroup,
  'AWS::Logs::SubscriptionFilter': subscriptionFilter,
};
