import { defineRule } from '../../engine/rule.ts';
import { apiPolicyVerdict } from '../../inventory/api-policy.ts';
import { exposureContext } from '../exposed.ts';

export default defineRule({
  id: 'api-policy-other-account',
  title: "An API's resource policy lets an unknown account in",
  severity: 'medium',
  detections: ['API-06'],
  attack: ['T1199'],
  rationale:
    'Principals of that account may call the methods that the statement names, and nobody here decides which of them. ' +
    'Neither is the account an own one, nor one that was declared as known.',
  remediation: 'Remove the statement and deploy, or add the account to `trustedAccounts` where it is a known one.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html'],
  subject: 'api',
  needs: ['resourcePolicy'],

  *evaluate({ resourcePolicy }, { resource, context }) {
    if (resourcePolicy === null) return;
    const { resource: _, ...around } = exposureContext(resource, context);
    for (const statement of apiPolicyVerdict(resourcePolicy, around).statements) {
      if (statement.effect !== 'Allow' || statement.inEffect !== 'other-account') continue;
      const key = statement.sid ?? `#${statement.index}`;
      yield {
        key,
        message: `statement ${key} allows ${statement.actions.join(', ')} to ${statement.principals.join(', ')}: neither an own account nor a trusted one`,
        evidence: {
          statement: key,
          principals: [...statement.principals],
          actions: [...statement.actions],
          why: statement.why,
        },
      };
    }
  },
});
