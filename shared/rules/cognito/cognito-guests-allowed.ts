import { defineRule } from '../../engine/rule.ts';

export default defineRule({
  id: 'cognito-guests-allowed',
  title: 'An identity pool gives credentials to anybody',
  severity: 'medium',
  detections: ['COG-02'],
  attack: ['T1078'],
  rationale:
    'Without signing in, whoever knows the id of the pool (it stands in every client) gets AWS credentials with the role ' +
    'for guests. Whatever that role may do, the Internet may do.',
  remediation: 'Allow authenticated identities only, or give guests a role that reaches nothing but what is public.',
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html#authenticated-and-unauthenticated-identities',
  ],
  subject: 'identity-pool',
  needs: ['allowsUnauthenticated'],
  uses: ['roles'],

  *evaluate({ allowsUnauthenticated, roles }) {
    if (!allowsUnauthenticated) return;
    const role = roles?.['unauthenticated'];
    yield {
      key: 'guests',
      message:
        role === undefined
          ? 'guests are allowed; as which role they act is not set or not known'
          : `guests are allowed, and act as ${role}`,
      evidence: { allowsUnauthenticated, role: role ?? null },
    };
  },
});
