import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'api-key-created',
  title: 'An API key was made by hand',
  severity: 'low',
  detections: ['API-12'],
  attack: ['T1098.001'],
  rationale:
    'Where routes ask for nothing but an API key, whoever has one is in. A key made beside the pipeline belongs to ' +
    'nobody in particular and is seldom taken back.',
  remediation: 'Delete the key (`aws apigateway delete-api-key --api-key <id>`) unless somebody can say who uses it.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html'],
  subject: 'account',
  calls: { apigateway: ['CreateApiKey'] },
  needs: [],

  *evaluate({ change, context }) {
    if (!isByHand(change.actor, context)) return;
    const key = change.details?.['key'];
    yield {
      key: typeof key === 'string' ? key : change.id,
      message: `${actorInWords(change.actor)} made an API key`,
      evidence: { key: typeof key === 'string' ? key : null },
    };
  },
});
