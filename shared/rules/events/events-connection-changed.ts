import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'events-connection-changed',
  title: 'The credentials of an API destination were made or changed',
  severity: 'low',
  detections: ['EVB-05'],
  attack: ['T1567', 'T1098'],
  rationale:
    'A connection holds what EventBridge signs in with at an external address. With another authorization endpoint, the ' +
    'client secret itself is sent to whoever named it.',
  remediation: 'Compare the authorization endpoint with the one of the provider, and delete connections nobody uses.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection.html'],
  subject: 'connection',
  calls: { events: ['CreateConnection', 'UpdateConnection', 'DeauthorizeConnection'] },
  needs: [],
  uses: ['authorization', 'authorizationEndpoint'],

  *evaluate({ change, before, after, context }) {
    if (isMeant(change.actor, context)) return;
    const now = after.authorizationEndpoint;
    const moved =
      typeof now === 'string' &&
      typeof before.authorizationEndpoint === 'string' &&
      now !== before.authorizationEndpoint;
    const verb =
      change.call === 'CreateConnection' ? 'made' : change.call === 'UpdateConnection' ? 'changed' : 'cleared';
    yield {
      key: moved ? 'endpoint' : change.call,
      message: moved
        ? `${actorInWords(change.actor)} had the client secret sent to ${now} instead of ${before.authorizationEndpoint}`
        : `${actorInWords(change.actor)} ${verb} how EventBridge signs in (${after.authorization ?? 'not known'})`,
      evidence: { authorization: after.authorization ?? null, endpoint: now ?? null },
      severity: moved ? 'high' : 'low',
    };
  },

  closes: (change) => change.call === 'DeleteConnection',
});
