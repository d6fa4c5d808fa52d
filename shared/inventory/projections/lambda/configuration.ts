import { isThroughCloudFormation } from '../../../engine/actors.ts';
import type { Change } from '../../../trail/change.ts';
import { type Fields, fieldsOf } from '../../../trail/fields.ts';
import { roleArn } from '../../../trail/resources.ts';
import type { Op } from '../../document.ts';
import type { FunctionFacets } from '../../kinds/lambda.ts';
import { reasonOf, tagsOf } from '../../projection.ts';
import { onFunction, steps } from './function.ts';

/** The stack of what CloudFormation made where the record says no more. */
export const unnamedStack = 'a stack that the record does not name';

const { set, unknown } = steps;

/**
 * A response carries the whole configuration: what it leaves out is empty. A request carries only what was asked for.
 */
const isWhole = (fields: Fields): boolean => fields.has('functionArn') && fields.has('role');

/** Requests name layers by ARN, answers describe them. */
const layerArns = (fields: Fields): readonly string[] =>
  fields.list('layers').flatMap((layer) => (typeof layer === 'string' ? layer : (fieldsOf(layer).string('arn') ?? [])));

const vpcOf = (fields: Fields): FunctionFacets['vpc'] => {
  const vpc = fields.object('vpcConfig');
  const subnets = vpc.strings('subnetIds');
  return subnets.length === 0 ? null : { subnets, securityGroups: vpc.strings('securityGroupIds') };
};

const loggingOf = (fields: Fields): FunctionFacets['logging'] => {
  const logging = fields.object('loggingConfig');
  const logGroup = logging.string('logGroup');
  const applicationLogLevel = logging.string('applicationLogLevel');
  return {
    ...(logGroup === undefined ? {} : { logGroup }),
    ...(applicationLogLevel === undefined ? {} : { applicationLogLevel }),
  };
};

/** Members of a configuration that may be left out of a response because they are empty. */
const optionalParts: readonly { member: string; read: (fields: Fields) => readonly Op[] }[] = [
  { member: 'layers', read: (fields) => set('layers', layerArns(fields)) },
  { member: 'vpcConfig', read: (fields) => set('vpc', vpcOf(fields)) },
  { member: 'kMSKeyArn', read: (fields) => set('kmsKey', fields.string('kMSKeyArn') || null) },
  {
    member: 'deadLetterConfig',
    read: (fields) => set('deadLetterTarget', fields.object('deadLetterConfig').string('targetArn') || null),
  },
  {
    member: 'fileSystemConfigs',
    read: (fields) =>
      set(
        'fileSystems',
        fields.objects('fileSystemConfigs').flatMap((fs) => fs.string('arn') ?? []),
      ),
  },
];

const configurationOps = (change: Change): readonly Op[] => {
  const { request, response } = change;
  const whole = isWhole(response);
  const fields = whole ? response : request;
  const role = fields.string('role');
  const ops: Op[] = [
    ...set('role', role === undefined ? undefined : roleArn(change, role)),
    ...set('runtime', fields.string('runtime')),
    ...set('handler', fields.string('handler')),
    ...set('packageType', fields.string('packageType')),
    ...set('tracing', fields.object('tracingConfig').string('mode')),
    ...(fields.has('loggingConfig') ? set('logging', loggingOf(fields)) : []),
  ];
  for (const { member, read } of optionalParts) {
    // Old records drop members from the response that the request still has.
    const said = fields.has(member) ? fields : request.has(member) ? request : undefined;
    if (said) ops.push(...read(said));
    else if (whole) ops.push(...read(fields));
  }
  if (request.has('environment')) ops.push(...unknown('environment', 'hidden'));
  if (request.state === 'omitted') {
    ops.push(...unknown('environment', 'omitted'));
    if (!whole)
      for (const facet of ['role', 'handler', 'layers', 'vpc'] as const) ops.push(...unknown(facet, 'omitted'));
  }
  return ops;
};

const codeOps = (change: Change, from: Fields): readonly Op[] => {
  const code = {
    sha256: change.response.string('codeSha256'),
    s3Bucket: from.string('s3Bucket'),
    s3Key: from.string('s3Key'),
    imageUri: from.string('imageUri'),
  };
  const said = Object.fromEntries(Object.entries(code).filter(([, value]) => value !== undefined));
  if (Object.keys(said).length > 0) return set('code', said);
  return unknown('code', reasonOf(change.request));
};

/** CloudFormation tags what it makes with the stack's name; a record that lacks the tag still tells who called. */
const stackOf = (change: Change): string | null =>
  tagsOf(change.request.get('tags'))['aws:cloudformation:stack-name'] ??
  (isThroughCloudFormation(change.actor) ? unnamedStack : null);

const createOps = (change: Change): readonly Op[] => {
  const { request } = change;
  const nothingYet: Op[] = [
    { op: 'create' },
    ...set('resourcePolicy', {}),
    ...set('urls', {}),
    ...set('aliases', {}),
    ...set('destinations', {}),
    ...set('reservedConcurrency', null),
    ...set('recursiveLoop', 'Terminate'),
    ...set('runtimeUpdates', 'Auto'),
    ...set('edgeReplicated', false),
  ];
  if (request.state !== 'present') {
    const facets = ['role', 'layers', 'environment', 'code', 'codeSigning', 'tags'] as const;
    return [
      ...nothingYet,
      ...facets.flatMap((facet) => unknown(facet, reasonOf(request))),
      ...configurationOps(change),
    ];
  }
  return [
    ...nothingYet,
    ...set('runtime', null),
    ...set('handler', null),
    ...set('packageType', 'Zip'),
    ...set('tracing', 'PassThrough'),
    ...set('logging', {}),
    ...optionalParts.flatMap(({ read }) => read(request)),
    ...(request.has('environment') ? [] : set('environment', { names: [], secretLike: [] })),
    ...set('codeSigning', request.string('codeSigningConfigArn') ?? null),
    ...set('tags', tagsOf(request.get('tags'))),
    ...set('stack', stackOf(change)),
    ...codeOps(change, request.object('code')),
    ...configurationOps(change),
  ];
};

/** The calls that make a function, change how it runs and what it runs, or delete it. */
export const configurationCalls = {
  CreateFunction: onFunction(createOps),
  DeleteFunction: onFunction((_, qualifier) => (qualifier === '' ? [{ op: 'delete' }] : [])),
  UpdateFunctionCode: onFunction(
    (change) =>
      change.request.boolean('dryRun') ? [] : [...configurationOps(change), ...codeOps(change, change.request)],
    (change) => ({ dryRun: change.request.boolean('dryRun') ?? false }),
  ),
  UpdateFunctionConfiguration: onFunction(configurationOps, (change) => ({
    asked: Object.keys(change.request.raw).sort(),
  })),
};
