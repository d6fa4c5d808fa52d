import { defineRule } from '../../engine/rule.ts';

const sendsPassword = /^(?:ALLOW_)?(?:USER_PASSWORD_AUTH|ADMIN_USER_PASSWORD_AUTH|ADMIN_NO_SRP_AUTH)$/;

export default defineRule({
  id: 'cognito-client-password-flow',
  title: 'A client of a user pool signs users in by sending their password',
  severity: 'low',
  detections: ['COG-04'],
  attack: ['T1556'],
  rationale:
    'In this flow the password itself travels to Cognito, through whatever stands in between, and can be tried by anybody ' +
    'who knows the id of the client. The SRP flow proves it without sending it.',
  remediation: 'Allow ALLOW_USER_SRP_AUTH instead, and keep password flows for migrations.',
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html',
  ],
  subject: 'user-pool',
  needs: ['clients'],

  *evaluate({ clients }) {
    for (const [id, client] of Object.entries(clients)) {
      const weak = client.flows?.filter((flow) => sendsPassword.test(flow)) ?? [];
      if (weak.length === 0) continue;
      yield {
        key: id,
        message: `the client ${id} allows ${weak.join(', ')}${client.secret === false ? ' and has no secret' : ''}`,
        evidence: { client: id, flows: weak, secret: client.secret ?? null },
      };
    }
  },
});
