import { defineRule } from '../../engine/rule.ts';
import { powerInWords, powerLevel } from '../../policy/power-level.ts';
import { awsCommand } from '../commands.ts';
import { isPowerful, powerEvidence } from '../strength.ts';

export default defineRule({
  id: 'iam-user-powerful',
  title: 'A user can become an administrator by policies of their own',
  severity: 'high',
  weighed: false,
  detections: ['IAM-15'],
  attack: ['T1098.003', 'T1136.003'],
  rationale:
    'The keys of a user do not expire. A user who holds the powers of an administrator is the account in one file, and ' +
    'attaching such a policy to a user is how an intruder makes sure to come back.',
  remediation: 'Take the policy off the user; people get roles through Identity Center, pipelines through OIDC.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.iam-create-admin-user/',
  ],
  subject: 'user',
  needs: ['power'],
  uses: ['attachedPolicies'],

  *evaluate({ power: { power }, attachedPolicies }, { resource }) {
    if (!isPowerful(power)) return;
    const [arn] = Object.keys(attachedPolicies ?? {});
    yield {
      key: powerLevel(power),
      message: `the user ${powerLevel(power) === 'admin' ? 'is an administrator' : 'can become an administrator'}: ${powerInWords(power)}`,
      evidence: { power: powerEvidence(power), attachedPolicies: Object.keys(attachedPolicies ?? {}) },
      ...(arn === undefined
        ? {}
        : { remediation: awsCommand('iam detach-user-policy', { 'user-name': resource.name, 'policy-arn': arn }) }),
    };
  },
});
