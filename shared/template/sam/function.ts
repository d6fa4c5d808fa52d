import { isObject, type Json, type JsonObject } from '../../json.ts';
import { gotOf } from '../raw.ts';
import { intrinsicOf, scalarText } from '../values.ts';
import { makeApiEvent } from './api-events.ts';
import { checkEvent, checkFunction } from './check.ts';
import { s3Location } from './code.ts';
import {
  attributeOf,
  type Draft,
  inherited,
  isIntrinsic,
  known,
  make,
  notCondition,
  pick,
  refTo,
  type Sam,
  SamError,
  shortHash,
  tagList,
} from './context.ts';
import { makeDeployment } from './deployment.ts';
import { makeInvokeConfig } from './destinations.ts';
import { type EventNeeds, eventsOf, type SamEvent, type Target } from './event.ts';
import { makeMapping, pollers } from './events-poll.ts';
import { pushers } from './events-push.ts';
import { makeRole, managedPolicy, serviceRole, trustOf } from './role.ts';

/** Properties of a SAM function that are not properties of the Lambda function. */
const ownProperties = new Set([
  'AssumeRolePolicyDocument',
  'AutoPublishAlias',
  'AutoPublishAliasAllProperties',
  'AutoPublishCodeSha256',
  'CodeUri',
  'DeadLetterQueue',
  'DeploymentPreference',
  'EventInvokeConfig',
  'Events',
  'FunctionUrlConfig',
  'ImageUri',
  'InlineCode',
  'PermissionsBoundary',
  'Policies',
  'PropagateTags',
  'ProvisionedConcurrencyConfig',
  'Role',
  'RolePath',
  'SourceKMSKeyArn',
  'Tags',
  'Tracing',
  'VersionDeletionPolicy',
  'VersionDescription',
]);

const codeOf = (draft: Draft): JsonObject | undefined => {
  const { CodeUri: uri, InlineCode: inline, ImageUri: image, SourceKMSKeyArn: key } = draft.properties;
  const path = [...draft.path, 'Properties', 'CodeUri'];
  const sealed: JsonObject = key === undefined ? {} : { SourceKMSKeyArn: key };
  if (scalarText(draft.properties['PackageType']) === 'Image') {
    return typeof image === 'string' || isIntrinsic(image) ? { ImageUri: image ?? '' } : undefined;
  }
  if (inline !== undefined && inline !== null) return { ZipFile: inline, ...sealed };
  const location = s3Location(uri, 'CodeUri', path);
  if (!location) return undefined;
  return {
    S3Bucket: location['Bucket'] ?? '',
    S3Key: location['Key'] ?? '',
    ...(location['Version'] === undefined ? {} : { S3ObjectVersion: location['Version'] }),
    ...sealed,
  };
};

/** Tags without SAM's own mark. */
const plainTags = (tags: Json | undefined): Json[] => tagList(tags).slice(1);

const lambdaProperties = (
  draft: Draft,
  code: JsonObject | undefined,
  tracing: Json | undefined,
): Record<string, Json | undefined> => {
  const { properties } = draft;
  const rest = Object.fromEntries(Object.entries(properties).filter(([name]) => !ownProperties.has(name)));
  const dead = properties['DeadLetterQueue'];
  const path = [...draft.path, 'Properties', 'DeadLetterQueue'];
  if (dead !== undefined && dead !== null) {
    if (!isObject(dead))
      throw new SamError(path, `DeadLetterQueue is ${gotOf(dead)}, allowed is a mapping with Type and TargetArn`);
    if (!dead['Type'] || !dead['TargetArn'])
      throw new SamError(path, 'DeadLetterQueue lacks Type or TargetArn, allowed are both');
    if (!isIntrinsic(dead['Type']) && dead['Type'] !== 'SQS' && dead['Type'] !== 'SNS') {
      throw new SamError([...path, 'Type'], `Type is ${gotOf(dead['Type'])}, allowed are SQS and SNS`);
    }
  }
  return {
    ...rest,
    Code: code,
    Tags: tagsOf(draft),
    TracingConfig: tracingOf(tracing),
    CapacityProviderConfig: capacityOf(properties['CapacityProviderConfig']),
    DeadLetterConfig: isObject(dead) ? { TargetArn: dead['TargetArn'] ?? null } : undefined,
  };
};

