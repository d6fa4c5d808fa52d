import type { Target } from '../../inventory/kinds/events.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { eventBusArn } from '../../trail/arns.ts';
import { scalarText } from '../values.ts';
import { readPolicy } from './policy.ts';
import { policySteps } from './policy-steps.ts';
import { effectsOn, refOf, type TemplateEffect, tagsOf, type View } from './view.ts';

/** The ARN of a bus by name or ARN; the default one where none is named. */
const busArn = (view: View, property = 'EventBusName') =>
  eventBusArn(view.renderer.place, view.named(property) ?? 'default');

const targetOf = (target: JsonObject): Target | undefined => {
  const arn = scalarText(target['Arn']);
  if (arn === undefined) return undefined;
  const role = scalarText(target['RoleArn']);
  const dead = isObject(target['DeadLetterConfig']) ? scalarText(target['DeadLetterConfig']['Arn']) : undefined;
  return {
    arn,
    ...(role === undefined ? {} : { role }),
    ...(dead === undefined ? {} : { deadLetter: dead }),
    ...(target['InputTransformer'] === undefined && target['Input'] === undefined ? {} : { transformed: true }),
  };
};

/** The targets that are named, and what names the others once it is deployed. */
const targetsOf = (
  view: View,
): { readonly known: Readonly<Record<string, Target>>; readonly open: readonly string[] } => {
  const known: Record<string, Target> = {};
  const open: string[] = [];
  view.list('Targets').forEach((target, index) => {
    if (!isObject(target)) return;
    const read = targetOf(target);
    const unnamed = view.at('Targets', index, 'Arn').open;
    if (unnamed.length > 0) open.push(...unnamed);
    else if (read) known[scalarText(target['Id']) ?? `#${index}`] = read;
  });
  return { known, open };
};

const rule = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'event-rule'>(refOf(view, 'event-rule'));
  const pattern = view.at('EventPattern');
  const targets = targetsOf(view);
  return [
    on.create(),
    on.set('bus', busArn(view), 'EventBusName'),
    on.read(
      'pattern',
      pattern,
      (value) => (value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)),
      'EventPattern',
    ),
    on.read('schedule', view.at('ScheduleExpression'), (value) => scalarText(value) ?? null, 'ScheduleExpression'),
    on.read('enabled', view.at('State'), (value) => value !== 'DISABLED', 'State'),
    ...(targets.open.length === 0
      ? [on.set('targets', targets.known, 'Targets')]
      : on.partial('targets', targets.known, targets.open, 'Targets')),
    on.set('tags', tagsOf(view.at('Tags').value), 'Tags'),
  ];
};

const bus = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'event-bus'>(refOf(view, 'event-bus'));
  return [on.create(), on.set('resourcePolicy', null), ...policySteps(refOf(view, 'event-bus'), view, 'Policy')];
};

const busPolicy = (view: View): readonly TemplateEffect[] => {
  const arn = busArn(view);
  const on = effectsOn<'event-bus'>(refOf(view, 'event-bus', arn, arn.slice(arn.lastIndexOf('/') + 1)));
  const sid = view.text('StatementId') ?? view.resource.logicalId;
  const { value, open } = view.at('Statement');
  const principal = view.text('Principal');
  const condition = view.at('Condition').value;
  const organization = isObject(condition) ? scalarText(condition['Value']) : undefined;
  const statement: Json =
    value ??
    ({
      Effect: 'Allow',
      Principal: principal === '*' ? '*' : { AWS: `arn:${view.renderer.place.partition}:iam::${principal ?? ''}:root` },
      Action: view.at('Action').value ?? 'events:PutEvents',
      Resource: arn,
      ...(organization === undefined ? {} : { Condition: { StringEquals: { 'aws:PrincipalOrgID': organization } } }),
    } as Json);
  if (value === undefined && principal === undefined)
    return [on.unresolved('resourcePolicy', view.at('Principal').open, 'Principal')];
  const read = readPolicy({ value: { Version: '2012-10-17', Statement: [statement] }, open });
  const [known] =
    isObject(read?.document) && Array.isArray(read.document['Statement']) ? read.document['Statement'] : [];
  if (!isObject(known)) return [on.unresolved('resourcePolicy', open, 'Statement')];
  const ref = refOf(view, 'event-bus', arn, arn.slice(arn.lastIndexOf('/') + 1));
  return [
    { ref, op: { op: 'allow', facet: 'resourcePolicy', sid, statement: { ...known, Sid: sid } }, from: ['Statement'] },
  ];
};

