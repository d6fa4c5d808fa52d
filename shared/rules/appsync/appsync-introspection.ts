import { defineRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineRule({
  id: 'appsync-introspection',
  title: 'A GraphQL API shows its whole schema to whoever has a key',
  severity: 'low',
  detections: ['ASY-01'],
  attack: ['T1190'],
  rationale:
    'Introspection lists every type, query and mutation. Where an API key is enough to ask, it hands strangers the plan ' +
    'of what there is to try.',
  remediation: 'Switch introspection off outside of development.',
  references: ['https://docs.aws.amazon.com/appsync/latest/devguide/WAF-Integration.html'],
  subject: 'graphql-api',
  needs: ['introspection', 'authentication', 'private'],

  *evaluate({ introspection, authentication, private: isPrivate }, { resource }) {
    if (!introspection || isPrivate || !authentication.includes('API_KEY')) return;
    yield {
      key: 'introspection',
      message: 'introspection is on, and an API key is enough to ask for the schema',
      evidence: { introspection, authentication: [...authentication] },
      remediation: awsCommand('appsync update-graphql-api', {
        'api-id': resource.name,
        'introspection-config': 'DISABLED',
        region: resource.region,
      }),
    };
  },
});
