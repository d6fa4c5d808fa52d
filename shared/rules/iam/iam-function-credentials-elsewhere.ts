import { defineActivityRule } from '../../engine/rule.ts';
import { identityWrites } from '../identity-calls.ts';
import { serverlessServices, trustStatements } from '../trusts.ts';

const insideFunction = /AWS_Lambda_|exec-env\/AWS_Lambda/;
/** Tools of people and SDKs, all of which say where they run when they run in a function. */
const tool = /aws-cli\/|Boto3\/|Botocore\/|aws-sdk-|AWSPowerShell|Terraform|console\.amazonaws\.com/i;
const address = /^[0-9a-f.:]+$/i;

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
  asActor: true,
  calls: { iam: [...identityWrites], sts: ['GetCallerIdentity'] },
  needs: [],
  uses: ['usedBy', 'trustPolicy'],

  *evaluate({ change, after, resource, context }) {
    const { session, sourceIp = '', userAgent = '', via } = change.actor;
    const users = after.usedBy ?? [];
    if (session === undefined || via !== undefined || !address.test(sourceIp)) return;
    // Lambda names a session after its function. Where only Lambda may assume the role, every session is one of its.
    const trusted = after.trustPolicy === undefined ? [] : trustStatements(after.trustPolicy, { resource, context });
    const onlyLambda =
      users.length > 0 &&
      trusted.every(({ principals }) => principals.every((principal) => principal === 'lambda.amazonaws.com')) &&
      serverlessServices(trusted).length > 0;
    if (!users.includes(session) && !onlyLambda) return;
    if (insideFunction.test(userAgent) || !tool.test(userAgent)) return;
    yield {
      key: session,
      message: `the session ${session}, which Lambda gave to a function, called ${change.call} from ${sourceIp} with ${userAgent.slice(0, 60)}: it does not run in a function`,
      evidence: { session, sourceIp, call: change.call, usedBy: [...users] },
    };
  },
});