/** The tags of function and role; the ones that are passed on to all stand alone. */
const tagsOf = ({ properties }: Draft): Json[] => {
  const own = plainTags(properties['Tags']);
  const passedOn = properties['PropagateTags'] === true && own.length > 0;
  return passedOn ? own : [...own, { Key: 'lambda:createdBy', Value: 'SAM' }];
};

const tracingOf = (mode: Json | undefined): Json | undefined =>
  mode === undefined || mode === null || mode === 'Disabled' ? undefined : { Mode: mode };

const capacityOf = (config: Json | undefined): Json | undefined => {
  if (!isObject(config) || isIntrinsic(config)) return config;
  const { Arn: arn = null, ...rest } = config;
  return { LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn: arn, ...rest } };
};

const aliasName = (sam: Sam, draft: Draft): string | undefined => {
  const given = draft.properties['AutoPublishAlias'];
  if (given === undefined || given === null || given === '') return undefined;
  const value = known(sam, given);
  if (typeof value === 'string') {
    if (value.length > 0) return value;
    return undefined;
  }
  throw new SamError(
    [...draft.path, 'Properties', 'AutoPublishAlias'],
    `AutoPublishAlias is ${gotOf(given)}, allowed is text or a Ref to a parameter with a value`,
  );
};

const makeVersionAndAlias = (sam: Sam, draft: Draft, name: string, code: JsonObject | undefined): string => {
  const { properties } = draft;
  const id = draft.logicalId;
  const all = properties['AutoPublishAliasAllProperties'] === true;
  const sha = known(sam, properties['AutoPublishCodeSha256']);
  if (sha !== undefined && typeof sha !== 'string') {
    throw new SamError(
      [...draft.path, 'Properties', 'AutoPublishCodeSha256'],
      `AutoPublishCodeSha256 is ${gotOf(sha)}, allowed is text`,
    );
  }
  const base: Json = typeof sha === 'string' ? sha : (code ?? {});
  const made = sam.made.get(id);
  const hashed =
    all && made
      ? {
          ...pick(
            made.properties,
            Object.keys(made.properties).filter((key) => key !== 'Tags'),
          ),
        }
      : base;
  const version = `${id}Version${shortHash(hashed)}`;
  // A new description makes Lambda publish a version even when the code's address is the same.
  if (made && typeof sha === 'string') {
    const text = properties['Description'];
    made.properties['Description'] =
      text === undefined ? sha : typeof text === 'string' ? `${text} ${sha}` : { 'Fn::Join': [' ', [text, sha]] };
  }
  const attributes = inherited(draft);
  const deletion = known(sam, properties['VersionDeletionPolicy']);
  if (deletion !== undefined && deletion !== 'Delete' && deletion !== 'Retain') {
    throw new SamError(
      [...draft.path, 'Properties', 'VersionDeletionPolicy'],
      `VersionDeletionPolicy is ${gotOf(deletion)}, allowed are Delete and Retain`,
    );
  }
  const description = properties['VersionDescription'];
  make(
    sam,
    draft.path,
    version,
    'AWS::Lambda::Version',
    { FunctionName: refTo(id), Description: description, FunctionScalingConfig: undefined },
    { ...attributes, DeletionPolicy: deletion ?? attributes['DeletionPolicy'] ?? 'Retain' },
  );
  const alias = `${id}Alias${name.replace(/[^A-Za-z0-9]/g, (unit) => (unit === '-' ? 'D' : unit === '_' ? 'U' : ''))}`;
  make(
    sam,
    draft.path,
    alias,
    'AWS::Lambda::Alias',
    {
      Name: name,
      FunctionName: refTo(id),
      FunctionVersion: attributeOf(version, 'Version'),
      ProvisionedConcurrencyConfig: properties['ProvisionedConcurrencyConfig'],
    },
    attributes,
  );
  sam.generated.set(`${id}.Version`, version);
  sam.generated.set(`${id}.Alias`, alias);
  return alias;
};

