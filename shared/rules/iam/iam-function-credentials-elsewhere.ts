import { defineActivityRule } from '../../engine/rule.ts';
import { serverlessServices, trustStatements } from '../trusts.ts';

export default defineActivityRule({
  id: 'iam-function-credentials-elsewhere',
  title: 'The credentials of a function are used outside of it',
  severity: 'critical',
  weighed: false,
  detections: ['IAM-11'],
  attack: ['T1552.005', 'T1078.004'],
  rationale:
    'The session is one that Lambda hands to a function, but the call does not come out of a function: somebody read its ' +
    'environment, where the credentials stand, and uses them from a machine of their own.',
  remediation:
    'Revoke the sessions of the role (a policy that denies everything to tokens issued before now), find the hole in the ' +
    'function, and look at what else the session did.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html'],
  subject: 'role',
  asActor: 'elsewhere',
  calls: {},
  needs: [],
  uses: ['usedBy', 'trustPolicy'],

  *evaluate({ change, after, resource, context }) {
    const { session = '', sourceIp = '', userAgent = '', issuedTo } = change.actor;
    const users = after.usedBy ?? [];
    // Lambda names a session after its function. Where only Lambda may assume the role, every session is one of its.
    const trusted = after.trustPolicy === undefined ? [] : trustStatements(after.trustPolicy, { resource, context });
    const onlyLambda =
      users.length > 0 &&
      trusted.every(({ principals }) => principals.every((principal) => principal === 'lambda.amazonaws.com')) &&
      serverlessServices(trusted).length > 0;
    if (issuedTo === undefined && !users.includes(session) && !onlyLambda) return;
    yield {
      key: session,
      message: `the session ${session}, which Lambda gave to a function, called ${change.source}:${change.call} from ${sourceIp} with ${userAgent.slice(0, 60)}: it does not run in a function`,
      evidence: {
        session,
        issuedTo: issuedTo ?? null,
        sourceIp,
        call: `${change.source}:${change.call}`,
        usedBy: [...users],
      },
    };
  },
});
