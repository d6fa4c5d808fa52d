import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'appsync-api-key-created',
  title: 'An API key of a GraphQL API was made',
  severity: 'low',
  detections: ['ASY-03'],
  attack: ['T1098.001'],
  rationale:
    'Whoever holds the key gets in for up to a year, and nothing tells who that is. Somebody who got into the account can ' +
    'make one to come back by.',
  remediation: 'Delete the key unless somebody can say who uses it (`aws appsync list-api-keys`).',
  references: ['https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateApiKey.html'],
  subject: 'graphql-api',
  calls: { appsync: ['CreateApiKey'] },
  needs: [],
  uses: ['authentication'],

  *evaluate({ change, after, context }) {
    if (isMeant(change.actor, context)) return;
    const unused = after.authentication !== undefined && !after.authentication.includes('API_KEY');
    yield {
      key: change.id,
      message: `${actorInWords(change.actor)} made an API key${unused ? ', which the API does not accept yet' : ''}`,
      evidence: { accepted: after.authentication === undefined ? null : !unused },
    };
  },
});
