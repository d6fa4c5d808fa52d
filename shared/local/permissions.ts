import { isObject, type Json, type JsonObject } from '../json.ts';
import { type Policy, parsePolicy } from '../policy/document.ts';
import { evaluateRequest, type PolicyRequest } from '../policy/evaluate.ts';
import type { LocalStack, StackResource } from './assembly.ts';
import type { Need } from './aws-request.ts';

/** What the policies of a template allow. */
export interface Permissions {
  /** Whether the role of a function or schedule may make a call. Nothing is allowed to who is none of the template. */
  allows(callerId: string, need: Need): boolean;
  /** Whether the resource's own policy lets a service in, on behalf of one of the template's resources. */
  allowsService(service: string, need: Need, sourceArn: string): boolean;
}

const listed = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** Which resources a policy resource is for, and the document. */
const attachments: readonly { readonly type: string; readonly to: string }[] = [
  { type: 'AWS::SQS::QueuePolicy', to: 'Queues' },
  { type: 'AWS::SNS::TopicPolicy', to: 'Topics' },
];

/** `AWS::Lambda::Permission` as the statement that Lambda makes of it. */
const permissionStatement = ({ id, properties }: StackResource, arn: string): JsonObject => {
  const { Principal, Action, SourceArn, SourceAccount } = properties;
  const condition = {
    ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } }),
    ...(SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
  };
  return {
    Sid: id,
    Effect: 'Allow',
    Principal: { Service: Principal ?? '' },
    Action: Action ?? '',
    Resource: arn,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
};

const resourcePolicies = (resources: readonly StackResource[]): ReadonlyMap<string, Policy> => {
  const byName = new Map(
    resources.flatMap((resource) => [[resource.ref, resource.arn] as const, [resource.arn, resource.arn] as const]),
  );
  const statements = new Map<string, Json[]>();
  const add = (named: Json | undefined, more: readonly Json[]): void => {
    const arn = byName.get(String(named));
    if (arn !== undefined) statements.set(arn, [...(statements.get(arn) ?? []), ...more]);
  };
  const statementsOf = (document: Json | undefined): readonly Json[] =>
    isObject(document) ? listed(document['Statement']) : [];
  for (const resource of resources) {
    const { type, arn, properties } = resource;
    const attached = attachments.find((attachment) => attachment.type === type);
    if (attached !== undefined) {
      for (const named of listed(properties[attached.to])) add(named, statementsOf(properties['PolicyDocument']));
    } else if (type === 'AWS::KMS::Key') add(arn, statementsOf(properties['KeyPolicy']));
    else if (type === 'AWS::Lambda::Permission') {
      const of = byName.get(String(properties['FunctionName']));
      if (of !== undefined) add(of, [permissionStatement(resource, of)]);
    }
  }
  return new Map([...statements].map(([arn, Statement]) => [arn, parsePolicy({ Version: '2012-10-17', Statement })]));
};

/** Identity policies by the ARN of their role: written into it, or attached from beside it. */
const identityPolicies = (resources: readonly StackResource[]): ReadonlyMap<string, readonly Policy[]> => {
  const policies = new Map<string, Policy[]>();
  for (const { type, arn, properties } of resources) {
    if (type !== 'AWS::IAM::Role') continue;
    const inline = listed(properties['Policies']).filter(isObject);
    policies.set(
      arn,
      inline.map(({ PolicyDocument }) => parsePolicy(PolicyDocument)),
    );
  }
  for (const { type, properties } of resources) {
    if (type !== 'AWS::IAM::Policy' && type !== 'AWS::IAM::ManagedPolicy') continue;
    for (const name of listed(properties['Roles'])) {
      const role = resources.find((resource) => resource.type === 'AWS::IAM::Role' && resource.ref === name);
      if (role !== undefined) policies.get(role.arn)?.push(parsePolicy(properties['PolicyDocument']));
    }
  }
  return policies;
};

/** Reads the roles, their policies and the resource policies of all stacks. */
export const createPermissions = (stacks: readonly LocalStack[]): Permissions => {
  const resources = stacks.flatMap((stack) => stack.resources);
  const ofRoles = identityPolicies(resources);
  const ofResources = resourcePolicies(resources);
  const account = stacks[0]?.place.account ?? '';
  const roles = new Map(
    resources
      .filter(({ type }) => type === 'AWS::Lambda::Function' || type === 'AWS::Scheduler::Schedule')
      .map(({ id, properties: { Role, Target } }) => [id, String(isObject(Target) ? Target['RoleArn'] : Role)]),
  );
  const decisions = new Map<string, boolean>();

  const decide = (request: PolicyRequest, identity: readonly Policy[] | undefined): boolean => {
    const resourcePolicy = ofResources.get(request.resource);
    const decision = evaluateRequest(
      { ...request, context: { 'aws:SecureTransport': true, ...request.context }, contextComplete: true },
      {
        ...(identity === undefined ? {} : { identityPolicies: identity }),
        ...(resourcePolicy === undefined ? {} : { resourcePolicy }),
      },
    );
    return decision.decision === 'allowed';
  };

  return {
    allows(callerId, need) {
      const key = `${callerId} ${need.action} ${need.resource} ${need.region ?? ''}`;
      const known = decisions.get(key);
      if (known !== undefined) return known;
      const role = roles.get(callerId);
      const identity = role === undefined ? undefined : ofRoles.get(role);
      const session = `${role?.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${callerId}`;
      const context = {
        'aws:PrincipalAccount': account,
        'aws:PrincipalArn': role ?? '',
        ...(need.region === undefined ? {} : { 'aws:RequestedRegion': need.region }),
      };
      const { action, resource } = need;
      const allowed = identity !== undefined && decide({ action, resource, principal: session, context }, identity);
      decisions.set(key, allowed);
      return allowed;
    },
    allowsService: (service, need, sourceArn) =>
      decide(
        { ...need, principal: service, context: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': account } },
        undefined,
      ),
  };
};