const makeUrl = (sam: Sam, draft: Draft, alias: string | undefined): void => {
  const config = draft.properties['FunctionUrlConfig'];
  if (config === undefined || config === null) return;
  const path = [...draft.path, 'Properties', 'FunctionUrlConfig'];
  if (!isObject(config))
    throw new SamError(path, `FunctionUrlConfig is ${gotOf(config)}, allowed is a mapping with AuthType`);
  const type = config['AuthType'];
  const cors = config['Cors'];
  if (!isIntrinsic(type) && type !== 'NONE' && type !== 'AWS_IAM') {
    throw new SamError(path, `AuthType of FunctionUrlConfig is ${gotOf(type)}, allowed are NONE and AWS_IAM`);
  }
  if (cors !== undefined && !isIntrinsic(cors)) {
    const at = [...path, 'Cors'];
    if (!isObject(cors)) throw new SamError(at, `Cors is ${gotOf(cors)}, allowed is a mapping`);
    const allowed = ['AllowOrigins', 'AllowMethods', 'AllowCredentials', 'AllowHeaders', 'ExposeHeaders', 'MaxAge'];
    for (const [name, value] of Object.entries(cors)) {
      const single = name === 'AllowCredentials' || name === 'MaxAge';
      if (!allowed.includes(name))
        throw new SamError([...at, name], `Cors has a property ${name}, allowed are ${allowed.join(', ')}`);
      if (!single && !Array.isArray(value) && !isIntrinsic(value)) {
        throw new SamError([...at, name], `${name} is ${gotOf(value)}, allowed is a list`);
      }
    }
  }
  const attributes = inherited(draft);
  const target = refTo(alias ?? draft.logicalId);
  make(
    sam,
    path,
    `${draft.logicalId}Url`,
    'AWS::Lambda::Url',
    { AuthType: type, Cors: cors, InvokeMode: config['InvokeMode'], TargetFunctionArn: target },
    attributes,
  );
  if (type !== 'NONE') return;
  const open = { FunctionName: target, Principal: '*' };
  make(
    sam,
    path,
    `${draft.logicalId}UrlPublicPermissions`,
    'AWS::Lambda::Permission',
    { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: type, ...open },
    attributes,
  );
  make(
    sam,
    path,
    `${draft.logicalId}URLInvokeAllowPublicAccess`,
    'AWS::Lambda::Permission',
    { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true, ...open },
    attributes,
  );
};

const makeEvent = (sam: Sam, event: SamEvent, target: Target): EventNeeds => {
  const poller = pollers[event.type];
  if (poller) return makeMapping(sam, event, target, poller);
  const pusher = pushers[event.type];
  if (pusher) return pusher(sam, event, target);
  if (event.type === 'Api' || event.type === 'HttpApi') return makeApiEvent(sam, event, target);
  const allowed = ['Api', 'HttpApi', ...Object.keys(pollers), ...Object.keys(pushers)].sort().join(', ');
  throw new SamError(
    [...event.path, 'Type'],
    `event ${event.id} has Type ${gotOf(event.type)}, allowed are ${allowed}`,
  );
};

