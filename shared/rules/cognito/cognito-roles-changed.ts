import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'cognito-roles-changed',
  title: 'The users of an identity pool act as another role than before',
  severity: 'medium',
  detections: ['COG-03'],
  attack: ['T1098'],
  rationale:
    'One call changes what every user of the app may do in the account. Passing the role is not recorded anywhere else.',
  remediation: 'Set the roles back, unless a release explains the change.',
  references: ['https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html'],
  subject: 'identity-pool',
  calls: { 'cognito-identity': ['SetIdentityPoolRoles'] },
  needs: ['roles'],

  *evaluate({ change, before, after, context }) {
    // The first roles of a pool are a change only where somebody sets them by hand.
    if (before.roles === undefined && !isByHand(change.actor, context)) return;
    for (const [name, role] of Object.entries(after.roles)) {
      const was = before.roles?.[name];
      if (was === role) continue;
      const first = before.roles !== undefined && Object.keys(before.roles).length === 0;
      if (first && !isByHand(change.actor, context)) continue;
      yield {
        key: name,
        message: `${actorInWords(change.actor)} made ${name} users act as ${role}${was === undefined ? '' : ` (before: ${was})`}`,
        evidence: { identities: name, before: was ?? null, after: role },
      };
    }
  },
});
