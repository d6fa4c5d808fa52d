import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'iam-identity-provider-added',
  title: 'The account trusts an identity provider that is new or was changed',
  severity: 'high',
  detections: ['IAM-16'],
  attack: ['T1484.002'],
  rationale:
    'Whoever controls an identity provider, or the certificate of a trust anchor, can sign in as anybody whom roles of ' +
    'the account accept from it. It is rare, and it outlives every user and key.',
  remediation: 'Delete the provider if it was not meant, and look for roles that trust it.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html',
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.rolesanywhere-create-trust-anchor/',
  ],
  subject: 'identity-provider',
  calls: {
    iam: [
      'CreateOpenIDConnectProvider',
      'UpdateOpenIDConnectProviderThumbprint',
      'CreateSAMLProvider',
      'UpdateSAMLProvider',
    ],
    rolesanywhere: ['CreateTrustAnchor', 'UpdateTrustAnchor'],
  },
  needs: ['type'],
  uses: ['url'],

  *evaluate({ change, after, resource }) {
    const changed = change.call.startsWith('Update');
    yield {
      key: changed ? 'changed' : 'added',
      message: `${actorInWords(change.actor)} ${changed ? 'changed' : 'added'} the ${after.type} ${after.type === 'trust anchor' ? '' : 'provider '}${after.url ?? resource.name}`,
      evidence: { type: after.type, url: after.url ?? null, arn: resource.arn },
    };
  },
});
