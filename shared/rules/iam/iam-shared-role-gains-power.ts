import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { powerLevel } from '../../policy/power-level.ts';
import { awsCommand } from '../commands.ts';
import { placeOf } from '../ops.ts';
import { compareLevels, gained, listed, powerEvidence } from '../strength.ts';

export default defineActivityRule({
  id: 'iam-shared-role-gains-power',
  title: 'Several functions got more power at once',
  severity: 'medium',
  weighed: false,
  detections: ['IAM-13'],
  attack: ['T1098.003'],
  rationale:
    'What one function needs is granted to all that run as the same role. A hole in the least important of them now ' +
    'reaches what was granted for another.',
  remediation: 'Give each function a role of its own.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html'],
  subject: 'role',
  calls: { iam: ['PutRolePolicy', 'AttachRolePolicy'] },
  needs: ['power'],
  uses: ['usedBy'],

  *evaluate({ change, before, after, resource }) {
    const users = after.usedBy ?? [];
    if (users.length < 2 || before.power === undefined) return;
    const [was, is] = [before.power.power, after.power.power];
    const more = gained(was, is);
    if (more.length === 0) return;
    const stronger = compareLevels(powerLevel(is), powerLevel(was)) > 0;
    const policy = change.details?.['policy'];
    yield {
      key: typeof policy === 'string' ? policy : 'power',
      message: `${actorInWords(change.actor)} gave the role, and with it ${users.join(', ')}, ${listed(more)}`,
      evidence: { usedBy: [...users], gained: [...more], power: powerEvidence(is) },
      ...(stronger ? {} : { severity: 'low' }),
      ...(typeof policy === 'string'
        ? {
            remediation: policy.startsWith('arn:')
              ? awsCommand('iam detach-role-policy', { 'role-name': resource.name, 'policy-arn': policy })
              : awsCommand('iam delete-role-policy', { 'role-name': resource.name, 'policy-name': policy }),
          }
        : {}),
    };
  },

  closes: (change, key) =>
    [
      ...(placeOf(change, 'remove', 'inlinePolicies') ?? []),
      ...(placeOf(change, 'remove', 'attachedPolicies') ?? []),
    ][0] === key,
});
