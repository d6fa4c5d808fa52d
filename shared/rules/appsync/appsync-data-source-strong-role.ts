import { defineRule } from '../../engine/rule.ts';
import { strongRole } from '../strong-roles.ts';

export default defineRule({
  id: 'appsync-data-source-strong-role',
  title: 'A GraphQL API acts with the role of an administrator',
  severity: 'high',
  detections: ['ASY-02', 'IAM-14'],
  attack: ['T1548'],
  rationale:
    'Resolvers turn what callers ask into calls made with that role: whoever can shape a query, or change a resolver, ' +
    'acts with all its power.',
  remediation: 'Give the data source a role of its own that allows the one thing it does.',
  references: ['https://docs.aws.amazon.com/appsync/latest/devguide/attaching-a-data-source.html'],
  subject: 'graphql-api',
  needs: ['dataSources', 'rolePowers'],

  *evaluate({ dataSources, rolePowers }) {
    for (const [name, source] of Object.entries(dataSources)) {
      const strong = strongRole(source.role, rolePowers);
      if (strong === undefined) continue;
      yield {
        key: name,
        message: `the data source ${name} acts with ${strong.role}: ${strong.words}`,
        evidence: { dataSource: name, role: strong.role, level: strong.level },
      };
    }
  },
});
