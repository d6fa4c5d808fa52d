import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'appsync-authentication-added',
  title: 'A GraphQL API lets callers in by one more way',
  severity: 'medium',
  detections: ['ASY-01'],
  attack: ['T1556'],
  rationale:
    'Every way to be let in that an API knows opens all fields that name no other. One more provider is one more issuer ' +
    'of tickets, whoever runs it.',
  remediation: 'Take the provider away again, or say in the schema which fields it may open.',
  references: [
    'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#using-additional-authorization-modes',
  ],
  subject: 'graphql-api',
  calls: { appsync: ['UpdateGraphqlApi'] },
  needs: ['authentication'],

  *evaluate({ change, before, after }) {
    if (before.authentication === undefined) return;
    for (const mode of after.authentication) {
      if (before.authentication.includes(mode)) continue;
      yield {
        key: mode,
        message: `${actorInWords(change.actor)} added ${mode} to the ways in, which were ${before.authentication.join(', ')}`,
        evidence: { added: mode, before: [...before.authentication] },
      };
    }
  },

  closes: (_change, key, document) => {
    const modes = document.facets['authentication'];
    return modes?.known === true && !(modes.value as readonly string[]).includes(key);
  },
});
