import { defineRule } from '../../engine/rule.ts';

export default defineRule({
  id: 'api-cors-any-origin',
  title: 'An API may be called from every website',
  severity: 'low',
  detections: ['API-12'],
  attack: ['T1190'],
  rationale:
    'With the origin * scripts of any website can call the API from the browser of whoever visits it, from inside the ' +
    'networks that the visitor is in.',
  remediation: 'List the origins of your own front ends.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html'],
  subject: 'api',
  needs: ['corsOrigins'],

  *evaluate({ corsOrigins }) {
    const wide = corsOrigins.filter((origin) => /^(?:https?:\/\/)?\*$/.test(origin));
    if (wide.length === 0) return;
    yield {
      key: 'cors',
      message: `scripts of every website may call the API (allowed origin ${wide.join(', ')})`,
      evidence: { corsOrigins: [...corsOrigins] },
    };
  },
});
