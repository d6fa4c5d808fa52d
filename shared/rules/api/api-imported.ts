import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'api-imported',
  title: 'A whole API was replaced from a document',
  severity: 'medium',
  detections: ['API-11'],
  attack: ['T1190'],
  rationale:
    'An import sets every route, authorizer and integration at once, from a document that the record of the call does ' +
    'not carry. What changed can only be seen by reading the API again.',
  remediation:
    'Read the API (`aws apigateway get-export`, `aws apigatewayv2 export-api`) and compare it with its source.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html'],
  subject: 'api',
  calls: { apigateway: ['ImportRestApi', 'PutRestApi', 'ImportApi', 'ReimportApi'] },
  needs: [],

  *evaluate({ change, context, wasPresent }) {
    if (isMeant(change.actor, context)) return;
    yield {
      key: 'import',
      message: `${actorInWords(change.actor)} ${wasPresent ? 'replaced the API' : 'made the API'} from a document`,
      evidence: { call: change.call },
      ...(wasPresent ? {} : { severity: 'low' as const }),
    };
  },
});
