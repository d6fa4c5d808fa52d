import { defineRule } from '../../engine/rule.ts';

export default defineRule({
  id: 'appsync-api-key',
  title: 'A GraphQL API lets in whoever has an API key',
  severity: 'medium',
  detections: ['ASY-01'],
  attack: ['T1190'],
  rationale:
    'API keys of AppSync stand in the code of clients, so whoever looks there can send every query that the key may. They ' +
    'tell nobody who is asking; AWS means them for development and for what is public anyway.',
  remediation: 'Use IAM, a user pool or OpenID Connect; keep the key for fields that are public (`@aws_api_key`).',
  references: ['https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html'],
  subject: 'graphql-api',
  needs: ['authentication'],
  uses: ['private', 'dataSources'],

  *evaluate({ authentication, private: isPrivate, dataSources }) {
    if (!authentication.includes('API_KEY')) return;
    const functions = Object.values(dataSources ?? {}).flatMap((source) => source.function ?? []);
    const others = authentication.filter((mode) => mode !== 'API_KEY');
    yield {
      key: 'api-key',
      message: `an API key is enough to get in${others.length === 0 ? '' : ` (beside ${others.join(', ')})`}${functions.length === 0 ? '' : `, to ${functions.join(', ')}`}${isPrivate ? '; only private networks reach the API' : ''}`,
      evidence: { authentication: [...authentication], functions, private: isPrivate ?? null },
      ...(isPrivate ? { severity: 'low' as const } : {}),
    };
  },
});
