import { defineRule } from '../../engine/rule.ts';
import { routeInWords } from '../../inventory/serving.ts';
import { canonicalRoleArn } from '../../trail/arns.ts';
import { strongRole } from '../strong-roles.ts';

export default defineRule({
  id: 'api-integration-strong-role',
  title: 'An API acts with the role of an administrator',
  severity: 'high',
  detections: ['API-05', 'API-07', 'IAM-14'],
  attack: ['T1548'],
  rationale:
    'Every call that gets through a route makes API Gateway act with that role, with parameters that the caller can ' +
    'shape. Passing the role to the API is not recorded anywhere else.',
  remediation: 'Give the integration or authorizer a role of its own that allows the one call it makes.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-aws-proxy.html'],
  subject: 'api',
  needs: ['integrations', 'rolePowers'],
  uses: ['paths', 'authorizers'],

  *evaluate({ integrations, rolePowers, paths, authorizers }) {
    const acting = [
      ...Object.entries(integrations).map(([id, { credentials }]) => {
        const where = id.includes(' ') ? routeInWords(id, undefined, paths) : `the integration ${id}`;
        return { key: id, credentials, words: `${where} acts with` };
      }),
      ...Object.entries(authorizers ?? {}).map(([id, { credentials }]) => ({
        key: `authorizer ${id}`,
        credentials,
        words: `the authorizer ${id} is called with`,
      })),
    ];
    for (const { key, credentials, words } of acting) {
      const strong = strongRole(canonicalRoleArn(credentials ?? ''), rolePowers);
      if (strong === undefined) continue;
      yield {
        key,
        message: `${words} ${strong.role}: ${strong.words}`,
        evidence: { acting: key, role: strong.role, level: strong.level },
      };
    }
  },
});
