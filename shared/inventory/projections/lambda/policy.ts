import { isObject, type Json } from '../../../json.ts';
import type { Change } from '../../../trail/change.ts';
import { isDocumentProblem, policyDocument } from '../../../trail/encodings.ts';
import type { StatementJson } from '../../kinds/statement.ts';
import { type Effect, reasonOf, withDocument } from '../../projection.ts';
import { type Named, named, onFunction, steps } from './function.ts';

const { set, put, remove, unknown } = steps;

/** The statement as Lambda answered it; where only the request is there, the one Lambda makes of it. */
export const statementOf = (change: Change, arn: string): StatementJson | undefined => {
  const { request, response } = change;
  const answered = policyDocument(response.get('statement'));
  if (isDocumentProblem(answered)) return undefined;
  if (isObject(answered)) return answered;
  const principal = request.string('principal');
  const action = request.string('action');
  if (principal === undefined || action === undefined) return undefined;
  const conditions: Record<string, Record<string, string>> = {};
  const condition = (operator: string, key: string, value: string | undefined): void => {
    if (value !== undefined) conditions[operator] = { ...conditions[operator], [key]: value };
  };
  condition('ArnLike', 'AWS:SourceArn', request.string('sourceArn'));
  condition('StringEquals', 'AWS:SourceAccount', request.string('sourceAccount'));
  condition('StringEquals', 'aws:PrincipalOrgID', request.string('principalOrgID') ?? request.string('organizationId'));
  condition('StringEquals', 'lambda:EventSourceToken', request.string('eventSourceToken'));
  condition('StringEquals', 'lambda:FunctionUrlAuthType', request.string('functionUrlAuthType'));
  const viaUrl = request.boolean('invokedViaFunctionUrl');
  condition('Bool', 'lambda:InvokedViaFunctionUrl', viaUrl === undefined ? undefined : String(viaUrl));
  return {
    Sid: request.string('statementId') ?? '',
    Effect: 'Allow',
    Principal: /\.(?:amazonaws\.com(?:\.cn)?|amazon\.com)$/.test(principal)
      ? { Service: principal }
      : principal === '*'
        ? '*'
        : { AWS: principal },
    Action: action,
    Resource: arn,
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
};

const qualifiedArn = ({ ref, qualifier }: Named): string => (qualifier === '' ? ref.arn : `${ref.arn}:${qualifier}`);

const addPermission = (change: Change): readonly Effect[] => {
  const found = named(change);
  if (!found) return [];
  const statement = statementOf(change, qualifiedArn(found));
  const sid = change.request.string('statementId') ?? statement?.['Sid'];
  if (statement === undefined || typeof sid !== 'string') {
    return [{ ref: found.ref, ops: unknown('resourcePolicy', reasonOf(change.request)) }];
  }
  return [{ ref: found.ref, ops: put('resourcePolicy', [found.qualifier, sid], statement), details: { sid } }];
};

const removePermission = onFunction(
  (change, qualifier) => {
    const sid = change.request.string('statementId');
    return sid === undefined
      ? unknown('resourcePolicy', reasonOf(change.request))
      : remove('resourcePolicy', [qualifier, sid]);
  },
  (change) => ({ sid: change.request.string('statementId') ?? null, qualifier: named(change)?.qualifier ?? '' }),
);

const putResourcePolicy = onFunction((change, qualifier) =>
  withDocument(change.request.get('policy') ?? change.response.get('policy'), {
    read: (document) => put('resourcePolicy', [qualifier], statementsBySid(document)),
    unreadable: (reason, detail) => unknown('resourcePolicy', reason, detail),
    missing: reasonOf(change.request),
  }),
);

/** The statements of a policy by Sid; those without one by their place. */
export const statementsBySid = (document: Json): { readonly [sid: string]: StatementJson } => {
  const statement = (document as { readonly Statement?: Json })?.Statement;
  const list = Array.isArray(statement) ? statement : statement === undefined ? [] : [statement];
  return Object.fromEntries(
    list.map((item, index) => {
      const sid = (item as { readonly Sid?: Json })?.Sid;
      return [typeof sid === 'string' && sid !== '' ? sid : `#${index}`, item as StatementJson];
    }),
  );
};

/** The calls that say who may invoke a function, or read and change it. */
export const policyCalls = {
  AddPermission: addPermission,
  RemovePermission: removePermission,
  PutResourcePolicy: putResourcePolicy,
  DeleteResourcePolicy: onFunction((_, qualifier) => remove('resourcePolicy', [qualifier])),
  PutPublicAccessBlockConfig: onFunction((change) => {
    const config = change.request.object('publicAccessBlockConfig');
    const blocks = [config.boolean('blockPublicPolicy'), config.boolean('restrictPublicResource')];
    return config.state === 'present'
      ? set('publicAccessBlocked', !blocks.includes(false))
      : unknown('publicAccessBlocked', reasonOf(change.request));
  }),
  DisablePublicAccessBlockConfig: onFunction(() => set('publicAccessBlocked', false)),
};
