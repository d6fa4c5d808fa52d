import { defineRule } from '../../engine/rule.ts';
import { apiPolicyVerdict } from '../../inventory/api-policy.ts';
import { exposureContext, isPublic, whyOpen } from '../exposed.ts';

export default defineRule({
  id: 'api-policy-public',
  title: "An API's resource policy lets every AWS account in",
  severity: 'high',
  detections: ['API-06'],
  attack: ['T1133'],
  rationale:
    'On methods that IAM guards, the resource policy is what lets other accounts in: this one lets in all of them. On a ' +
    'private API it lets every network of everybody through that has an endpoint for API Gateway.',
  remediation:
    'Name the accounts, or the VPC endpoints (`aws:SourceVpce`) of a private API, and deploy. Where methods authorize ' +
    'their callers otherwise, remove the policy.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html',
  ],
  subject: 'api',
  needs: ['resourcePolicy'],
  uses: ['endpoint', 'routes'],

  *evaluate({ resourcePolicy, endpoint, routes }, { resource, context }) {
    if (resourcePolicy === null) return;
    const { resource: _, ...around } = exposureContext(resource, context);
    const isPrivate = endpoint === 'PRIVATE';
    const askIam = routes === undefined || Object.values(routes).some((route) => route.authorization === 'AWS_IAM');
    for (const statement of apiPolicyVerdict(resourcePolicy, around).statements) {
      if (statement.effect !== 'Allow' || !isPublic(statement)) continue;
      const key = statement.sid ?? `#${statement.index}`;
      const consequence = isPrivate
        ? 'every VPC endpoint of everybody gets through'
        : askIam
          ? 'principals of every account may call what IAM guards'
          : 'only the authorization of each method is left';
      yield {
        key,
        message: `statement ${key} allows ${statement.actions.join(', ')} to every principal: ${consequence} (${whyOpen(statement)})`,
        evidence: {
          statement: key,
          principals: [...statement.principals],
          actions: [...statement.actions],
          endpoint: endpoint ?? null,
          why: statement.why,
        },
        ...(isPrivate || askIam ? {} : { severity: 'low' as const }),
      };
    }
  },
});