/** Makes the role of the function unless it brings its own; answers what stands as its `Role`. */
const roleOf = (sam: Sam, draft: Draft, needs: readonly EventNeeds[], invokePolicies: readonly Json[]): Json => {
  const { properties } = draft;
  const given = properties['Role'];
  const choice = given === undefined ? undefined : intrinsicOf(given);
  const branches = choice?.[0] === 'Fn::If' && Array.isArray(choice[1]) ? (choice[1] as readonly Json[]) : undefined;
  const isNothing = (value: Json | undefined): boolean => isObject(value) && value['Ref'] === 'AWS::NoValue';
  const logicalId = `${draft.logicalId}Role`;
  const arn = attributeOf(logicalId, 'Arn');
  const made = branches && (isNothing(branches[1]) || isNothing(branches[2]));
  if (given !== undefined && given !== null && !made) return given;
  const tracing = tracingOf(known(sam, properties['Tracing']));
  const dead = properties['DeadLetterQueue'];
  const attributes: Record<string, Json> = { ...inherited(draft) };
  let role: Json = arn;
  if (made && typeof branches[0] === 'string') {
    const [condition, whenTrue, whenFalse] = branches;
    attributes['Condition'] = isNothing(whenTrue) ? (condition ?? null) : notCondition(sam, branches[0]);
    role = {
      'Fn::If': [
        condition ?? null,
        isNothing(whenTrue) ? arn : (whenTrue ?? null),
        isNothing(whenFalse) ? arn : (whenFalse ?? null),
      ],
    };
  }
  makeRole(sam, draft.path, {
    logicalId,
    trust: properties['AssumeRolePolicyDocument'] ?? trustOf('lambda.amazonaws.com'),
    managed: [
      serviceRole(
        properties['DurableConfig'] === undefined
          ? 'AWSLambdaBasicExecutionRole'
          : 'AWSLambdaBasicDurableExecutionRolePolicy',
      ),
      ...(properties['VpcConfig'] === undefined ? [] : [serviceRole('AWSLambdaVPCAccessExecutionRole')]),
      ...(tracing === undefined ? [] : [managedPolicy('AWSXrayWriteOnlyAccess')]),
      ...unique(needs.flatMap(({ managed }) => managed ?? [])),
    ],
    inline: [
      ...(isObject(dead) ? [deadLetterPolicy(dead)] : []),
      ...invokePolicies,
      ...unique(needs.flatMap(({ inline }) => inline ?? [])),
    ],
    policies: properties['Policies'],
    policiesPath: [...draft.path, 'Properties', 'Policies'],
    tags: tagsOf(draft),
    path: properties['RolePath'],
    boundary: properties['PermissionsBoundary'],
    attributes,
  });
  return role;
};

const unique = (values: readonly Json[]): readonly Json[] => {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = JSON.stringify(value);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

const deadLetterPolicy = (dead: JsonObject): Json => ({
  PolicyName: 'DeadLetterQueuePolicy',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: dead['Type'] === 'SNS' ? 'sns:Publish' : 'sqs:SendMessage',
        Resource: dead['TargetArn'] ?? null,
      },
    ],
  },
});

/** Makes what a SAM function stands for: function, role, version, alias, URL, and what its events need. */
export const makeFunction = (sam: Sam, draft: Draft): void => {
  checkFunction(sam, draft);
  const code = codeOf(draft);
  const { path, logicalId } = draft;
  make(
    sam,
    path,
    logicalId,
    'AWS::Lambda::Function',
    lambdaProperties(draft, code, known(sam, draft.properties['Tracing'])),
    draft.attributes,
  );
  const name = aliasName(sam, draft);
  const alias = name === undefined ? undefined : makeVersionAndAlias(sam, draft, name, code);
  makeUrl(sam, draft, alias);
  const target: Target = {
    draft,
    name: refTo(alias ?? logicalId),
    arn: alias === undefined ? attributeOf(logicalId, 'Arn') : refTo(alias),
    uriId: alias ?? `${logicalId}.Arn`,
    attributes: inherited(draft),
  };
  const invokePolicies = makeInvokeConfig(sam, draft, alias, name ?? '$LATEST');
  const needs = eventsOf(draft).map((event) => {
    checkEvent(draft, event);
    return makeEvent(sam, event, target);
  });
  const role = roleOf(sam, draft, needs, invokePolicies);
  const made = sam.made.get(logicalId);
  if (made) made.properties['Role'] = role;
  makeDeployment(sam, draft, alias);
};
