import { isObject } from '../../json.ts';
import { gotOf } from '../raw.ts';
import type { ApiAuth } from './authorizers.ts';
import { type Draft, inherited, known, make, pick, refTo, type Sam, SamError } from './context.ts';

const kinds = ['PER_API', 'SHARED', 'NONE'];

/** Makes the usage plan of an API and the key that its callers send; a shared plan is made once. */
export const makeUsagePlan = (sam: Sam, draft: Draft, auth: ApiAuth, stageId: string): void => {
  const plan = auth.settings['UsagePlan'];
  if (plan === undefined || plan === null) return;
  const path = [...auth.path, 'UsagePlan'];
  if (!isObject(plan)) throw new SamError(path, `UsagePlan is ${gotOf(plan)}, allowed is a mapping`);
  const allowed = ['CreateUsagePlan', 'UsagePlanName', 'Description', 'Quota', 'Throttle', 'Tags'];
  const odd = Object.keys(plan).find((key) => !allowed.includes(key));
  if (odd !== undefined)
    throw new SamError([...path, odd], `UsagePlan has a property ${odd}, allowed are ${allowed.join(', ')}`);
  const kind = known(sam, plan['CreateUsagePlan']);
  if (typeof kind !== 'string' || !kinds.includes(kind)) {
    throw new SamError(path, `CreateUsagePlan is ${gotOf(plan['CreateUsagePlan'])}, allowed are ${kinds.join(', ')}`);
  }
  if (kind === 'NONE') return;
  const shared = kind === 'SHARED';
  const prefix = shared ? 'Serverless' : draft.logicalId;
  const api = { ApiId: refTo(draft.logicalId), Stage: refTo(stageId) };
  const key = { RestApiId: refTo(draft.logicalId), StageName: refTo(stageId) };
  const before = sam.made.get(`${prefix}UsagePlan`)?.properties['ApiStages'];
  const keys = sam.made.get(`${prefix}ApiKey`)?.properties['StageKeys'];
  const attributes = shared ? {} : inherited(draft);
  make(
    sam,
    path,
    `${prefix}UsagePlan`,
    'AWS::ApiGateway::UsagePlan',
    {
      ApiStages: [...(Array.isArray(before) ? before : []), api],
      ...pick(plan, ['UsagePlanName', 'Description', 'Quota', 'Throttle', 'Tags']),
    },
    attributes,
  );
  make(
    sam,
    path,
    `${prefix}ApiKey`,
    'AWS::ApiGateway::ApiKey',
    { Enabled: true, StageKeys: [...(Array.isArray(keys) ? keys : []), key] },
    attributes,
  );
  make(
    sam,
    path,
    `${prefix}UsagePlanKey`,
    'AWS::ApiGateway::UsagePlanKey',
    { KeyId: refTo(`${prefix}ApiKey`), KeyType: 'API_KEY', UsagePlanId: refTo(`${prefix}UsagePlan`) },
    attributes,
  );
};
