import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'api-usage-plan-changed',
  title: 'A usage plan of an API was changed by hand',
  severity: 'low',
  detections: ['API-12'],
  attack: ['T1098.001'],
  rationale:
    'A usage plan decides which API keys open which stages, and how much they may call. A change lets the holders of ' +
    'keys into more of the API.',
  remediation: 'Read the plan (`aws apigateway get-usage-plan --usage-plan-id <id>`) and compare it with its source.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html'],
  subject: 'api',
  calls: { apigateway: ['CreateUsagePlan', 'UpdateUsagePlan'] },
  needs: [],

  *evaluate({ change, context }) {
    if (!isByHand(change.actor, context)) return;
    const plan = change.details?.['plan'];
    yield {
      key: typeof plan === 'string' ? plan : 'plan',
      message: `${actorInWords(change.actor)} set which API keys open the API (usage plan ${plan ?? 'of unknown id'})`,
      evidence: { plan: plan ?? null },
    };
  },
});
