import { defineRule } from '../../engine/rule.ts';
import { routeInWords } from '../../inventory/serving.ts';

export default defineRule({
  id: 'api-integration-caller-credentials',
  title: "An API calls AWS with its callers' own credentials",
  severity: 'medium',
  detections: ['API-07'],
  attack: ['T1548'],
  rationale:
    'The API acts as whoever called it, on any service that the integration names. Who may call the API then decides ' +
    "with whose power it acts, and every caller's permissions reach further than their own tools.",
  remediation: 'Give the integration a role of its own with the one permission that it needs.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html'],
  subject: 'api',
  needs: ['integrations'],
  uses: ['paths'],

  *evaluate({ integrations, paths }) {
    for (const [id, { credentials, uri }] of Object.entries(integrations)) {
      if (credentials === undefined || !/^arn:[^:]+:iam::\*:user\/\*$/.test(credentials)) continue;
      const where = id.includes(' ') ? routeInWords(id, undefined, paths) : `the integration ${id}`;
      yield {
        key: id,
        message: `${where} calls ${uri ?? 'its target'} with the credentials of the caller`,
        evidence: { integration: id, credentials, uri: uri ?? null },
      };
    }
  },
});