const destination = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'api-destination'>(refOf(view, 'api-destination'));
  return [
    on.create(),
    on.read(
      'endpoint',
      view.at('InvocationEndpoint'),
      (value) => (scalarText(value) ?? '').replace(/\?.*$/, ''),
      'InvocationEndpoint',
    ),
    on.read('connection', view.at('ConnectionArn'), (value) => scalarText(value) ?? null, 'ConnectionArn'),
  ];
};

const connection = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'connection'>(refOf(view, 'connection'));
  const endpoint = view.text('AuthParameters', 'OAuthParameters', 'AuthorizationEndpoint');
  return [
    on.create(),
    on.read(
      'authorization',
      view.at('AuthorizationType'),
      (value) => scalarText(value) ?? 'API_KEY',
      'AuthorizationType',
    ),
    on.set('authorizationEndpoint', endpoint ?? null, 'AuthParameters'),
  ];
};

const archive = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'archive'>(refOf(view, 'archive'));
  const days = view.text('RetentionDays');
  return [
    on.create(),
    on.set('bus', eventBusArn(view.renderer.place, view.text('SourceArn') ?? 'default'), 'SourceArn'),
    on.set('retentionDays', days === undefined || days === '0' ? null : Number(days), 'RetentionDays'),
  ];
};

const schedule = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'schedule'>(refOf(view, 'schedule'));
  const target = targetOf(view.map('Target'));
  return [
    on.create(),
    on.read('expression', view.at('ScheduleExpression'), (value) => scalarText(value) ?? '', 'ScheduleExpression'),
    on.read('enabled', view.at('State'), (value) => value !== 'DISABLED', 'State'),
    target ? on.set('target', target, 'Target') : on.unresolved('target', view.at('Target').open, 'Target'),
  ];
};

const pipe = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'pipe'>(refOf(view, 'pipe'));
  const text = (value: Json | undefined): string => scalarText(value) ?? '';
  return [
    on.create(),
    on.read('source', view.at('Source'), text, 'Source'),
    on.read('target', view.at('Target'), text, 'Target'),
    on.read('enrichment', view.at('Enrichment'), (value) => scalarText(value) ?? null, 'Enrichment'),
    on.read('role', view.at('RoleArn'), text, 'RoleArn'),
    on.read('enabled', view.at('DesiredState'), (value) => value !== 'STOPPED', 'DesiredState'),
  ];
};

/** A registry of event schemas is known by its policy. */
const registryPolicy = (view: View): readonly TemplateEffect[] => {
  const { partition, region, account } = view.renderer.place;
  const name = view.named('RegistryName');
  if (name === undefined) return [];
  const arn = `arn:${partition}:schemas:${region}:${account}:registry/${name}` as View['arn'];
  return policySteps(refOf(view, 'registry', arn, name), view, 'Policy');
};

export const eventMappers = {
  'AWS::Events::Rule': rule,
  'AWS::Events::EventBus': bus,
  'AWS::Events::EventBusPolicy': busPolicy,
  'AWS::Events::ApiDestination': destination,
  'AWS::Events::Connection': connection,
  'AWS::Events::Archive': archive,
  'AWS::EventSchemas::RegistryPolicy': registryPolicy,
  'AWS::Scheduler::Schedule': schedule,
  'AWS::Pipes::Pipe': pipe,
};
