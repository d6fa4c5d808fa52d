import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { routeInWords } from '../../inventory/serving.ts';

export default defineActivityRule({
  id: 'api-authorizer-deleted',
  title: 'An authorizer of an API was deleted',
  severity: 'high',
  detections: ['API-04'],
  attack: ['T1556'],
  rationale:
    'An authorizer decides who gets in. Once it is gone, its routes either refuse everybody or, after one more change, ' +
    'ask nobody any more.',
  remediation: 'Make the authorizer again, set it on the routes that used it, and deploy.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html'],
  subject: 'api',
  calls: { apigateway: ['DeleteAuthorizer'] },
  needs: [],
  uses: ['routes', 'paths'],

  *evaluate({ change, before, after }) {
    const id = change.details?.['authorizer'];
    if (typeof id !== 'string') return;
    const { routes, paths } = { routes: before.routes, paths: after.paths };
    const using = Object.entries(routes ?? {})
      .filter(([, route]) => route.authorizerId === id)
      .map(([key, route]) => routeInWords(key, route, paths));
    if (routes !== undefined && using.length === 0) return;
    yield {
      key: id,
      message:
        routes === undefined
          ? `${actorInWords(change.actor)} deleted the authorizer ${id}; which routes used it is not known`
          : `${actorInWords(change.actor)} deleted the authorizer ${id}, which ${using.join(', ')} used`,
      evidence: { authorizer: id, routes: using },
      ...(routes === undefined ? { severity: 'medium' as const } : {}),
    };
  },
});
